"""Child processes that run beside a test: started, waited for, ended by their id, and never left behind.

For a program that runs to its end use tests/support/programs.py. What a child says goes into files, so that no pipe
fills up, and is shown when the test fails.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from tests.support.programs import ROOT
from tests.support.waiting import Found, wait_until

_PATIENCE_SECONDS = 20.0

Start = Callable[..., "Child"]


class ChildEndedError(AssertionError):
    """A child ended while something else was expected of it."""


@dataclass(frozen=True, slots=True)
class Child:
    """A running program; what it printed lies in two files."""

    process: subprocess.Popen[bytes]
    out_file: Path
    err_file: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def out(self) -> str:
        """Standard output until now."""
        return self.out_file.read_text(encoding="utf-8")

    @property
    def err(self) -> str:
        """Standard error until now."""
        return self.err_file.read_text(encoding="utf-8")

    def wait_for_line(self, pattern: str, *, seconds: float = _PATIENCE_SECONDS) -> re.Match[str]:
        """The first whole line of standard output that `pattern` matches somewhere."""
        whole = re.compile(rf"^.*?{pattern}.*\n", re.MULTILINE)
        return self.wait_until(lambda: whole.search(self.out), what=f"a line like {pattern!r}", seconds=seconds)

    def wait_for_file(self, path: Path, *, seconds: float = _PATIENCE_SECONDS) -> str:
        """The text of `path`, once it is there and not empty. The child should rename it into place."""
        return self.wait_until(
            lambda: path.exists() and path.read_text(encoding="utf-8"), what=str(path), seconds=seconds
        )

    def wait_for_port(self, port: int, *, seconds: float = _PATIENCE_SECONDS) -> None:
        """Until something listens on this port of 127.0.0.1; the test is marked `loopback`."""
        self.wait_until(lambda: _listens(port), what=f"port {port}", seconds=seconds)

    def wait_until(
        self, condition: Callable[[], Found | Literal[False] | None], *, what: str, seconds: float = _PATIENCE_SECONDS
    ) -> Found:
        """The first result of `condition` that counts as true.

        Raises:
            ChildEndedError: the child ended first.
            TimeoutError: nothing true within `seconds`.
        """

        def look() -> Found | Literal[False] | None:
            ended = self.process.poll() is not None  # asked first: its last words come before its end
            if not (found := condition()) and ended:
                raise ChildEndedError(self._story(f"ended before {what}"))
            return found

        return wait_until(look, what=lambda: self._story(f"no {what}"), seconds=seconds)

    def wait(self, *, seconds: float = _PATIENCE_SECONDS) -> int:
        """The exit code, once the child has ended by itself; minus the signal when it was killed."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError(self._story("still runs")) from None

    def end(self, *, seconds: float = _PATIENCE_SECONDS) -> int:
        """Ask the child to end (SIGTERM); returns its exit code."""
        self.process.terminate()
        return self.wait(seconds=seconds)

    def kill(self) -> int:
        """End the child between two instructions (SIGKILL), as a power cut does; returns its exit code."""
        self.process.kill()
        return self.wait()

    def _story(self, happened: str) -> str:
        code = self.process.poll()
        return f"{self.process.args!r}: {happened}; exit code {code}\n{self.out}\n{self.err}"


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@pytest.fixture
def start_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """`start_process(command, folder=…, environment=…)` starts a `Child`; with its own children it ends with the test.

    `environment` is added to that of the test. Python children flush every line and take warnings as errors.
    """
    children: list[Child] = []

    def start(
        command: Sequence[str | Path], *, folder: Path | None = None, environment: dict[str, str] | None = None
    ) -> Child:
        child = _start(command, folder, environment or {}, tmp_path_factory.mktemp("child"))
        children.append(child)
        return child

    yield start
    for child in children:
        _clean_up(child)
        print(child._story("at the end of the test"))


def _start(command: Sequence[str | Path], folder: Path | None, environment: dict[str, str], said: Path) -> Child:
    out, err = said / "out", said / "err"
    ours = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "error"}
    with out.open("wb") as out_stream, err.open("wb") as err_stream:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=os.environ | ours | environment,
            stdin=subprocess.DEVNULL,
            stdout=out_stream,
            stderr=err_stream,
            start_new_session=True,  # a group of its own: what the child starts can be ended with it
        )
    return Child(process, out, err)


def _clean_up(child: Child) -> None:
    if child.process.poll() is None:
        child.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(5)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.process.wait()


def python_module(name: str, *arguments: str | Path) -> list[str | Path]:
    """The command that runs a module of this checkout."""
    return [sys.executable, "-m", name, *arguments]
