"""Running text as spans of one manner each, made from the inline tokens of Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from infrasketch_desktop.design_doc.pdf.typefaces import Manner

if TYPE_CHECKING:
    from markdown_it.token import Token

_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_LONGEST_ADDRESS = 2000
PLAIN = Manner()


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one manner, perhaps with line breaks. `target` is `#place` or an address, "" for plain text.

    `level` is that of the Unicode Bidirectional Algorithm: what has an odd one runs from the right.
    """

    text: str
    manner: Manner = PLAIN
    target: str = ""
    level: int = 0

    def made_bold(self) -> Span:
        return replace(self, manner=replace(self.manner, bold=True))


def plain(text: str, *, bold: bool = False) -> tuple[Span, ...]:
    return (Span(text, Manner(bold=bold)),)


def plain_text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)


def shortened(spans: Sequence[Span], most: int) -> tuple[Span, ...]:
    """`spans` when they have at most so many characters, else the first of them and an ellipsis."""
    kept: list[Span] = []
    for span in spans:
        if len(span.text) > most:
            return (*kept, replace(span, text=span.text[:most].rstrip() + "…"))
        kept.append(span)
        most -= len(span.text)
    return tuple(kept)


def safe_target(address: str) -> str:
    """`address` when a document may lead there, else "": places of its own, web pages and mail.

    Files, scripts and everything that starts a program is left out, whatever the text says.
    """
    if address.startswith("#"):
        return address
    if len(address) > _LONGEST_ADDRESS or not address.isascii() or not address.isprintable():
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme.lower() in _SAFE_SCHEMES else ""


def spans_of(tokens: Sequence[Token], places: Container[str] = frozenset()) -> tuple[Span, ...]:
    """The spans of an inline token's children; a picture is told by its text, since nothing is ever loaded.

    Links within the document stay links where they lead to one of `places`.
    """
    return tuple(_spans(tokens, places))


def _spans(tokens: Sequence[Token], places: Container[str]) -> Iterator[Span]:
    depth = Counter[str]()
    target = ""
    for token in tokens:
        manner = Manner(bold=depth["strong"] > 0, italic=depth["em"] > 0)
        match token.type:
            case "strong_open" | "strong_close" | "em_open" | "em_close":
                depth[token.tag] += token.nesting
            case "link_open" | "link_close":
                target = _target(str(token.attrGet("href") or ""), places)
            case "softbreak":
                yield Span(" ", manner, target)
            case "hardbreak":
                yield Span("\n")
            case "code_inline":
                yield Span(token.content, Manner(bold=manner.bold, code=True), target)
            case _ if token.content:
                yield Span(token.content, manner, target)


def _target(address: str, places: Container[str]) -> str:
    target = safe_target(address)
    return "" if target.startswith("#") and target[1:] not in places else target
