"""The lock that makes one run of the program the one that others hand over to."""

from __future__ import annotations

import os
import sys
from pathlib import Path


class Claim:
    """Held until `release` or the end of the process, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        os.close(self._descriptor)


def try_claim(path: Path) -> Claim | None:
    """The claim on the lock file `path`; None while another run has it. The file stays: to remove it would race.

    `storage.locks` does the same through a library whose import would cost every start 45 ms.

    Raises:
        OSError: the folder does not take files.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor)
    except (BlockingIOError, PermissionError):
        os.close(descriptor)
        return None
    except BaseException:
        os.close(descriptor)
        raise
    return Claim(descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - not on other systems

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
