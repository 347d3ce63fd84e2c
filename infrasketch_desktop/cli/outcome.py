"""How a command ends: the exit code, and the error that says what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum


class ExitCode(IntEnum):
    """What the shell learns; listed in `infrasketch --help`."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NEEDS_ANSWER = 3
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class CommandError(Exception):
    """The work could not be done, for a reason that the person at the keyboard can deal with."""

    def __init__(
        self,
        what: str,
        *,
        kept: str = "",
        advice: str = "",
        code: ExitCode = ExitCode.FAILED,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        """`what` happened, what was `kept` as it is, and what to do next: whole sentences; `extra` is for --json."""
        super().__init__(" ".join(part for part in (what, kept, advice) if part))
        self.what = what
        self.kept = kept
        self.advice = advice
        self.code = code
        self.extra = extra or {}

    def as_json(self) -> dict[str, object]:
        told = {"what": self.what, "kept": self.kept, "advice": self.advice, "exit_code": int(self.code)}
        return {"error": {**told, **self.extra}}
