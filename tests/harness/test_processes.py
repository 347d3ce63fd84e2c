"""Children of tests are waited for, ended, and never left behind."""

import signal
import socket
import sys
from pathlib import Path

import psutil
import pytest

from tests.support.probes import run_probe
from tests.support.processes import ChildEndedError, Start, python_module

SLEEP = "import time; time.sleep(60)"

LEAVES_A_CHILD = f"""
import sys
from pathlib import Path

def test_that_fails(start_process):
    code = "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {SLEEP!r}]).pid); {SLEEP}"
    child = start_process([sys.executable, "-c", code])
    grandchild = int(child.wait_for_line(r"(\\d+)")[1])
    Path(__file__).with_name("pids").write_text(f"{{child.pid}} {{grandchild}}")
    raise AssertionError("half way")
"""


def script(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_line_is_waited_for(start_process: Start) -> None:
    child = start_process(script(f"print('starting'); print('ready on port 80'); {SLEEP}"))
    assert child.wait_for_line(r"port (\d+)")[1] == "80"


def test_a_file_is_waited_for(start_process: Start, tmp_path: Path) -> None:
    child = start_process(
        script(f"from pathlib import Path; Path('ready').write_text('yes'); {SLEEP}"), folder=tmp_path
    )
    assert child.wait_for_file(tmp_path / "ready") == "yes"


@pytest.mark.loopback
def test_a_port_is_waited_for(start_process: Start) -> None:
    code = f"import socket; s = socket.create_server(('127.0.0.1', 0)); print('port', s.getsockname()[1]); {SLEEP}"
    child = start_process(script(code))
    port = int(child.wait_for_line(r"port (\d+)")[1])
    child.wait_for_port(port)
    child.kill()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_a_child_that_ends_too_early_tells_why(start_process: Start) -> None:
    child = start_process(script("raise SystemExit('no signing key')"))
    with pytest.raises(ChildEndedError, match="no signing key"):
        child.wait_for_line("ready")


def test_last_words_are_heard(start_process: Start) -> None:
    child = start_process(script("print('done')"))
    assert child.wait() == 0
    child.wait_for_line("done")


def test_a_child_that_never_gets_ready_is_not_waited_for_forever(start_process: Start) -> None:
    child = start_process(script(f"import sys; print('still thinking', file=sys.stderr, flush=True); {SLEEP}"))
    child.wait_until(lambda: child.err, what="a thought")
    with pytest.raises(TimeoutError, match="still thinking"):
        child.wait_for_line("ready", seconds=0.05)


def test_warnings_are_errors_in_the_child_too(start_process: Start) -> None:
    child = start_process(script("import warnings; warnings.warn('old')"))
    assert child.wait() == 1
    assert "old" in child.err


def test_ended_and_killed_children_say_so(start_process: Start) -> None:
    children = [start_process(script(f"print('here'); {SLEEP}")) for _ in range(2)]
    for child in children:
        child.wait_for_line("here")
    assert [children[0].end(), children[1].kill()] == [-signal.SIGTERM, -signal.SIGKILL]


def test_a_module_of_this_checkout_runs_from_anywhere(start_process: Start, tmp_path: Path) -> None:
    child = start_process(python_module("infrasketch_desktop", "--version"), folder=tmp_path)
    assert child.wait() == 0, child.err


def test_a_failing_test_leaves_nothing_running_and_shows_what_was_said(tmp_path: Path) -> None:
    outcome = run_probe(tmp_path, LEAVES_A_CHILD)
    pids = [int(word) for word in (tmp_path / "pids").read_text().split()]
    assert not [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie"]
    assert f"\n{pids[1]}\n" in outcome.out
