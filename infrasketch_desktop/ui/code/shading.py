"""Which words of a source text wear which shade, by Pygments; made on a worker, without Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

MOST_CHARS = 200_000
"""Longer texts stay plain: colouring them would take seconds."""
_NAMES = {".env.example": "bash", ".gitignore": "bash", "py.typed": "text", "haproxy.cfg": "ini"}
_SUFFIXES = {".mako": "python", ".conf": "nginx"}


class Shade(StrEnum):
    """What a word is; a theme gives each a colour."""

    KEYWORD = "keyword"
    NAME = "name"
    """What is defined here or is a key: functions, classes, keys, tags."""
    STRING = "string"
    NUMBER = "number"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Span:
    """A shaded run of one line; `start` and `length` are in UTF-16 units, as Qt counts."""

    start: int
    length: int
    shade: Shade


Lines = tuple[tuple[Span, ...], ...]
"""The spans of each line."""


def shaded(path: str, text: str) -> Lines:
    """The spans of all lines of a file called `path`; none where its language is not known or the text is huge."""
    lexer = _lexer(_language(path)) if len(text) <= MOST_CHARS else None
    if lexer is None:
        return ()
    lines: list[list[Span]] = [[]]
    column = 0
    for kind, value in lexer.get_tokens(text):
        shade = _shade(kind)
        for number, piece in enumerate(value.split("\n")):
            if number:
                lines.append([])
                column = 0
            length = _units(piece)
            if shade is not None and piece.strip():
                lines[-1].append(Span(column, length, shade))
            column += length
    return tuple(map(tuple, lines))


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _language(path: str) -> str:
    name = PurePosixPath(path).name
    return _NAMES.get(name) or _SUFFIXES.get(PurePosixPath(path).suffix) or name


@cache
def _lexer(language: str) -> Lexer | None:
    """By its alias, or by the name of a file."""
    from pygments.lexers import get_lexer_by_name, get_lexer_for_filename  # noqa: PLC0415 - not needed to start
    from pygments.util import ClassNotFound  # noqa: PLC0415 - likewise

    options = {"stripnl": False, "ensurenl": False}
    for find in (get_lexer_by_name, get_lexer_for_filename):
        try:
            return find(language, **options)
        except ClassNotFound:
            continue
    return None


def _shade(kind: _TokenType) -> Shade | None:
    return next((shade for token, shade in _shades() if kind in token), None)


@cache
def _shades() -> Sequence[tuple[_TokenType, Shade]]:
    return tuple(_made_shades())


def _made_shades() -> Iterator[tuple[_TokenType, Shade]]:
    """In this order: the first that holds a token decides."""
    from pygments.token import Token  # noqa: PLC0415 - not needed to start

    name, literal = Token.Name, Token.Literal
    yield Token.Comment, Shade.COMMENT
    yield Token.Keyword.Constant, Shade.NUMBER
    yield Token.Keyword, Shade.KEYWORD
    yield Token.Operator.Word, Shade.KEYWORD
    for kind in (name.Function, name.Class, name.Tag, name.Attribute, name.Decorator, Token.Generic.Heading):
        yield kind, Shade.NAME
    yield literal.Scalar, Shade.STRING
    yield literal.String, Shade.STRING
    yield literal.Number, Shade.NUMBER
