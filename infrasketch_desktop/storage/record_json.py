"""Records as the lines of sketch files and journals: one JSON object each, with its type, defaults left out.

Unknown fields are refused, not kept: a record is a value with fixed fields, so what this version does not know would be
lost at the next edit. A release that adds a field raises the version of the file format.
"""

from __future__ import annotations

import json
from typing import Any

from infrasketch_desktop.diagram.plain import PlainError
from infrasketch_desktop.diagram.record_plain import CODECS, record_to_plain
from infrasketch_desktop.diagram.records import Record
from infrasketch_desktop.language import listed, quoted, tr

_to_text = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


class RecordError(Exception):
    """A JSON value is not a record; the message names the record, the field and what was expected."""


def encode_record(record: Record) -> str:
    """The record as a JSON object on one line: its type, then its fields in the order of the class."""
    return _to_text(record_to_plain(record))


def decode_record(raw: Any) -> Record:
    """The record that a parsed JSON value describes.

    Raises:
        RecordError: it is no object, of no known type, or a field is missing, unknown or of the wrong sort.
    """
    if type(raw) is not dict:
        raise RecordError(tr("must be an object, not {raw}", raw=describe(raw)))
    name = raw.pop("type", None)
    found = CODECS.get(name) if type(name) is str else None
    if found is None:
        raise RecordError(
            tr("must have as type one of {codecs}, not {name}", codecs=listed(CODECS), name=describe(name))
        )
    try:
        return found.decode(raw)
    except PlainError as error:
        raise RecordError(
            tr("the {name} {value}: {error}", name=name, value=describe(raw.get("id")), error=error)
        ) from error


def describe(value: object) -> str:
    """A JSON value for a message, short whatever it is."""
    if isinstance(value, str):
        return quoted(value[:80])
    if isinstance(value, list | dict):
        return tr("a list") if isinstance(value, list) else tr("an object")
    if isinstance(value, int) and value.bit_length() > 64:  # noqa: PLR2004 - thousands of digits are no message
        return tr("a huge number")
    return json.dumps(value)
