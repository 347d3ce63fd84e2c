"""Generated programs hold whatever they are called: ruff, mypy and their own tests find nothing, and they answer."""

from __future__ import annotations

import json
import os
import re
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from infrasketch_desktop.codegen.project import Part, Project, Role
from tests.codegen.making.programs import PROGRAMS, program_files, program_project
from tests.support import generated
from tests.support.processes import Child, Start

ANSWERING = (Role.SERVICE, Role.FUNCTION, Role.AUTH, Role.EXTERNAL)
SHORT, MIDDLE, LONG = 1, 17, 32
WITHOUT_LINKS = "l"
WITH_A_CACHE = "b"


def wide(line: str) -> bool:
    return len(line) > 120


def put(folder: Path, *lengths: int) -> Path:
    for length in lengths:
        generated.write(program_files(program_project(length)), folder / str(length))
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("programs"), SHORT, MIDDLE, LONG)


@pytest.mark.parametrize("length", [SHORT, MIDDLE, LONG])
def test_ruff_finds_nothing_in_names_of_several_lengths(folder: Path, length: int):
    generated.lint(folder / f"{length}/services")


def test_no_line_of_a_program_is_too_long(folder: Path):
    files = [path for path in folder.glob("*/services/**/*") if path.suffix in {".py", ".toml"} or not path.suffix]
    texts = {path: path.read_text() for path in files if path.is_file()}

    assert texts
    assert [path.name for path, text in texts.items() if any(map(wide, text.splitlines()))] == []


def test_the_same_plan_gives_the_same_files():
    assert program_files(program_project(SHORT)) == program_files(program_project(SHORT))


def test_no_template_is_filled_from_a_label(folder: Path):
    readme = (folder / str(MIDDLE) / f"services/{'a' * MIDDLE}/README.md").read_text()

    assert "{{7*7}}" in readme.replace("\\", "")
    assert "49" not in readme


def test_a_service_passes_its_own_tests(folder: Path):
    assert "passed" in generated.run_tests(folder / f"{SHORT}/services/{WITH_A_CACHE}")


@pytest.mark.loopback
def test_a_service_runs(folder: Path, start_process: Start):
    service, port = run(start_process, folder / str(SHORT), program_project(SHORT).part(WITHOUT_LINKS))

    assert ask(port, "/healthz") == {"status": "ok"}
    assert ask(port, "/readyz") == {"ready": True, "systems": {}}
    validate(ask(port, "/openapi.json"))
    assert service.end() in {0, -15}
    assert all(json.loads(line)["message"] for line in service.err.splitlines()), "logs are JSON"


@pytest.mark.long
@pytest.mark.parametrize("length", range(1, LONG + 1))
def test_ruff_finds_nothing_in_names_of_any_length(tmp_path: Path, length: int):
    generated.lint(put(tmp_path, length) / f"{length}/services")


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("length", [SHORT, MIDDLE, LONG])
@pytest.mark.parametrize("letter", [p.name for p in program_project(1).of(*PROGRAMS)])
def test_a_program_is_typed_and_passes_its_own_tests(folder: Path, letter: str, length: int):
    part = folder / f"{length}/services/{letter * length}"

    generated.types(part)
    assert "passed" in generated.run_tests(part)


@pytest.mark.long
@pytest.mark.loopback
@pytest.mark.parametrize("letter", [p.name for p in program_project(1).of(*ANSWERING)])
def test_a_program_with_every_link_runs(folder: Path, start_process: Start, letter: str):
    _, port = run(start_process, folder / str(LONG), program_project(LONG).part(letter * LONG))

    assert ask(port, "/healthz") == {"status": "ok"}
    if program_project(1).part(letter).role is not Role.FUNCTION:
        validate(ask(port, "/openapi.json"))


def run(start_process: Start, root: Path, part: Part) -> tuple[Child, int]:
    """Start a program with `memory://` behind it; HTTP targets are not there. Returns it with its port."""
    project = program_project(len(part.name))
    sources = [root / one.folder / "src" for one in project.parts]
    child = start_process(
        [sys.executable, "-m", part.module],
        folder=root / part.folder,
        environment={
            "PYTHONPATH": os.pathsep.join(map(str, sources)),
            "PYTHONWARNINGS": "default",
            "PORT": "0",
            **addresses(project, part),
        },
    )
    told = child.wait_until(lambda: re.search(r"(?:127\.0\.0\.1:|port )(\d+)", child.err), what="a port")
    return child, int(told[1])


def addresses(project: Project, part: Part) -> dict[str, str]:
    return {
        f"{link.target.upper()}_URL": "http://127.0.0.1:9"
        if project.part(link.target).role in PROGRAMS
        else "memory://"
        for link in project.needs(part)
    }


def ask(port: int, path: str) -> object:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return json.loads(body)
