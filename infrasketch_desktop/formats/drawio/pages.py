"""Finds the pages of a draw.io file and unpacks the one to read, within bounds."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from infrasketch_desktop.formats.drawio.escapes import MAX_ENCODED, decoded_uri
from infrasketch_desktop.formats.markup import Element, MarkupError, parsed
from infrasketch_desktop.language import tr

_RAW_DEFLATE = -15


@dataclass(frozen=True, slots=True)
class Page:
    """`model` is the `mxGraphModel`. `line` is set where the whole page came from one line of the file."""

    name: str
    model: Element
    line: int = 0


def first_page(text: str) -> tuple[Page, Sequence[str]]:
    """The first page of a file, and the names of the others. Raises MarkupError."""
    outermost = parsed(text)
    if outermost.tag == "svg" and "content" in outermost.attributes:  # a picture that carries its diagram
        outermost = parsed(outermost.attributes["content"])
    if outermost.tag == "mxGraphModel":
        return Page("", outermost), ()
    if outermost.tag != "mxfile":
        raise MarkupError(tr("this is XML, but not a diagram of draw.io."), outermost.line)
    pages = list(outermost.children_named("diagram"))
    if not pages:
        raise MarkupError(tr("the file has no page."), outermost.line)
    others = [page.attributes.get("name", "") or f"Page {number}" for number, page in enumerate(pages[1:], 2)]
    return _opened(pages[0]), others


def _opened(page: Element) -> Page:
    name = page.attributes.get("name", "")
    model = page.child("mxGraphModel")
    if model is not None:
        return Page(name, model)
    if not page.text:
        raise MarkupError(tr("the first page is empty."), page.line)
    try:
        model = parsed(_unpacked(page.text))
    except MarkupError as error:
        raise MarkupError(tr("the compressed page cannot be read: {what}", what=error.what), page.line) from error
    if model.tag != "mxGraphModel":
        raise MarkupError(tr("the compressed page holds no diagram."), page.line)
    return Page(name, model, page.line)


def _unpacked(text: str) -> str:
    """Undo what draw.io does to a page: URI encoding, raw deflate, base64."""
    try:
        packed = base64.b64decode("".join(text.split()), validate=True)
        content = zlib.decompressobj(_RAW_DEFLATE).decompress(packed, MAX_ENCODED + 1)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise MarkupError(f"{error}.", 0) from error
    return decoded_uri(content)
