"""Turns the HTML of a label into the text that a person reads."""

from __future__ import annotations

import re
from html.parser import HTMLParser

MAX_HTML = 20_000
"""Characters of a label that are looked at; all the rest is cut off."""

_BREAKS = frozenset({"br", "div", "p", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ul", "ol", "table"})
_UNSEEN = frozenset({"script", "style", "head", "title", "template"})
_TAG = re.compile(r"<[a-zA-Z/!]|&[#a-zA-Z0-9]+;")


def plain_text(html: str) -> str:
    """The text in `html`: tags gone, entities decoded, breaks and blocks as lines, without empty ones."""
    cut = html[:MAX_HTML]
    if not _TAG.search(cut):
        return _tidied(cut)
    collector = _Collector()
    collector.feed(cut)
    collector.close()
    return _tidied("".join(collector.parts))


def _tidied(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\xa0", " ").splitlines())
    return "\n".join(line for line in lines if line)


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its interface
        self._unseen += tag in _UNSEEN
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)
