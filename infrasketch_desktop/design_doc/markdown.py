"""The design document as Markdown for a repository: one file with a list of contents, and the picture beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote

from markdown_it import MarkdownIt

from infrasketch_desktop.design_doc.document import DesignDocument
from infrasketch_desktop.design_doc.links import rewritten
from infrasketch_desktop.design_doc.markup import escaped
from infrasketch_desktop.design_doc.taming import tamed
from infrasketch_desktop.design_doc.words import figure
from infrasketch_desktop.language import Language, tr

FILE_NAME = "design.md"
PICTURE_NAME = "diagram.png"
_MARKS = re.compile(r"[\\`*_\[\]<>&!]")


def to_markdown(document: DesignDocument, picture_name: str = PICTURE_NAME) -> str:
    """The document as one Markdown file that shows `picture_name` from its own folder.

    The language in force has to be that of the document.

    Headings are numbered. Links lead to them by the anchors that GitHub gives to headings.
    """
    pieces = list(_pieces(document))
    slugs = _slugs(document, pieces)
    anchors = {piece.anchor: slug for piece, slug in zip(pieces, slugs, strict=True) if piece.anchor}
    contents = "\n".join(_entry(piece, slug) for piece, slug in zip(pieces, slugs, strict=True) if piece.level)
    title = tr("Contents")
    parts = [f"# {escaped(document.title)}", f"## {title}", contents]
    for piece in pieces:
        if piece.level:
            parts.append(f"{'#' * piece.level} {piece.heading}")
        if piece.markdown.strip():
            text = tamed(piece.markdown) if piece.is_written else piece.markdown
            parts.append(_linked(text, anchors, picture_name))
    if Language(document.language).is_from_right_to_left:
        parts = [f'<div dir="rtl" lang="{document.language}">', *parts, "</div>"]
    return "\n\n".join(parts) + "\n"


def folder_parts(document: DesignDocument, png: bytes, picture_name: str = PICTURE_NAME) -> dict[str, bytes]:
    """The files of a folder with the document, by name: the text, and the picture from `png`."""
    return {FILE_NAME: to_markdown(document, picture_name).encode(), picture_name: png}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A heading with the text below it; `level` 0 has no heading of its own.

    Only text that somebody wrote may hold headings itself.
    """

    level: int
    heading: str
    markdown: str
    anchor: str
    is_written: bool = False


def _pieces(document: DesignDocument) -> Iterator[_Piece]:
    for number, chapter in enumerate(document.chapters, 1):
        yield _Piece(2, f"{figure(number)}. {escaped(chapter.title)}", "", "")
        place = 0
        for block in chapter.blocks:
            place += bool(block.title)
            heading = f"{figure(number)}.{figure(place)} {block.title}" if block.title else ""
            yield _Piece(3 if heading else 0, heading, block.markdown, block.anchor, bool(block.passage))


def _entry(piece: _Piece, slug: str) -> str:
    indent = "   " * (piece.level - 2)
    text = rewritten(piece.heading, lambda text, _target: text)
    return f"{indent}- [{text}](#{slug})"


def _linked(markdown: str, anchors: Mapping[str, str], picture_name: str) -> str:
    """Links to elements lead to their headings; where there is none, their text stays."""

    def write(text: str, target: str) -> str:
        return f"[{text}](#{anchors[target]})" if target in anchors else text

    return rewritten(markdown.strip("\n"), write, quote(picture_name))


def _slugs(document: DesignDocument, pieces: list[_Piece]) -> list[str]:
    """The anchor of each piece's heading, as GitHub numbers equal ones; headings inside written text count too."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    taken: dict[str, int] = {}
    for heading in (escaped(document.title), tr("Contents")):
        _next_slug(heading_text(parser, heading), taken)
    slugs = []
    for piece in pieces:
        slugs.append(_next_slug(heading_text(parser, piece.heading), taken) if piece.level else "")
        for heading in _headings_in(parser, piece.markdown) if piece.is_written else ():
            _next_slug(heading, taken)
    return slugs


def heading_text(parser: MarkdownIt, markdown: str) -> str:
    """The words of a line of Markdown without its marks."""
    if not _MARKS.search(markdown):
        return markdown
    tokens = parser.parseInline(markdown)[0].children or []
    return "".join(token.content for token in tokens if token.type in ("text", "code_inline", "text_special"))


def _headings_in(parser: MarkdownIt, markdown: str) -> Iterator[str]:
    tokens = parser.parse(markdown)
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            yield heading_text(parser, following.content)


def _next_slug(text: str, taken: dict[str, int]) -> str:
    slug = github_slug(text)
    wanted, number = slug, taken.get(slug, 0)
    while wanted in taken:
        number += 1
        wanted = f"{slug}-{number}"
    taken[slug] = number
    taken.setdefault(wanted, 0)
    return wanted


def github_slug(text: str) -> str:
    """The anchor of a heading as GitHub makes it (github-slugger): lower case, hyphens for spaces, no punctuation."""
    return "".join(c for c in text.strip().lower() if _is_kept(c)).replace(" ", "-")


def _is_kept(character: str) -> bool:
    category = unicodedata.category(character)
    return character in "- " or category[0] in "LMN" or category == "Pc"
