"""A setting as the dialog shows it: what it is called, what it does, and what it is changed with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from infrasketch_desktop.language import unmarked


@dataclass(frozen=True, slots=True)
class Row:
    """`keywords` are further words for the search; `settings` are the fields that it sets, for resetting.

    What is `wide` stands below the words instead of beside them.
    """

    title: str
    hint: str
    make: Callable[[], QWidget]
    keywords: str = ""
    settings: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading."""

    title: str
    icon: str
    rows: tuple[Row, ...] = field(default=())


def searchable(section: Section, row: Row) -> str:
    """What a row says of itself, as a search reads it."""
    return unmarked(f"{section.title} {row.title} {row.hint} {row.keywords}").casefold()


def fits(said: str, wanted: str) -> bool:
    """Whether every word of a search stands in what a row says, in any order and case."""
    return all(word in said for word in wanted.casefold().split())
