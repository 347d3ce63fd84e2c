"""The structure tree of a tagged PDF: what the marks on the pages are (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Mark(NamedTuple):
    """A marked piece of the content of a page; pages count from 0."""

    page: int
    mcid: int


@dataclass(eq=False, slots=True)
class Element:
    """A node of the tree with a standard role, such as `H1`, `P`, `Table` or `Figure`.

    `content` holds children and marks in the order of reading. `links` are indices into `Ledger.links`.
    `alt` tells what a figure shows; `scope` says of a header cell whether it heads a `Row` or a `Column`.
    """

    role: str
    alt: str = ""
    scope: str = ""
    content: list[Element | Mark] = field(default_factory=list)
    links: list[int] = field(default_factory=list)

    def child(self, role: str, *, alt: str = "", scope: str = "") -> Element:
        """A new element after all that is inside so far."""
        made = Element(role, alt, scope)
        self.content.append(made)
        return made

    @property
    def is_empty(self) -> bool:
        """Whether nothing on any page belongs to it."""
        return not self.links and all(isinstance(part, Element) and part.is_empty for part in self.content)
