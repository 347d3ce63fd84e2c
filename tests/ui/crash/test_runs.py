"""A run that the system ends leaves its last words, and the next one offers them; a clean end leaves nothing."""

from __future__ import annotations

import faulthandler
import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.ui.crash.runs import FOLDER, LogTail, listened, take_ended, watched_run
from tests.support.logs import LogWatch
from tests.support.processes import Start

CRASH = """
import faulthandler, logging, sys
from PySide6.QtCore import QTimer
from infrasketch_desktop import app

make = app.make_application

def crash():
    logging.getLogger("infrasketch").warning("the ship is leaking\\nfrom /home/ada")
    faulthandler._sigsegv()

def made():
    application = make()
    QTimer.singleShot(0, crash)
    return application

app.make_application = made
from infrasketch_desktop.cli import main
main(["--profile", sys.argv[1]])
"""


@pytest.fixture(autouse=True)
def own_faults() -> Iterator[None]:
    """What the run of the tests itself has to say in the end goes where it went."""
    was = faulthandler.is_enabled()
    yield
    if was:
        faulthandler.enable(sys.__stderr__)


def gone() -> int:
    """The number of a process that is no more."""
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    return child.pid


def left(folder: Path, number: int, text: str) -> Path:
    path = folder / FOLDER / f"{number}-abc.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_run_that_ends_by_itself_leaves_nothing(tmp_path: Path) -> None:
    with watched_run(tmp_path, LogTail()):
        [path] = (tmp_path / FOLDER).iterdir()
        assert path.stem.startswith(f"{os.getpid()}-")
        assert take_ended(tmp_path) == ()
        assert path.exists(), "it still runs"
    assert list((tmp_path / FOLDER).iterdir()) == []


@pytest.mark.parametrize("count", [1, 79, 81, 1000])
def test_of_a_long_log_the_last_lines_are_kept(tmp_path: Path, log_watch: LogWatch, count: int) -> None:
    log_watch.expect("leak")
    tail, log = LogTail(), logging.getLogger("infrasketch")
    with listened(tail), watched_run(tmp_path, tail):
        [path] = (tmp_path / FOLDER).iterdir()
        with path.open("a", encoding="utf-8") as fault:  # as the interpreter has it open
            for number in range(count):
                log.warning("leak %d", number)
            fault.write("Fatal Python error: Aborted\n")
        said = path.read_text("utf-8")
    assert len(said.splitlines()) < 100
    left(tmp_path, gone(), said)
    [run] = take_ended(tmp_path)
    assert run.log == tail.lines
    assert run.log[-1] == f"WARNING infrasketch: leak {count - 1}"


def test_a_fault_is_told_once_with_the_log_before_it(tmp_path: Path) -> None:
    left(tmp_path, gone(), "WARNING x: leak\nFatal Python error: Aborted\n\nThread 1\n")
    [run] = take_ended(tmp_path)
    assert run.log == ("WARNING x: leak",)
    assert run.fault.startswith("Fatal Python error: Aborted")
    assert take_ended(tmp_path) == ()


@pytest.mark.parametrize("text", ["", "WARNING x: leak\n", "said Fatal Python error: by somebody\n"])
def test_a_run_that_was_merely_stopped_is_no_question(tmp_path: Path, text: str) -> None:
    path = left(tmp_path, gone(), text)
    assert take_ended(tmp_path) == ()
    assert not path.exists()


def test_a_folder_that_takes_nothing_costs_the_report_alone(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way")
    with watched_run(tmp_path, LogTail()):
        pass
    assert take_ended(tmp_path) == ()


def test_the_log_keeps_the_last_lines_without_what_follows_the_first(log_watch: LogWatch) -> None:
    log_watch.expect("leak")
    tail = LogTail()
    with listened(tail):
        for number in range(60):
            logging.getLogger("ship").warning("leak %d\nsecond line", number)
        logging.getLogger("ship").info("fine")
    logging.getLogger("ship").warning("leak after the end")
    assert len(tail.lines) == 40
    assert tail.lines[-1] == "WARNING ship: leak 59"


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_killed_program_is_told_about_at_the_next_start(
    start_process: Start, start: Callable[..., Program], tmp_path: Path, qtbot: QtBot
) -> None:
    """The real program, ended by a real fault of memory, in the profile of the next run."""
    child = start_process([sys.executable, "-c", CRASH, tmp_path / "profile"])
    assert child.wait(seconds=60) == -signal.SIGSEGV
    [file] = (tmp_path / "profile" / "state" / FOLDER).iterdir()
    assert "Fatal Python error: Segmentation fault" in file.read_text("utf-8")

    program = start()
    window = program.windows.all[0]
    qtbot.waitUntil(lambda: any("ended unexpectedly" in notice.text for notice in window.banners.notices))
    see = next(one for one in window.banners.findChildren(QPushButton) if one.text() == "See the report")
    see.click()
    text = program.reporter.dialog.report.text
    assert "Fatal Python error: Segmentation fault" in text
    assert "app.py:" in text
    assert "the ship is leaking" in text
    assert "/home/ada" not in text
    assert str(Path.cwd()) not in text
    assert "ada" not in json.dumps(text.splitlines())
    assert [kept.text for kept in program.reporter.kept.all()] == [text]
    program.reporter.dialog.accept()
    assert not file.exists()
