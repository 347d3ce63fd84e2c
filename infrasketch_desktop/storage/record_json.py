"""Records as the lines of sketch files and journals: one JSON object each, with its type, defaults left out.

Unknown fields are refused, not kept: a record is a value with fixed fields, so what this version does not know would be
lost at the next edit. A release that adds a field raises the version of the file format.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from infrasketch_desktop.diagram.plain import Codec, PlainError, codec
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record, Sheet

_CLASSES: tuple[type[Record], ...] = (Group, Node, Note, Edge, Passage, Sheet)
_NAMES: Mapping[type[Record], str] = {cls: cls.__name__.lower() for cls in _CLASSES}
_CODECS: Mapping[str, Codec[Record]] = {_NAMES[cls]: codec(cls) for cls in _CLASSES}

_to_text = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


class RecordError(Exception):
    """A JSON value is not a record; the message names the record, the field and what was expected."""


def encode_record(record: Record) -> str:
    """The record as a JSON object on one line: its type, then its fields in the order of the class."""
    name = _NAMES[type(record)]
    return _to_text({"type": name, **_CODECS[name].encode(record)})


def decode_record(raw: Any) -> Record:
    """The record that a parsed JSON value describes.

    Raises:
        RecordError: it is no object, of no known type, or a field is missing, unknown or of the wrong sort.
    """
    if type(raw) is not dict:
        raise RecordError(f"must be an object, not {describe(raw)}")
    name = raw.pop("type", None)
    found = _CODECS.get(name) if type(name) is str else None
    if found is None:
        raise RecordError(f"must have as type one of {', '.join(_CODECS)}, not {describe(name)}")
    try:
        return found.decode(raw)
    except PlainError as error:
        raise RecordError(f"the {name} {describe(raw.get('id'))}: {error}") from error


def describe(value: object) -> str:
    """A JSON value for a message, short whatever it is."""
    if isinstance(value, str):
        return f"“{value[:80]}”"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    if isinstance(value, int) and value.bit_length() > 64:  # noqa: PLR2004 - thousands of digits are no message
        return "a huge number"
    return json.dumps(value)
