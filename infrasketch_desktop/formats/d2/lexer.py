"""The words of D2: keys, strings in their four forms, arrows. Every look ahead is bounded or linear."""

from __future__ import annotations

import re
from dataclasses import dataclass

from infrasketch_desktop.formats.cursor import Cursor

MAX_TEXT = 30_000
"""Characters of one block string."""

_BLANKS = re.compile(r"(?:[ \t\r]|\\\n)+")
_SEPARATORS = re.compile(r"[\s;]+")
_DOUBLE = re.compile(r'"((?:[^"\\\n]|\\[\s\S])*)"')
_SINGLE = re.compile(r"'((?:[^'\n]|'')*)'")
_KEY = re.compile(r"(?:\\.|-(?![->])|[^\n\r.:;{}()\[\]<>|\\#-]|(?<=\S)#)+")
_BARE = re.compile(r"(?:\\[\s\S]|\$\{[^}\n]{0,200}\}|[^\n\r;{}\\#$]|\$|(?<=\S)#)+")
_BLOCK = re.compile(r"\|([^\w\s]{0,8})(\w{0,20})")
_ARROW = re.compile(r"(<)?-+(>)?")
_ESCAPE = re.compile(r"\\(\n[ \t]*|[\s\S])")
_ESCAPES = {"n": "\n", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Key:
    """A part of a path. Quoted ones never are keywords."""

    text: str
    quoted: bool = False

    @property
    def word(self) -> str:
        """The keyword that this may be; "" for what was quoted."""
        return "" if self.quoted else self.text.lower()


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind a colon. `bare` was written without quotes, `variables` may hold `${…}`, `block` is `|…|`."""

    text: str
    bare: bool = False
    variables: bool = False
    block: bool = False


class Lexer(Cursor):
    """The words of D2 at a place in a text."""

    def skip_separators(self) -> None:
        self.take(_SEPARATORS)

    def skip_blanks(self) -> None:
        self.take(_BLANKS)

    def rest_of_line(self) -> str:
        end = self.text.find("\n", self.at)
        start, self.at = self.at, end if end >= 0 else len(self.text)
        return self.text[start : self.at]

    def rest_of_statement(self) -> str:
        """What is left before the next separator or brace."""
        found = self.take(_BARE)
        return found[0] if found else ""

    def skip_past(self, sign: str) -> None:
        end = self.text.find(sign, self.at)
        self.at = end + len(sign) if end >= 0 else len(self.text)

    def take_key(self) -> Key | None:
        quoted = self._quoted()
        if quoted is not None:
            return Key(quoted.text, quoted=True)
        found = self.take(_KEY)
        text = _unescaped(found[0]).strip() if found else ""
        return Key(text) if text else None

    def take_arrow(self) -> tuple[bool, bool] | None:
        """Whether there is a head at the left and at the right end of the connection that begins here."""
        self.skip_blanks()
        found = _ARROW.match(self.text, self.at)
        if found is None or found[0] == "-":
            return None
        self.at = found.end()
        return bool(found[1]), bool(found[2])

    def take_number(self) -> int | None:
        """The index in `[…]`."""
        found = self.take(_INDEX)
        return int(found[1]) if found else None

    def take_value(self) -> Value | None:
        return self._quoted() or self._block() or self._bare()

    def skip_list(self) -> bool:
        """Passes over `[…]`, lists in it included; how deep they go does not matter."""
        if not self.sees("["):
            return False
        depth = 0
        for found in _BRACKETS.finditer(self.text, self.at, min(len(self.text), self.at + MAX_TEXT)):
            depth += 1 if found[0] == "[" else -1
            if depth == 0:
                self.at = found.end()
                return True
        self.rest_of_line()
        return True

    def _quoted(self) -> Value | None:
        found = self.take(_DOUBLE)
        if found:
            return Value(_unescaped(found[1]), variables=True)
        found = self.take(_SINGLE)
        return Value(found[1].replace("''", "'")) if found else None

    def _block(self) -> Value | None:
        """`|md … |`; signs behind the bar stand before the closing one again, in reverse order."""
        found = _BLOCK.match(self.text, self.at)
        if found is None:
            return None
        start = found.end()
        closing = found[1][::-1] + "|"
        end = self.text.find(closing, start, start + MAX_TEXT)
        if end < 0:
            return None
        self.at = end + len(closing)
        lines = self.text[start:end].strip().split("\n")
        return Value("\n".join(line.strip() for line in lines), block=True)

    def _bare(self) -> Value | None:
        found = self.take(_BARE)
        text = _unescaped(found[0]).strip() if found else ""
        return Value(text, bare=True, variables=True) if text else None


_INDEX = re.compile(r"\[(\d{1,6})\]")
_BRACKETS = re.compile(r"[\[\]]")
ESCAPED_DOLLAR = "\0"
"""Stands for a dollar sign that was escaped, until variables are put in; no file that is read holds this character."""


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    sign = found[1]
    if sign[0] == "\n":
        return ""
    return ESCAPED_DOLLAR if sign == "$" else _ESCAPES.get(sign, sign)
