"""Watches what Python itself reports (PEP 578): files opened, addresses reached and programs started in a block."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_OUTWARD = (
    *("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"),
    *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "webbrowser.open", "pty.spawn"),
    *("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "shutil.rmtree"),
)
_HOMES = tuple({Path(folder).resolve() for folder in (sys.prefix, sys.base_prefix, Path(__file__).parents[2])})
"""Where programs read modules and what comes with them."""
_watching: list[Any] = []
_installed = threading.Lock()


@contextmanager
def outward() -> Iterator[list[str]]:
    """What left the process within the block, in words; reading of the program's own files does not count."""
    if _installed.acquire(blocking=False):  # a hook cannot be taken out again, so there is one
        sys.addaudithook(_note)
    found: list[str] = []
    _watching.append(found)
    try:
        yield found
    finally:
        _watching.remove(found)


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching:
        return
    if event in _OUTWARD or (event == "open" and _is_foreign(arguments)):
        for found in _watching:
            found.append(f"{event} {arguments!r}"[:200])


def _is_foreign(arguments: tuple[Any, ...]) -> bool:
    """Whether an opened file is written, or none of the program's own."""
    path, mode, _flags = arguments
    if not isinstance(path, str | bytes):
        return False
    if isinstance(mode, str) and set(mode) & set("wax+"):
        return True
    return not any(Path(str(path)).absolute().is_relative_to(home) for home in _HOMES)
