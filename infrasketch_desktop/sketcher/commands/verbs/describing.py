"""Statements about the system ("the API also writes to S3"): sketched like a description, then merged by name."""

from __future__ import annotations

from infrasketch_desktop.sketcher.commands.errors import NotThisReadingError
from infrasketch_desktop.sketcher.commands.grammar import Slots
from infrasketch_desktop.sketcher.commands.turn import Turn


def describe(turn: Turn, slots: Slots) -> None:
    raise NotThisReadingError


def describe_new(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    raise NotThisReadingError
