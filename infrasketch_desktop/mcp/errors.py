"""What can go wrong when an assistant calls a tool: always an answer to it, never the end of the server."""

from __future__ import annotations


class ToolError(Exception):
    """A call cannot be carried out: `what` happened, what was `kept`, and what to do next (`advice`)."""

    def __init__(self, what: str, *, kept: str = "", advice: str = "") -> None:
        super().__init__(" ".join(part for part in (what, kept, advice) if part))
        self.what = what
        self.kept = kept
        self.advice = advice


class OutsideError(ToolError):
    """A path leads out of what was given at the start, or to nothing there."""


class NotAllowedError(ToolError):
    """The server was started without the right to do this."""
