"""Text of a diagram as Notion's Markdown that shows exactly that text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from infrasketch_desktop.formats.names import clean_label

_SPECIAL = re.compile(r"[\\*~`$\[\]<>{}|^_#+!&=:-]|(?<=\d)[.)]")
"""The characters that Notion's “Enhanced markdown format” lists, and those that begin blocks or entities elsewhere; a
backslash before any of them is an escape in CommonMark as well."""


def escaped(text: str) -> str:
    """`text` on one line, without meaning as markup."""
    line = " ".join(clean_label(text).split())
    return _SPECIAL.sub(r"\\\g<0>", line)


def quoted(text: str) -> str:
    """`text` as one quote; breaks of lines as Notion writes them in quotes."""
    return "> " + "<br>".join(escaped(line) for line in clean_label(text).split("\n") if line.strip())


def paragraphs(text: str) -> list[str]:
    """Each line of `text` as a paragraph."""
    return [escaped(line) for line in clean_label(text).split("\n") if line.strip()]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of plain texts."""
    lines = [_row(head), _row(["---"] * len(head))]
    return "\n".join([*lines, *(_row([escaped(cell) for cell in row]) for row in rows)])


def code(language: str, text: str) -> str:
    """A code block; the fence is longer than any in the text."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
