"""The lower rooms start on a machine without Qt, and no file outgrows its reader."""

from pathlib import Path
from statistics import median

import pytest

from tests.support.programs import ROOT, python

QT_MODULES = ("infrasketch_desktop.picture.qt", "infrasketch_desktop.cli.render")
WINDOW_ROOMS = {"ui", "app", "app_services"}
MAX_LINES = 500

IMPORT_ALL = """
import importlib, pkgutil, sys
sys.modules["PySide6"] = None
name, *left_out = sys.argv[1:]
left_out = tuple(left_out)
found = importlib.import_module(name)
for module in pkgutil.walk_packages(getattr(found, "__path__", []), name + "."):
    if not module.name.startswith(left_out):
        importlib.import_module(module.name)
"""


def rooms() -> list[str]:
    package = ROOT / "infrasketch_desktop"
    found = [path.stem for path in package.glob("*.py")] + [path.parent.name for path in package.glob("*/__init__.py")]
    return sorted(set(found) - WINDOW_ROOMS - {"__init__", "__main__"})


@pytest.mark.parametrize("room", rooms())
def test_room_starts_without_qt(room: str) -> None:
    outcome = python(IMPORT_ALL, f"infrasketch_desktop.{room}", *QT_MODULES)
    assert outcome.code == 0, outcome.err


PROGRAMS = ("infrasketch_desktop", "licensing_server")


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py")]


def test_no_file_is_longer_than_a_reader_bears() -> None:
    too_long = {
        str(path.relative_to(ROOT)): n for path in sources(*PROGRAMS, "tests") if (n := lines(path)) > MAX_LINES
    }
    assert not too_long


@pytest.mark.parametrize("program", PROGRAMS)
def test_half_of_a_program_is_in_small_files(program: str) -> None:
    counts = [lines(path) for path in sources(program)]
    assert median(count for count in counts if count > 1) <= 120


def lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_every_module_says_in_one_sentence_what_it_is_for() -> None:
    texts = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in sources(*PROGRAMS)}
    silent = [str(path) for path, text in texts.items() if not text.startswith('"""')]
    assert not silent
