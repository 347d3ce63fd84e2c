"""Paths in texts of any language."""

from __future__ import annotations


def left_to_right(path: object) -> str:
    """A path that keeps its order within a text that runs from right to left (isolates of Unicode, UAX 9)."""
    return f"\u2066{path}\u2069"
