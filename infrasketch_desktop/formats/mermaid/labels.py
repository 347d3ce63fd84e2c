"""Text inside Mermaid labels: line breaks, entity codes, Markdown and HTML, both ways.

Source: “Special characters that break syntax”, “Entity codes to escape characters” and “Markdown Strings” on the page
“Flowcharts – Basic Syntax”. Labels are rendered as Markdown inside HTML, so whatever either would read as its own is
written as an entity code.
"""

from __future__ import annotations

import re
import sys
from html import unescape

_BREAK = re.compile(r"<br\s{0,10}/?>|\\n", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_ICON = re.compile(r"\bfa[a-z]{0,3}:fa-[\w-]{1,60}\s?")
_ENTITY = re.compile(r"[#&](#?\w{1,32});")
_EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?=\S)([^*_]{1,500})(?<=\S)\1")

_SPECIAL = re.compile(
    r"""["#&<>\\`*~|%$@]"""
    r"|:(?! )"  # icons, links, and what looks like a style statement
    r"|(?<!\w)_|_(?!\w)"  # emphasis; snake_case is left alone
    r"|(?<=www)\."
    r"|^[ \t]+|[ \t]+$"  # would be trimmed, or make a block of code
    r"|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]",  # lists and underlined headings
    re.MULTILINE,
)


_BLANK = " \t\r\n"
_CODES = {'"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;"}


def decode(text: str, *, quoted: bool) -> str:
    """What a label in a chart shows as plain text; `quoted` when it stood in double quotes."""
    text = text.strip(_BLANK)
    if quoted and len(text) > 1 and text[0] == text[-1] == "`":
        text = _EMPHASIS.sub(r"\2", text[1:-1])
    text = _TAG.sub("", _BREAK.sub("\n", text))
    lines = (line.strip(_BLANK) for line in _ICON.sub("", text).split("\n"))
    return _ENTITY.sub(_character, "\n".join(lines))


def encode(text: str) -> str:
    """`text` for between double quotes; never empty, since Mermaid takes no empty string."""
    escaped = _SPECIAL.sub(_codes, text)
    return escaped.replace("\n", "<br/>") or " "


def _character(found: re.Match[str]) -> str:
    name = found[1].removeprefix("#")
    if name.isascii() and name.isdigit():
        code = int(name) if len(name) <= len("1114111") else 0
        return chr(code) if 0 < code <= sys.maxunicode else ""
    whole = f"&{name};"
    plain = unescape(whole)
    return found[0] if plain == whole else plain


def _codes(found: re.Match[str]) -> str:
    return "".join(_CODES.get(character, f"#{ord(character)};") for character in found[0])
