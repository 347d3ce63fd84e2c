"""What long work tells of itself, and where it may be stopped."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """What is being done now."""

    READING = "reading"
    LAYING_OUT = "laying-out"
    WRITING_TEXT = "writing-text"
    DRAWING = "drawing"
    SETTING_PAGES = "setting-pages"
    PACKING = "packing"


Checkpoint = Callable[[Step], None]
"""Called between steps, and often within a long one; what it raises to stop the work ends it."""


def unwatched(_step: Step) -> None:
    """A checkpoint for work that nobody watches or stops."""
