"""The server's image: what its Dockerfile promises, and its entry point run as an engine would run it."""

from __future__ import annotations

import ast
import fnmatch
import json
import os
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
import yaml

from licensing_server.settings import Settings
from tests.support.containers import DOCKERFILE, health_check, instructions, last, locked, start_container
from tests.support.postgres import Cluster
from tests.support.processes import Start
from tests.support.programs import ROOT

SERVER = ROOT / "packaging" / "server"
SECRETS = [name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)]


@pytest.fixture(scope="session")
def fill_database() -> None:
    """The server makes its tables itself."""


def test_it_runs_without_root_and_without_a_shell() -> None:
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", last("USER")), "a number, which can be seen not to be root's"
    for name in ("ENTRYPOINT", "CMD"):
        assert isinstance(json.loads(last(name)), list)
    assert health_check()[0] == "python"


def test_no_secret_comes_near_its_layers() -> None:
    said = " ".join(rest for name, rest in instructions() if name in {"ENV", "ARG", "RUN", "LABEL"}).upper()
    assert len(SECRETS) == 5
    assert not [name for name in [*SECRETS, "DATABASE_URL"] if name.upper() in said]


def test_the_builder_gets_what_is_copied_and_nothing_else() -> None:
    ignore = DOCKERFILE.with_name("Dockerfile.dockerignore").read_text("utf-8").splitlines()
    admitted = {line[1:] for line in ignore if line.startswith("!")}
    copied = [rest.split()[:-1] for name, rest in instructions() if name == "COPY" and "--from" not in rest]
    assert {source for sources in copied for source in sources} == admitted
    assert "*" in ignore
    assert not [path for path in admitted if not (ROOT / path).exists()]


def test_its_libraries_are_those_of_the_tests_by_hash() -> None:
    pins = locked()
    assert {name: version(name) for name in pins} == pins
    lock = (SERVER / "requirements.lock").read_text("utf-8")
    unhashed = re.findall(r"^\S+==.*\n(?!    --hash=sha256:)", lock, re.MULTILINE)
    assert not unhashed
    assert not fnmatch.filter(pins, "pyside*")


def test_it_has_every_library_that_its_sources_import() -> None:
    """By the image's own list: the extra `server`, and what the credits that both sides share import."""
    listed = (SERVER / "requirements.in").read_text("utf-8").splitlines()
    asked = {re.split(r"[\[<>=;]", line)[0] for line in listed if not line.startswith("#")}
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]["server"]
    assert {re.split(r"[\[<>=;]", need)[0] for need in extra} <= asked
    sources = [ROOT / path for name, rest in instructions() if name == "COPY" for path in rest.split()[:-1]]
    files = [file for source in sources for file in (source.rglob("*.py") if source.is_dir() else [source])]
    imported = {module for file in files if file.suffix == ".py" for module in imports_of(file)}
    owners = packages_distributions()
    strangers = imported - set(sys.stdlib_module_names) - {"infrasketch_desktop", "licensing_server"}
    assert len(files) > 100
    assert {
        module
        for module in strangers
        if not asked & {name.lower().replace("_", "-") for name in owners.get(module, [])}
    } == set()


def imports_of(file: Path) -> set[str]:
    """The first parts of the modules that a source file imports anywhere."""
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    whole = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.partition(".")[0] for name in whole | parts}


@pytest.mark.long
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a root file system")
def test_its_entry_point_serves_as_an_engine_runs_it(
    start_process: Start, tmp_path: Path, postgresql: Cluster, postgresql_url: str
) -> None:
    """Read-only, without capabilities, as process 1: healthy, ready, and ended in order by SIGTERM."""
    postgresql.folder.chmod(0o711)  # for the socket; the data have a folder of their own
    settings = {"INFRASKETCH_DATABASE_URL": postgresql_url}
    container = start_container(start_process, tmp_path, settings=settings, seen=[postgresql.folder])
    container.child.wait_for_line("ready http://127.0.0.1:8000", seconds=60)

    compose = yaml.safe_load((SERVER / "compose.yaml").read_text("utf-8"))
    for check in (health_check(), compose["services"]["server"]["healthcheck"]["test"][1:]):
        outcome = container.run(check)
        assert outcome.code == 0, outcome.err
    status = container.status()
    assert status["Uid"].split() == ["10001"] * 4
    assert (status["CapEff"].strip("0"), status["CapBnd"].strip("0"), status["NoNewPrivs"]) == ("", "", "1")
    for place in ("/opt/infrasketch", "/usr"):
        assert container.run(["python", "-c", f"open('{place}/x', 'w')"]).code == 1
    assert container.run(["python", "-c", "import PySide6"]).code == 1

    assert container.stop() == 0
    assert "Traceback" not in container.child.err
