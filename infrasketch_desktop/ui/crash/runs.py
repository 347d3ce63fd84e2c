"""The last words of a run: a file that a clean end takes away, and a killed run leaves behind.

The interpreter itself writes there when the system ends it for a fault (`faulthandler`): nothing else of a program
works by then. A run that was merely stopped leaves nothing worth a question.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from logging import WARNING, Handler, LogRecord, getLogger
from pathlib import Path

from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.errors import OpenError

FOLDER = "runs"
_SUFFIX = ".txt"
_FAULTS = ("Fatal Python error:", "Windows fatal exception:")
_MOST_BYTES = 1024 * 1024
_MOST_LINES = 40
_LONGEST_LINE = 400


@dataclass(frozen=True, slots=True)
class EndedRun:
    """What a killed run left: the last lines of its log, and what the interpreter wrote of its end."""

    log: tuple[str, ...]
    fault: str


class LogTail(Handler):
    """The last warnings and errors, one line each; what they were about stays with who has to know."""

    def __init__(self) -> None:
        super().__init__(WARNING)
        self._lines: deque[str] = deque(maxlen=_MOST_LINES)
        self._file: Path | None = None
        self._written = 0

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(self._lines)

    def write_to(self, file: Path | None) -> None:
        """Put what follows into `file` as well, for the case that this run does not come to its end."""
        self._file = file

    def emit(self, record: LogRecord) -> None:
        first = (record.getMessage().splitlines() or [""])[0]
        line = f"{record.levelname} {record.name}: {first}"[:_LONGEST_LINE]
        self._lines.append(line)
        if self._file is not None:
            self._write(self._file)

    def _write(self, file: Path) -> None:
        """Add the newest line, or begin anew with the last ones before there are twice as many as anybody reads."""
        anew = self._written >= 2 * _MOST_LINES
        lines = self.lines if anew else self.lines[-1:]
        self._written = len(lines) if anew else self._written + 1
        with (
            contextlib.suppress(OSError),
            file.open("w" if anew else "a", encoding="utf-8", errors="replace") as opened,
        ):
            opened.write("".join(f"{line}\n" for line in lines))


@contextlib.contextmanager
def listened(tail: LogTail) -> Iterator[None]:
    """Let `tail` hear everything that is logged during the block."""
    getLogger().addHandler(tail)
    try:
        yield
    finally:
        getLogger().removeHandler(tail)


@contextlib.contextmanager
def watched_run(state_folder: Path, tail: LogTail) -> Iterator[None]:
    """Keep the file of this run during the block; a folder that takes no file costs the report and nothing else."""
    path = state_folder / FOLDER / f"{os.getpid()}-{os.urandom(4).hex()}{_SUFFIX}"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = path.open("a", encoding="utf-8")
    except OSError:
        yield
        return
    with file:
        faulthandler.enable(file, all_threads=True)
        tail.write_to(path)
        try:
            yield
        finally:
            tail.write_to(None)
            faulthandler.disable()
    with contextlib.suppress(OSError):
        path.unlink()


def take_ended(state_folder: Path) -> tuple[EndedRun, ...]:
    """What runs left that are no more; each is told about once, so its file goes."""
    found = []
    for path in sorted((state_folder / FOLDER).glob(f"*{_SUFFIX}")):
        if _is_running(path):
            continue
        try:
            text = read_bounded(path, _MOST_BYTES).decode("utf-8", "replace")
        except OpenError:
            text = ""
        with contextlib.suppress(OSError):  # on Windows the file of a running program cannot be removed
            path.unlink()
            found += [run for run in [_read(text)] if run is not None]
    return tuple(found)


def _read(text: str) -> EndedRun | None:
    lines = text.splitlines()
    at = next((index for index, line in enumerate(lines) if line.startswith(_FAULTS)), None)
    return None if at is None else EndedRun(tuple(lines[max(0, at - _MOST_LINES) : at]), "\n".join(lines[at:]))


def _is_running(path: Path) -> bool:
    """Whether a process has the number of this run; Windows, where to ask is to kill, tells by refusing to unlink."""
    number = path.stem.partition("-")[0]
    if not number.isdecimal():
        return False
    if int(number) == os.getpid():
        return True
    if os.name == "nt":
        return False
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
