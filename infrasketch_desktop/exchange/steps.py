"""What long work tells of itself, and where it may be stopped."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Step(StrEnum):
    """What is being done now."""

    READING = "reading"
    LAYING_OUT = "laying-out"
    WRITING_TEXT = "writing-text"
    DRAWING = "drawing"
    SETTING_PAGES = "setting-pages"
    PACKING = "packing"
    GENERATING = "generating"
    WRITING_FILES = "writing-files"


class Checkpoint(Protocol):
    """Called between steps, and often within a long one; what it raises to stop the work ends it.

    `share` is how much of the step is done, from 0 to 1, where that is known.
    """

    def __call__(self, step: Step, share: float | None = None, /) -> None: ...


def unwatched(_step: Step, _share: float | None = None, /) -> None:
    """A checkpoint for work that nobody watches or stops."""
