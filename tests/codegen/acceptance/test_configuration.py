"""What is no Python holds too: servers, Compose, Kubernetes, Terraform, CloudFormation, make, by their own tools."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from importlib.resources import files as package_files
from pathlib import Path

import pytest
import tree_sitter_hcl
import yaml
from jsonschema import Draft7Validator
from openapi_spec_validator import validate
from tree_sitter import Language, Parser

from infrasketch_desktop.codegen.checking import Report, check
from tests.codegen.acceptance.diagrams import NAMES

Generated = Callable[[str], Path]
each_diagram = pytest.mark.parametrize("name", NAMES)
NOT_HERE = {"docker compose", "hadolint", "actionlint", "terraform validate"}
"""Tools that a machine of ours may lack: plugins of Docker, linters that nobody asked for, what needs a network."""


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """cfn-lint and kubernetes-validate lie beside our interpreter."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")


def judged(folder: Path, *wanted: str) -> Report:
    """The report of everything that is neither Python nor a web app, in all folders or in some."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    others = [path for path in found if not path.startswith(("services/", "libraries/", "web/"))]
    return check(folder, [path for path in others if path.startswith(wanted or ("",))])


def assert_clean(report: Report) -> None:
    assert report.is_clean, "\n".join(report.lines())
    assert {one.tool for one in report.missing} <= NOT_HERE


def published(name: str) -> Draft7Validator:
    folder = package_files("check_jsonschema") / "builtin_schemas" / "vendor"
    return Draft7Validator(json.loads((folder / name).read_text(encoding="utf-8")))


@pytest.mark.usefixtures("tools")
def test_servers_and_deployment_tools_accept_what_most_people_draw(generated: Generated) -> None:
    assert_clean(judged(generated("queue and stores"), "gateways/", "monitoring/", "deploy/terraform", "Makefile"))


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.usefixtures("tools")
@each_diagram
def test_every_tool_accepts_its_files(name: str, generated: Generated) -> None:
    assert_clean(judged(generated(name)))


@pytest.mark.long
@each_diagram
def test_files_agree_with_the_published_schemas_of_their_formats(name: str, generated: Generated) -> None:
    folder = generated(name)
    compose = yaml.load((folder / "compose.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    workflow = yaml.load((folder / ".github/workflows/ci.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    workflow["on"] = workflow.pop(True)  # YAML 1.1 takes the word for a truth value, GitHub does not
    assert not list(published("compose-spec.json").iter_errors(compose))
    assert not list(published("github-workflows.json").iter_errors(workflow))
    for path in folder.glob("openapi/*.json"):
        validate(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.long
@each_diagram
def test_terraform_parses(name: str, generated: Generated) -> None:
    parser = Parser(Language(tree_sitter_hcl.language()))
    texts = {path: path.read_bytes() for path in generated(name).rglob("*.tf")}
    assert [path.name for path, text in texts.items() if parser.parse(text).root_node.has_error] == []
