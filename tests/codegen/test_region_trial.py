"""Trials: on a copy, with what fails anyway not held against the change, and nothing executed unasked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrasketch_desktop.codegen import region_trial
from infrasketch_desktop.codegen.checking.report import Missing
from infrasketch_desktop.codegen.checking.tools import Ground, Run, Step
from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.codegen.manifest import Manifest, read_manifest
from infrasketch_desktop.codegen.region_trial import trying
from tests.codegen.folders import Place

APP = "services/api/src/api/app.py"
FILES = {
    "services/api/pyproject.toml": "",
    APP: "x = 1\n",
    "libraries/db/src/db/__init__.py": "",
    "deploy/main.tf": "",
}
SAYS = "import pathlib, sys; lines = [f'app.py:{n}: {line}' for n, line in enumerate(pathlib.Path('src/api/app.py')"
COMPLAINS = f"{SAYS}.read_text().splitlines(), 1) if 'bad' in line]; print(*lines, sep='\\n'); sys.exit(bool(lines))"
"""A tool that complains of every line with `bad` in it."""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path / "shop")
    place.generate(FILES)
    return place


def stand_in(monkeypatch: pytest.MonkeyPatch, program: str, level: Level = Level.CHECKED) -> None:
    def steps(ground: Ground) -> Iterator[Step]:
        command = (sys.executable, "-c", program)
        yield Run(tool="tool", files=(), level=level, command=command, folder=ground.folder / "services/api")
        yield Missing(tool="mypy", files=(), advice="Install mypy.")

    monkeypatch.setattr(region_trial, "python_steps", steps)


def problems(place: Place, text: str, *, may_execute: bool = False) -> tuple[str, ...]:
    manifest = read_manifest(place.folder) or Manifest()
    with trying(place.folder, manifest, APP, place.read(APP), lambda: None, may_execute=may_execute) as trial:
        return trial.judge(text).problems


def test_what_a_tool_says_is_a_problem_and_the_project_stays(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, COMPLAINS)
    assert problems(place, "x = 1\nbad = 2\n") == ("tool: app.py:2: bad = 2",)
    assert problems(place, "x = 2\n") == ()
    assert place.read(APP) == "x = 1\n"


def test_what_was_wrong_before_is_not_held_against_the_change(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, COMPLAINS)
    place.edit(APP, "bad = 1\n")
    assert problems(place, "y = 1\n\nbad = 1\n") == ()
    assert problems(place, "bad = 1\nbad = 2\n") == ("tool: app.py:2: bad = 2",)


def test_code_that_does_not_compile_reaches_no_tool(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "raise SystemExit(1)")
    (problem,) = problems(place, "return 1\n")
    assert problem.startswith("Python's compiler: 'return' outside function")


def test_nothing_is_executed_unless_somebody_allowed_it(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stand_in(monkeypatch, f"open({str(tmp_path / 'ran')!r}, 'w')", Level.RAN)
    problems(place, "x = 2\n")
    assert not (tmp_path / "ran").exists()
    problems(place, "x = 2\n", may_execute=True)
    assert (tmp_path / "ran").exists()


def test_the_copy_has_what_the_part_needs_and_is_gone_afterwards(
    place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place.edit("services/api/src/api/mine.py", "")
    place.edit("services/api/.venv/lib/x.py", "")
    (place.folder / "services/api/src/api/link.py").symlink_to("/etc/hostname")
    listing = tmp_path / "listing"
    lists = "import pathlib; r = pathlib.Path('../..'); print(*sorted(str(p.relative_to(r)) for p in r.rglob('*') if "
    stand_in(
        monkeypatch, f"{lists}p.is_file()), pathlib.Path().resolve(), sep='\\n', file=open({str(listing)!r}, 'w'))"
    )
    problems(place, "x = 2\n")
    *paths, folder = listing.read_text().splitlines()
    part = ["services/api/pyproject.toml", APP, "services/api/src/api/mine.py"]
    assert paths == ["libraries/db/src/db/__init__.py", *part]
    assert not Path(folder).exists()


def test_stopping_ends_a_trial(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    class StopError(Exception):
        pass

    def tick() -> None:
        raise StopError

    stand_in(monkeypatch, "pass")
    manifest = read_manifest(place.folder) or Manifest()
    with pytest.raises(StopError), trying(place.folder, manifest, APP, "x = 1\n", tick):
        pass


def test_tools_that_are_not_here_are_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "pass")
    manifest = read_manifest(place.folder) or Manifest()
    with trying(place.folder, manifest, APP, "x = 1\n", lambda: None) as trial:
        assert [one.tool for one in trial.judge("x = 2\n").missing] == ["mypy"]
