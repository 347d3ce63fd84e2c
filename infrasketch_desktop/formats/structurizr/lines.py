"""Cuts Structurizr DSL into statements: one for each line, tokens between blanks, comments taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from infrasketch_desktop.formats.facts import Facts, facts_in

_TOKEN = re.compile(r'"""([\s\S]*?)"""|"((?:\\.|[^"\\])*)"?|([^\s"]\S*)')
_ESCAPE = re.compile(r"\\([\"\\n])")
_CONTINUED = re.compile(r"[ \t]{0,200}\\[ \t]*$")
_MOST_TOKENS = 100
_LONGEST_TEXT = 1_000
"""Lines that one text block may have."""


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    quoted: bool = False

    @property
    def word(self) -> str:
        """The keyword that this may be, in lower case; "" for what was quoted."""
        return "" if self.quoted else self.text.lower()


@dataclass(frozen=True, slots=True)
class Line:
    """A statement. `opens` and `closes` tell of braces; `facts` is a comment of ours, which is a line of its own.

    `braces` is how many more open than close anywhere in it, which is all that counts in a script.
    """

    number: int
    tokens: tuple[Token, ...] = ()
    opens: bool = False
    closes: bool = False
    braces: int = 0
    facts: Facts | None = None


def lines_of(text: str) -> Iterator[Line]:
    """The statements of a text in their order."""
    commented = False
    for number, content in _joined(text):
        stripped = content.strip()
        if commented or stripped.startswith("/*"):
            commented = not stripped.endswith("*/")
        elif stripped.startswith(("//", "#")):
            facts = facts_in(stripped.lstrip("/#"))
            if facts is not None:
                yield Line(number, facts=facts)
        elif stripped:
            yield _line(number, stripped)


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """Lines with those that end in a backslash, or inside a text block, put together."""
    waiting: list[str] = []
    start = 0
    inside = False
    for number, raw in enumerate(text.split("\n"), 1):
        start = start if waiting else number
        line = raw.lstrip() if waiting and not inside else raw
        inside ^= line.count('"""') % 2 == 1
        continued = _CONTINUED.search(line) is not None and not line.lstrip().startswith(("//", "#"))
        waiting.append(_CONTINUED.sub(" ", line) if continued else line + "\n" * inside)
        if len(waiting) > _LONGEST_TEXT or not (continued or inside):
            yield start, "".join(waiting)
            waiting, inside = [], False
    if waiting:
        yield start, "".join(waiting)


def _line(number: int, text: str) -> Line:
    tokens = [_token(found) for found in islice(_TOKEN.finditer(text), _MOST_TOKENS)]
    if not tokens:
        return Line(number)
    bare = "".join(token.text for token in tokens if not token.quoted)
    braces = bare.count("{") - bare.count("}")
    closes = tokens[-1].word == "}"
    if closes:
        tokens.pop()
    opens = bool(tokens) and tokens[-1].word == "{"
    if opens:
        tokens.pop()
    return Line(number, tuple(tokens), opens=opens, closes=closes, braces=braces)


def _token(found: re.Match[str]) -> Token:
    block, quoted, bare = found.groups()
    if bare is not None:
        return Token(bare)
    if block is not None:
        return Token("\n".join(line.strip() for line in block.strip().split("\n")), quoted=True)
    return Token(_ESCAPE.sub(_character, quoted), quoted=True)


def _character(found: re.Match[str]) -> str:
    return "\n" if found[1] == "n" else found[1]
