"""Runs one tool: an argument list and no shell, bounded in time and output, gone with all it started when stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from infrasketch_desktop.language import tr, tr_count

Progress = Callable[[str, float], None]
"""Told what is being done and the share that is done, from 0 to 1; also several times a second while a tool runs. What
it raises ends that tool and the checks."""

MOST_OUTPUT = 16 * 1024 * 1024
"""Bytes after which a tool is ended."""
READ_OUTPUT = 256 * 1024
"""Bytes of the end that are read."""
_LOOK_SECONDS = 0.1
_KEPT = (
    "PATH", "HOME", "LANG", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "SYSTEMDRIVE", "PATHEXT", "COMSPEC", "APPDATA",
    "LOCALAPPDATA", "USERPROFILE", "JAVA_HOME",
)  # fmt: skip
"""What a tool may see of the environment: where things are, and none of the keys that may stand there."""
_OFFLINE = {
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUTF8": "1",
    "PIP_NO_INDEX": "1",
    "UV_OFFLINE": "1",
    "npm_config_offline": "true",
    "CHECKPOINT_DISABLE": "1",
    "CI": "true",
    "NO_COLOR": "1",
    "TERM": "dumb",
}
"""Nothing is downloaded, nothing is coloured, nobody is asked."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a tool ended; `code` is None when it had to be ended, and `output` says then why."""

    code: int | None
    output: str


def run_tool(
    command: Sequence[str], folder: Path, seconds: float, tick: Callable[[], None], settings: Mapping[str, str]
) -> Ended:
    """Run a command to its end. `tick` is called while it runs; what it raises ends the command first.

    Raises:
        whatever `tick` raises. What keeps the command from starting is told as its output.
    """
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | _OFFLINE | dict(settings)
    with tempfile.TemporaryFile() as output:
        try:
            process = _start(command, folder, environment, output)
        except OSError as error:
            return Ended(None, tr("It could not be started: {strerror}.", strerror=error.strerror or error))
        try:
            why = _wait(process, seconds, output, tick)
        finally:
            _end_all(process)
        said = _tail(output)
    return Ended(None, f"{said}\n{why}".strip()) if why else Ended(process.returncode, said)


def _start(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], output: IO[bytes]
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - an argument list that we made, started because somebody asked for checks
        list(command),
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # a group of its own: what it starts is ended with it
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _wait(process: subprocess.Popen[bytes], seconds: float, output: IO[bytes], tick: Callable[[], None]) -> str:
    """Until it ends, "", or has to be ended: why."""
    until = time.monotonic() + seconds
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LOOK_SECONDS)
            return ""
        tick()
        if time.monotonic() > until:
            return tr_count(
                "It did not end within %n second, and was ended.",
                "It did not end within %n seconds, and was ended.",
                max(1, round(seconds)),
            )
        if os.fstat(output.fileno()).st_size > MOST_OUTPUT:
            return tr("It said too much, and was ended.")


def _end_all(process: subprocess.Popen[bytes]) -> None:
    """End the tool and everything that it started and that still runs."""
    if sys.platform == "win32":
        if process.poll() is None:
            taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
            subprocess.run([taskkill, "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _tail(output: IO[bytes]) -> str:
    size = output.seek(0, os.SEEK_END)
    output.seek(max(0, size - READ_OUTPUT))
    return output.read().decode("utf-8", "replace")
