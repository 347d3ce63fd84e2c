"""Makes Markdown that somebody wrote read the same in every viewer: no HTML, no picture that loads, no odd address.

The document panel and the PDF show raw HTML as text and never load a picture. Viewers of a Markdown file do both, and
a sketch may come from anyone.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from infrasketch_desktop.design_doc.document import DIAGRAM

_ODD = r"\s*<?(?!https?://|mailto:)[^)\s/?#:&\\]{0,80}[:&\\]"
"""An address with a scheme that is not of the web; entities and backslashes may hide its colon. No scheme is longer."""

_TOKEN = re.compile(
    r"\\[\s\S]"  # an escaped character opens nothing
    r"|(?m:^ {0,3}(?P<fence>~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}(?P=fence)~*[ \t]*$|\Z))"
    r"|(?:(?<!`)|(?<=\\`))(?P<ticks>`++)[\s\S]*?(?<!`)(?P=ticks)(?!`)"  # code, in a line or fenced
    r"|(?P<picture>!+(?=\[(?:\\.|[^\\\[\]])*\](?!\(" + DIAGRAM + r"\))|\[[^\[\]]*\[))"
    r"|(?P<tag><(?!https?://|mailto:|[\w.+-]+@))"
    r"|(?P<address>\](?=\(" + _ODD + r"))"
    r"|(?m:^ {0,3}(?P<definition>\[)(?=(?:\\.|[^\\\[\]])+\]:" + _ODD + r"))"
)
_PICTURE = re.compile(r"!+\[")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HTML = {"html_block", "html_inline"}


def tamed(markdown: str) -> str:
    """`markdown` with raw HTML as text, pictures but that of the diagram as links, and addresses of the web alone."""
    plain = _TURNING.sub("", markdown)
    careful = _TOKEN.sub(_replaced, plain)
    if not _is_live(careful):
        return careful
    return _PICTURE.sub("[", plain.replace("<", "&lt;"))  # what looked like code is none to a parser


def _replaced(found: re.Match[str]) -> str:
    if found["picture"]:
        return ""
    if found["tag"] or found["address"]:
        return f"\\{found[0]}"
    if found["definition"]:
        return found[0].replace("[", "\\[")
    return found[0]


def _is_live(markdown: str) -> bool:
    """Whether a viewer that believes in HTML would find some, or a picture to load."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = parser.parse(markdown)
    every = [inner for token in tokens for inner in (token, *(token.children or ()))]
    return any(t.type in _HTML or (t.type == "image" and t.attrGet("src") != DIAGRAM) for t in every)
