"""Paths in texts of any language."""

from __future__ import annotations

from infrasketch_desktop.language import from_the_left


def left_to_right(path: object) -> str:
    """A path that keeps its order within a text that runs from right to left (isolates of Unicode, UAX 9)."""
    return from_the_left(str(path))
