"""The one byte form of signed values: RFC 8785 canonical JSON, without floats."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

import rfc8785

from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.language import tr

LARGEST_INTEGER = 2**53 - 1
"""Beyond it JSON readers with binary64 numbers, which RFC 8785 assumes, no longer agree."""
DEEPEST = 16
LARGEST_DOCUMENT = 8 * 1024 * 1024
"""Bytes; a request with 5,000 ledger entries has about 3 MB."""


def encode(value: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """The canonical bytes of `value`: strings, integers, booleans, None, lists and dicts with text keys.

    Raises:
        DocumentError: FLOAT, BIG_NUMBER, TOO_DEEP or NOT_TEXT, for what has no canonical form here.
    """
    _check(value, DEEPEST)
    return rfc8785.dumps(value)


def decode(content: bytes) -> Any:
    """Read JSON strictly: every key once, no floats, no integer beyond 2^53 - 1, bounded size and depth.

    Raises:
        DocumentError: with the reason; whether the bytes are canonical is not asked here.
    """
    if len(content) > LARGEST_DOCUMENT:
        raise DocumentError(Reason.TOO_LARGE, tr("The document is larger than any that is ever issued."))
    try:
        value = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_once,
            parse_float=_no_float,
            parse_constant=_no_float,
            parse_int=_integer,
        )
    except UnicodeDecodeError as error:
        raise DocumentError(Reason.NOT_TEXT, tr("The document is not UTF-8 text.")) from error
    except RecursionError as error:
        raise DocumentError(Reason.TOO_DEEP, tr("The document is nested too deeply.")) from error
    except json.JSONDecodeError as error:
        raise DocumentError(Reason.MALFORMED, tr("The document is not JSON.")) from error
    _check(value, DEEPEST)
    return value


def decode_object(content: bytes) -> dict[str, Any]:
    """`decode`, and the value has to be an object whose bytes are canonical.

    Raises:
        DocumentError: as `decode`; NOT_AN_OBJECT, NOT_CANONICAL.
    """
    value = decode(content)
    if not isinstance(value, dict):
        raise DocumentError(Reason.NOT_AN_OBJECT, tr("The document is not a JSON object."))
    if rfc8785.dumps(value) != content:
        raise DocumentError(Reason.NOT_CANONICAL, tr("The document is not in its canonical form."))
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DocumentError(Reason.DUPLICATE_KEY, tr("The document names a field twice."))
    return found


def _no_float(text: str) -> NoReturn:
    raise DocumentError(
        Reason.FLOAT, tr("The document contains {text!r}; only whole numbers are allowed.", text=text[:40])
    )


def _integer(text: str) -> int:
    # The length comes first: Python refuses to read digits by the thousand, and slowly before that.
    if len(text) > len(str(-LARGEST_INTEGER)) or abs(int(text)) > LARGEST_INTEGER:
        raise DocumentError(Reason.BIG_NUMBER, tr("The document contains a number that is too large."))
    return int(text)


def _check(value: Any, depth: int) -> None:
    if depth < 0:
        raise DocumentError(Reason.TOO_DEEP, tr("The document is nested too deeply."))
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise DocumentError(Reason.BIG_NUMBER, tr("A number is too large for a signed document."))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            _check_text(key)
            _check(item, depth - 1)
    elif isinstance(value, list | tuple):
        for item in value:
            _check(item, depth - 1)
    else:
        raise DocumentError(Reason.FLOAT, tr("{name} has no place in a signed document.", name=type(value).__name__))


def _check_text(text: Any) -> None:
    if not isinstance(text, str):
        raise DocumentError(Reason.FIELD, tr("The names of fields are text."))
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise DocumentError(Reason.NOT_TEXT, tr("The document contains half a character.")) from error
