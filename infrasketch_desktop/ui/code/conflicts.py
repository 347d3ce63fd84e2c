"""Finds the places of a merged text on which no side could win, by the marks that git uses too."""

from __future__ import annotations

from infrasketch_desktop.codegen.updating.three_way import OURS, THEIRS


def disputed(text: str) -> frozenset[int]:
    """The lines, from 0, between the marks of a conflict, and the marks."""
    found: list[int] = []
    begun: int | None = None
    for number, line in enumerate(text.splitlines()):
        if line == OURS:
            begun = number
        elif line == THEIRS and begun is not None:
            found += range(begun, number + 1)
            begun = None
    return frozenset(found)
