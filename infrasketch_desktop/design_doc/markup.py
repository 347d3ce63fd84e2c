"""Text of the diagram as Markdown that shows exactly that text: labels are data and never become markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from infrasketch_desktop.language import tr
from infrasketch_desktop.review.secrets import masked

_ALWAYS = re.compile(r"[\\`*\[\]<>|~$]")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_ADDRESS = re.compile(r"(?i)\b(?:(?:https?|ftp)(?=://)|www(?=\.)|(?:mailto|xmpp)(?=:))|(?<=[\w.+-])(?=@\w)")
_BLOCK_START = re.compile(r"^(#|[-+=]|\d{1,9}(?=[.)]))")
_CLOSING_HASHES = re.compile(r"(?:(?<=\s)|^)(#+)$")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ]*")
_INVISIBLE = frozenset(("Cc", "Cs", "Co", "Cn"))
_DIRECTION_MARKS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)))
_OWN_MARKS = frozenset("\u200f\u2066\u2068\u2069")
"""Those that `language` writes around names."""


def one_line(text: str, kept: frozenset[str] = frozenset()) -> str:
    """`text` without line breaks, control characters and marks that turn the direction of writing, but those `kept`."""
    joined = " ".join(text.split())
    if joined.isascii() and joined.isprintable():
        return joined
    unwanted = _DIRECTION_MARKS - kept
    shown = (c for c in joined if unicodedata.category(c) not in _INVISIBLE and c not in unwanted)
    return " ".join("".join(shown).split())


def told(message: str) -> str:
    """As `escaped`, for a text of the program: the marks that keep names in their place stay."""
    return _escaped(one_line(message, _OWN_MARKS))


def escaped(text: str) -> str:
    """One line of Markdown that reads as `text` wherever it stands, also in a table (CommonMark, “Backslash escapes”).

    Addresses are kept from becoming links, as GitHub's autolinks would make them; a secret is shown as dots.
    """
    return _escaped(one_line(text))


def _escaped(shown: str) -> str:
    line = masked(shown)
    if _PLAIN.fullmatch(line):
        return line
    line = _ALWAYS.sub(r"\\\g<0>", line)
    line = _UNDERSCORE.sub(r"\\_", line)
    line = _ENTITY.sub(r"\\&", line)
    line = _ADDRESS.sub(r"\g<0>\\", line)
    line = _BLOCK_START.sub(_escaped_start, line)
    return _CLOSING_HASHES.sub(lambda found: "\\#" * len(found[1]), line)


def bold(text: str) -> str:
    """Markdown in bold, which stays so whatever stands beside it."""
    return tr("**{text}**", text=text)


def paragraphs(text: str) -> str:
    """Running text of the diagram with its line breaks and paragraphs, every line escaped."""
    parts = re.split(r"\n\s*\n", masked(text).strip())
    lines = ([escaped(line) for line in part.splitlines()] for part in parts)
    return "\n\n".join("\\\n".join(line for line in part if line) for part in lines if any(part))


def link(text: str, target: str) -> str:
    """A link to the section of an element; `text` is Markdown."""
    return f"[{text}](#{target})"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A table of cells that are Markdown already; an empty one becomes a dash."""
    lines = [_row(head), _row(("---",) * len(head)), *map(_row, rows)]
    return "\n".join(lines)


def bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def numbered(lines: Sequence[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell or "–" for cell in cells) + " |"


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1][0].isdigit() else f"\\{found[1]}"
