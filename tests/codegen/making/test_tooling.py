"""What engineers type works: make takes the goals, the workflow agrees with its schema, the workspace is complete."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from functools import cache
from importlib.resources import files as package_files
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from infrasketch_desktop.codegen.generator import generate_all
from infrasketch_desktop.codegen.making.tooling import make_tooling
from infrasketch_desktop.codegen.making.workspace import make_workspace
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.codegen.making.samples import HOSTILE, SAMPLES, everything, hostile, made
from tests.codegen.plans import planned
from tests.support.diagrams import node
from tests.support.needs import miss

GOALS = ("help", "setup", "up", "down", "logs", "test", "lint", "types", "migrate")
each_sample = pytest.mark.parametrize("sample", SAMPLES)


@each_sample
def test_make_accepts_every_goal(sample: str, tmp_path: Path) -> None:
    make = shutil.which("make") or miss("make", packages="make")
    (tmp_path / "Makefile").write_text(made(make_tooling, sample)["Makefile"], encoding="utf-8")
    (tmp_path / ".env.example").touch()
    done = subprocess.run([make, "-n", *GOALS], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_help_names_each_goal(tmp_path: Path) -> None:
    make = shutil.which("make") or miss("make", packages="make")
    (tmp_path / "Makefile").write_text(made(make_tooling, "apart")["Makefile"], encoding="utf-8")
    shown = subprocess.run([make, "-s"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert [line.split()[0] for line in shown.splitlines()] == list(GOALS)


@each_sample
def test_the_workflow_agrees_with_its_published_schema(sample: str) -> None:
    folder = package_files("check_jsonschema") / "builtin_schemas" / "vendor"
    schema = json.loads((folder / "github-workflows.json").read_text(encoding="utf-8"))
    workflow = yaml.load(made(make_tooling, sample)[".github/workflows/ci.yml"], yaml.CSafeLoader)
    workflow["on"] = workflow.pop(True)  # YAML 1.1 takes the word for a truth value, GitHub does not
    assert not [error.message for error in Draft7Validator(schema).iter_errors(workflow)]


@cache
def everything_made() -> dict[str, str]:
    """All files of the sample with everything."""
    return {file.path: file.text for file in generate_all(everything())}


def test_every_image_that_compose_builds_has_its_dockerfile() -> None:
    texts = everything_made()
    services = yaml.load(texts["compose.yaml"], yaml.CSafeLoader)["services"]
    wanted = {service["build"]["dockerfile"] for service in services.values() if "build" in service}
    assert sorted(wanted - texts.keys()) == []


def test_no_label_reaches_what_make_or_ci_runs() -> None:
    texts = made(make_tooling, "hostile") | made(make_workspace, "hostile")
    for path in ("Makefile", ".github/workflows/ci.yml", ".gitignore", ".dockerignore"):
        assert not [said for said in HOSTILE if said and said in texts[path]]
        assert not [word for word in ("TOKEN }}", "rm -rf", "$(id)", "os.system") if word in texts[path]]
    assert tomllib.loads(texts["pyproject.toml"])["project"]["description"] == hostile().title.line


def test_the_title_of_a_project_may_be_missing() -> None:
    texts = {file.path: file.text for file in generate_all(planned(node("api"), title=""))}
    assert texts["README.md"].startswith("# system\n")


def test_ci_judges_the_template_of_cloudformation_only_where_there_is_one() -> None:
    texts = [
        {file.path: file.text for file in generate_all(planned(node("one", kind=kind)))}
        for kind in (NodeKind.EXTERNAL, NodeKind.SERVICE)
    ]
    judged = ["cfn-lint" in files[".github/workflows/ci.yml"] for files in texts]
    assert judged == ["deploy/cloudformation/template.yaml" in files for files in texts] == [False, True]
