"""The lines of the protocol as they come in: whole, in UTF-8, and none longer than a request can honestly be."""

from __future__ import annotations

import os
from typing import BinaryIO

MAX_LINE = 4 * 1024 * 1024
TOO_LONG = '"a line that is too long to be a request"\n'
"""Takes the place of such a line; it is no request, so it is answered as none."""


class BoundedLines:
    """Reads text lines; what is longer than `limit` bytes is read over without being kept."""

    def __init__(self, stream: BinaryIO, limit: int = MAX_LINE) -> None:
        self._stream = stream
        self._limit = limit

    def readline(self) -> str:
        """The next line with its end; "" when there is none any more."""
        line = self._stream.readline(self._limit + 1)
        if len(line) <= self._limit:
            return line.decode("utf-8", "replace")
        while line and not line.endswith(b"\n"):
            line = self._stream.readline(self._limit)
        return TOO_LONG


def taken_input() -> BinaryIO:
    """Standard input, which nobody else can read from now on: neither a library nor a child process."""
    kept = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return os.fdopen(kept, "rb")
