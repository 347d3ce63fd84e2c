"""The grammar of D2: statements in nested blocks, handed to whoever gives them a meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from infrasketch_desktop.formats.d2.lexer import Key, Lexer, Value
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.facts import Facts, facts_in
from infrasketch_desktop.formats.names import cut
from infrasketch_desktop.formats.result import Origin
from infrasketch_desktop.language import tr

MAX_BLOCKS = 100
"""Blocks inside each other; containers may nest less deep than that."""
MAX_STATEMENTS = 80_000

Path = tuple[Key, ...]
Lose = Callable[[str, str, str, int], None]


@dataclass(frozen=True, slots=True)
class Statement:
    """`path: value { … }`, or with `ends` a chain of connections between paths under `path`.

    `arrows` has one pair of heads for each two neighbouring ends; `index` and `field` are those of `(a -> b)[0].field`.
    """

    path: Path
    line: int
    ends: tuple[Path, ...] = ()
    arrows: tuple[tuple[bool, bool], ...] = ()
    index: int | None = None
    field: Path = ()
    value: Value | None = None
    facts: Facts | None = None


class Context(Protocol):
    """What statements of a block are about."""

    def take(self, statement: Statement) -> Context:
        """Give the statement its meaning; the answer is what a block behind it is about."""
        ...


class Reader:
    """Reads one text. What cannot be followed is told to `lose` and passed over."""

    def __init__(self, text: str, file: str, lose: Lose) -> None:
        self._lexer = Lexer(text)
        self._file = file
        self._lose = lose
        self._facts: Facts | None = None
        self._left = MAX_STATEMENTS

    def read(self, context: Context) -> None:
        """Raises FormatError when there is too much of it."""
        while not self._lexer.done:
            self._block(context, 0)
            if self._lexer.take_sign("}"):
                self._count()
                self._unread("}", tr("there is no block to end"))

    def _block(self, context: Context, depth: int) -> None:
        if depth > MAX_BLOCKS:
            raise self._error(tr("blocks are nested more than {max_blocks} deep.", max_blocks=MAX_BLOCKS))
        self._lexer.skip_separators()
        while not self._lexer.done and not self._lexer.sees("}"):
            self._count()
            start = self._lexer.at
            self._one(context, depth)
            if self._lexer.at == start:
                self._unread(self._lexer.rest_of_statement() or self._lexer.text[start], tr("not understood"))
                self._lexer.at = max(self._lexer.at, start + 1)
            self._lexer.skip_separators()

    def _one(self, context: Context, depth: int) -> None:
        if self._lexer.take_sign("#"):
            self._facts = facts_in(self._lexer.rest_of_line()) or self._facts
        elif self._lexer.take_sign('"""'):
            self._lexer.skip_past('"""')
        elif self._lexer.take_sign("..."):
            self._unread(f"...{self._lexer.rest_of_statement()}", tr("other files are never opened"))
        else:
            line = self._lexer.line
            statement = self._statement(line)
            self._facts = None
            if statement is not None:
                self._behind(context.take(statement), depth)

    def _behind(self, inner: Context, depth: int) -> None:
        self._lexer.skip_blanks()
        if self._lexer.take_sign("{"):
            self._block(inner, depth + 1)
            self._lexer.take_sign("}")

    def _statement(self, line: int) -> Statement | None:
        path = self._path()
        ends: list[Path] = []
        arrows: list[tuple[bool, bool]] = []
        index, field = None, Path()
        if self._lexer.take_sign("("):
            ends.append(self._path())
            self._chain(ends, arrows)
            self._lexer.skip_blanks()
            if not self._lexer.take_sign(")"):
                return None
            index = self._lexer.take_number()
            field = self._path() if self._lexer.take_sign(".") else Path()
        else:
            ends.append(path)
            self._chain(ends, arrows)
            path = () if arrows else path
        if not (path or arrows):
            return None
        value = self._value()
        return Statement(path, line, tuple(ends) if arrows else (), tuple(arrows), index, field, value, self._facts)

    def _chain(self, ends: list[Path], arrows: list[tuple[bool, bool]]) -> None:
        while (arrow := self._lexer.take_arrow()) is not None:
            self._count()
            target = self._path()
            if not target:
                self._unread(tr("a connection"), tr("it leads nowhere"))
                return
            arrows.append(arrow)
            ends.append(target)

    def _path(self) -> Path:
        """Keys with dots between them; a dot at the end is left out, as before `(`."""
        keys: list[Key] = []
        self._lexer.skip_blanks()
        while (key := self._lexer.take_key()) is not None:
            keys.append(key)
            if len(keys) > MAX_BLOCKS:
                raise self._error(tr("a path has more than {max_blocks} parts.", max_blocks=MAX_BLOCKS))
            self._lexer.skip_blanks()
            if not self._lexer.take_sign("."):
                break
            self._lexer.skip_blanks()
        return tuple(keys)

    def _value(self) -> Value | None:
        self._lexer.skip_blanks()
        if not self._lexer.take_sign(":"):
            return None
        self._lexer.skip_blanks()
        if self._lexer.sees("{") or self._lexer.skip_list():
            return None
        return self._lexer.take_value()

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise self._error(
                tr("there are more than {max_statements:,} statements and connections.", max_statements=MAX_STATEMENTS)
            )

    def _unread(self, what: str, why: str) -> None:
        self._lose(tr("unread statements"), f"“{cut(what.strip(), 40)}”", why, self._lexer.line)

    def _error(self, what: str) -> FormatError:
        origin = Origin(self._file, self._lexer.line)
        return FormatError(what, advice=tr("Import a part of it."), origin=origin)
