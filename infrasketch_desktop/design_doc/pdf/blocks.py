"""Blocks of Markdown as flowables: paragraphs, headings, lists, quotes, code, tables and the diagram."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlab.platypus import CondPageBreak

from infrasketch_desktop.design_doc.document import DIAGRAM
from infrasketch_desktop.design_doc.pdf.heading import HeadingBlock
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.spans import Span, spans_of
from infrasketch_desktop.design_doc.pdf.structure import Element
from infrasketch_desktop.design_doc.pdf.style import TextStyle
from infrasketch_desktop.design_doc.pdf.tables import TableSetter
from infrasketch_desktop.design_doc.pdf.text import Surround, TextBlock
from infrasketch_desktop.design_doc.pdf.typefaces import Manner
from infrasketch_desktop.design_doc.words import figure

if TYPE_CHECKING:
    from markdown_it.token import Token

_INDENT = 18.0
_DEEPEST = 6
_BULLETS = ("•", "–", "·")
_HEADING_ROOM = 80.0
_LIST_SPACE = 2.5

Picture = Callable[[str], Iterator[Any]]
"""Gives the flowables that show the diagram, under a caption."""


@dataclass(slots=True)
class _Level:
    """A list or quote that is open: `element` takes what is inside, `number` counts items (None for bullets)."""

    element: Element
    is_quote: bool = False
    number: int | None = None
    marker: str = ""
    label: Element | None = None


@dataclass(slots=True)
class BlockSetter:
    """Sets the tokens of one block of Markdown; links of the document lead to `places`."""

    press: Press
    tables: TableSetter
    picture: Picture
    places: frozenset[str] = frozenset()
    _levels: list[_Level] = field(default_factory=list)

    def set(self, tokens: Sequence[Token]) -> Iterator[Any]:
        place = 0
        while place < len(tokens):
            token = tokens[place]
            if token.type == "table_open":
                end = _closing(tokens, place)
                yield from self._table(tokens[place:end])
                place = end
                continue
            yield from self._set(token, tokens[place - 1] if place else token)
            place += 1

    def _set(self, token: Token, opening: Token) -> Iterator[Any]:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._open_list(token)
            case "list_item_open":
                self._open_item()
            case "blockquote_open":
                self._levels.append(_Level(self._element("BlockQuote"), is_quote=True))
            case "bullet_list_close" | "ordered_list_close" | "blockquote_close":
                self._levels.pop()
            case "list_item_close":
                self._levels.pop()
            case "inline" if opening.type == "heading_open":
                level = 2 + int(opening.tag[1:])
                yield CondPageBreak(_HEADING_ROOM)
                yield HeadingBlock(self.press, max(3, level), "", spans_of(token.children or (), self.places))
            case "inline":
                yield from self._inline(token)
            case "fence" | "code_block":
                yield self._code(token.content)

    def _inline(self, token: Token) -> Iterator[Any]:
        children = token.children or []
        if any(child.type == "image" and child.attrGet("src") == DIAGRAM for child in children):
            caption = next(child.content for child in children if child.type == "image")
            yield from self.picture(caption)
            children = [child for child in children if child.type != "image"]
        spans = spans_of(children, self.places)
        if spans:
            in_item = bool(self._levels) and not self._levels[-1].is_quote
            style = self.press.styles.body
            if in_item:
                style = TextStyle(style.size, style.leading, style.color, after=_LIST_SPACE)
            yield TextBlock(self.press, spans, style, self._element("P"), self._surround())

    def _code(self, text: str) -> TextBlock:
        surround = self._surround()
        around = Surround(surround.indent, surround.marker, surround.label, ground=self.press.styles.ground)
        spans = (Span(text.expandtabs(4).rstrip("\n"), Manner(code=True)),)
        return TextBlock(self.press, spans, self.press.styles.code, self._element("P"), around)

    def _element(self, role: str) -> Element:
        parent = self._levels[-1].element if self._levels else self.press.ledger.root
        return parent.child(role)

    def _open_list(self, token: Token) -> None:
        start = int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None
        self._levels.append(_Level(self._element("L"), number=start))

    def _open_item(self) -> None:
        """An item counts on its list and takes what follows; its sign stands before its first paragraph."""
        parent = self._levels[-1]
        depth = sum(level.label is not None for level in self._levels)
        item = parent.element.child("LI")
        marker = _BULLETS[depth % len(_BULLETS)] if parent.number is None else f"{figure(parent.number)}."
        if parent.number is not None:
            parent.number += 1
        label = item.child("Lbl")
        self._levels.append(_Level(item.child("LBody"), marker=marker, label=label))

    def _surround(self) -> Surround:
        """What stands around the next paragraph; the sign of an item is used once."""
        indents = sum(level.is_quote or level.label is not None for level in self._levels)
        quotes = sum(level.is_quote for level in self._levels)
        item = self._levels[-1] if self._levels and self._levels[-1].marker else None
        marker, label = (item.marker, item.label) if item else ("", None)
        if item:
            item.marker = ""
        return Surround(_INDENT * min(indents, _DEEPEST), marker, label, bars=min(quotes, 1))

    def _table(self, tokens: Sequence[Token]) -> Iterator[Any]:
        rows: list[list[tuple[Span, ...]]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(spans_of(token.children or (), self.places))
        head, *body = rows
        if body or any(head):
            yield self.tables.set(head, body)


def _closing(tokens: Sequence[Token], start: int) -> int:
    """The place after the token that closes the one at `start`."""
    level = tokens[start].level
    return next(
        place + 1
        for place in range(start + 1, len(tokens))
        if tokens[place].level == level and tokens[place].nesting < 0
    )
