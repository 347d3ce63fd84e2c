"""A tool is bounded in time and output, sees no keys, and is gone with all it started when it is stopped."""

from __future__ import annotations

import sys
from pathlib import Path

import psutil
import pytest

from infrasketch_desktop.codegen.checking import running
from infrasketch_desktop.codegen.checking.running import Ended, run_tool
from tests.support.waiting import wait_until

HANGS = "import time; time.sleep(600)"
HANGS_WITH_A_CHILD = f"""
import pathlib, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {HANGS!r}])
pathlib.Path("pid.new").write_text(str(child.pid))
pathlib.Path("pid.new").rename("pid")
child.wait()
"""


class StoppedError(Exception):
    """Somebody pressed Stop."""


def nothing() -> None:
    pass


def has_ended(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def python(script: str, folder: Path, seconds: float = 60) -> Ended:
    return run_tool((sys.executable, "-c", script), folder, seconds, nothing, {})


def test_what_a_tool_says_is_kept(tmp_path: Path) -> None:
    assert python("import sys; print('out'); sys.stderr.write('err'); sys.exit(3)", tmp_path).code == 3
    assert python("print('fine')", tmp_path).output.strip() == "fine"


def test_a_tool_that_hangs_is_ended(tmp_path: Path) -> None:
    ended = python(HANGS, tmp_path, seconds=0.2)
    assert ended.code is None
    assert "within 1 second, and was ended" in ended.output


def test_stopping_ends_what_the_tool_started_as_well(tmp_path: Path) -> None:
    def stop_once_it_has_a_child() -> None:
        if (tmp_path / "pid").exists():
            raise StoppedError

    with pytest.raises(StoppedError):
        run_tool((sys.executable, "-c", HANGS_WITH_A_CHILD), tmp_path, 60, stop_once_it_has_a_child, {})
    pid = int((tmp_path / "pid").read_text())
    wait_until(lambda: has_ended(pid), what="the end of the child")


def test_a_tool_that_says_too_much_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MOST_OUTPUT", 10_000)
    ended = python("while True: print('x' * 1000)", tmp_path)
    assert ended.code is None
    assert "too much" in ended.output


def test_only_the_end_of_a_long_output_is_read(tmp_path: Path) -> None:
    ended = python("print('x' * 1_000_000); print('verdict')", tmp_path)
    assert len(ended.output) <= running.READ_OUTPUT
    assert ended.output.endswith("verdict\n")


def test_a_tool_sees_no_keys_of_its_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not for tools")
    assert "not for tools" not in python("import os; print(dict(os.environ))", tmp_path).output


def test_arguments_reach_no_shell(tmp_path: Path) -> None:
    run_tool((sys.executable, "-c", "pass", "; touch pwned", "$(touch pwned)"), tmp_path, 60, nothing, {})
    assert list(tmp_path.iterdir()) == []


def test_a_tool_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    ended = run_tool((str(tmp_path / "none"),), tmp_path, 60, nothing, {})
    assert (ended.code, ended.output) == (None, "It could not be started: No such file or directory.")
