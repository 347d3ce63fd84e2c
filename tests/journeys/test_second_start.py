"""Real processes: whoever starts the program again gets the window that is open, whatever happened to the first run."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage import sketches
from tests.support.processes import Child, Start, python_module
from tests.support.programs import Outcome, infrasketch, python

SECONDS = 60

START_AGAIN = """
import sys
from infrasketch_desktop.cli import main
code = main(sys.argv[1:])
print(code, sorted(name for name in sys.modules if name.startswith("PySide6")))
"""

Program = Callable[..., Child]


@pytest.fixture
def program(start_process: Start) -> Program:
    """Starts the program with the words of a command line, without waiting for it."""

    def start(*words: str | Path) -> Child:
        return start_process(python_module("tests.journeys.watched_program", "stay", *words))

    return start


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a difficult name, and sketches in it."""
    path = tmp_path / "ein Ordner – मेघ"
    path.mkdir()
    for name in ("a", "b", "c"):
        sketches.save(path / f"{name}.infrasketch", Diagram())
    return path


def shown(child: Child) -> dict[str, Any]:
    """What the program told last."""
    lines = [line for line in child.out.splitlines() if line.startswith("{") and line.endswith("}")]
    return json.loads(lines[-1]) if lines else {"titles": [], "notices": [], "ready": False}


def wait_for(child: Child, condition: Callable[[dict[str, Any]], object], what: str) -> dict[str, Any]:
    return child.wait_until(lambda: condition(shown(child)) and shown(child), what=what, seconds=SECONDS)


def wait_for_titles(child: Child, *titles: str) -> None:
    expected = sorted(f"{title} – InfraSketch" if title else "InfraSketch" for title in titles)
    wait_for(child, lambda seen: sorted(seen["titles"]) == expected, f"windows {expected}")


def test_every_later_start_ends_at_once_and_the_first_does_the_work(program: Program, folder: Path) -> None:
    first = program()
    wait_for_titles(first, "")
    assert infrasketch("a.infrasketch", folder=folder) == Outcome(0, "", "")
    wait_for_titles(first, "a")
    assert infrasketch((folder / "b.infrasketch").as_uri()) == Outcome(0, "", "")
    wait_for_titles(first, "a", "b")
    assert infrasketch("--new-window") == Outcome(0, "", "")
    wait_for_titles(first, "a", "b", "")
    assert infrasketch("infrasketch://open/etc/passwd?x=1") == Outcome(0, "", "")
    wait_for(first, lambda seen: "This link is not one" in "".join(seen["notices"]), "the notice")
    assert infrasketch() == Outcome(0, "", "")
    assert infrasketch("./a.infrasketch", folder=folder) == Outcome(0, "", "")
    wait_for(first, lambda seen: seen["titles"][0] == "a – InfraSketch", "the window of a in front")
    assert len(shown(first)["titles"]) == 3
    assert "already open" not in "".join(shown(first)["notices"])
    assert set(first.err.splitlines()) <= {"This plugin does not support raise()"}


def test_a_later_start_does_not_load_qt(program: Program) -> None:
    wait_for_titles(program(), "")
    assert python(START_AGAIN) == Outcome(0, "0 []\n", "")


def test_a_killed_program_leaves_nothing_in_the_way(program: Program, folder: Path) -> None:
    first = program()
    wait_for_titles(first, "")
    first.kill()
    second = program(folder / "a.infrasketch")
    wait_for_titles(second, "a")
    assert infrasketch() == Outcome(0, "", "")


def test_starts_at_the_same_moment_are_one_program_for_each_profile(
    program: Program, folder: Path, tmp_path: Path
) -> None:
    together = [program(folder / f"{name}.infrasketch") for name in ("a", "b", "c")]
    other = program("--profile", tmp_path / "other", folder / "a.infrasketch")
    wait_for(other, lambda seen: seen["titles"], "the window of the other profile")
    (first,) = [child for child in together if not _has_left(child)]
    wait_for(first, lambda seen: len(seen["titles"]) == 3, "three windows")
    assert sorted(shown(first)["titles"]) == [f"{name} – InfraSketch" for name in ("a", "b", "c")]
    assert all(child.out == "" for child in together if child is not first)


def _has_left(child: Child) -> bool:
    """Whether a start handed over; the one that did not shows a window."""
    child.wait_until(lambda: child.process.poll() is not None or shown(child)["titles"], what="an end or a window")
    return child.process.poll() == 0


@pytest.mark.long
def test_a_program_that_hangs_is_passed_by_and_does_not_do_it_again_later(program: Program, folder: Path) -> None:
    first = program()
    wait_for(first, lambda seen: seen["ready"], "the end of the start")
    os.kill(first.pid, signal.SIGSTOP)
    second = program(folder / "a.infrasketch")
    wait_for_titles(second, "a")
    assert "does not answer" in shown(second)["notices"][0]
    os.kill(first.pid, signal.SIGCONT)
    assert infrasketch("--new-window") == Outcome(0, "", "")
    wait_for_titles(first, "", "")
