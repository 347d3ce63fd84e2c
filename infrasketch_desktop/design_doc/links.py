"""Links to sections in Markdown: finding them, and writing them anew, without touching code or escaped text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from infrasketch_desktop.design_doc.document import DIAGRAM

_TOKEN = re.compile(
    r"(?P<picture>!\[(?:\\.|[^\\\[\]])*\]\(" + DIAGRAM + r"\))"
    r"|(?P<link>\[(?P<text>(?:\\.|[^\\\[\]`])*)\]\(#(?P<target>[a-z0-9-]{1,64})\))"
    r"|\\."  # an escaped character opens nothing
    r"|(?:(?<!`)|(?<=\\`))(?P<ticks>`++)[\s\S]*?(?<!`)(?P=ticks)(?!`)"  # code, in a line or fenced
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the section of an element: `text` is plain, `target` the id."""

    text: str
    target: str


def links_in(markdown: str) -> Iterator[Link]:
    """Links to sections, in order; those in code are none."""
    for found in _TOKEN.finditer(markdown):
        if found["link"]:
            yield Link(unescaped(found["text"]), found["target"])


def rewritten(markdown: str, write: Callable[[str, str], str], picture: str = DIAGRAM) -> str:
    """`markdown` with each link to a section replaced by `write(its Markdown text, its target)`.

    The picture of the diagram gets the address `picture`.
    """

    def replace(found: re.Match[str]) -> str:
        if found["picture"]:
            return f"{found[0].removesuffix(f'({DIAGRAM})')}({picture})"
        return write(found["text"], found["target"]) if found["link"] else found[0]

    return _TOKEN.sub(replace, markdown)


def unescaped(markdown: str) -> str:
    """Text without the backslashes before punctuation (CommonMark, “Backslash escapes”)."""
    return _ESCAPE.sub(r"\1", markdown)
