"""JSON schemas of the operations that a model may propose, made from the operations themselves."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any

from infrasketch_desktop.diagram.ids import MAX_LENGTH
from infrasketch_desktop.diagram.operation_json import TAGS
from infrasketch_desktop.diagram.operations import Place
from infrasketch_desktop.diagram.validation import MAX_LABEL, MAX_PORTS, MAX_TEXT

Schema = Mapping[str, Any]

MOST_OPERATIONS = 500
"""In one call of the tool; more are left out."""
HIDDEN_FIELDS = frozenset({"origin"})
"""Fields that no model fills: `origin` names the file an importer read."""
OFFERED: Mapping[str, type[Any]] = {tag: cls for tag, cls in TAGS.items() if cls is not Place}
"""Tag to operation. A model gives no places, so `Place` is not offered; `Insert` has no tag at all."""

_IDS = frozenset({"id", "source", "target", "group", "members"})
_LONG = frozenset({"description", "notes", "text"})
_MOST_MEMBERS = 200


def operation_schema() -> Schema:
    """Any one of the operations that are offered."""
    return {"anyOf": [_of_operation(tag, cls) for tag, cls in OFFERED.items()]}


def _of_operation(tag: str, cls: type[Any]) -> Schema:
    hints = typing.get_type_hints(cls)
    offered = [field for field in fields(cls) if field.name not in HIDDEN_FIELDS]
    required = [field.name for field in offered if field.default is MISSING]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {"op": {"type": "string", "enum": [tag]}}
        | {field.name: _of_field(field.name, hints[field.name], field.default is MISSING) for field in offered},
        "required": ["op", *required],
        "additionalProperties": False,
    }
    return schema


def _of_field(name: str, hint: Any, required: bool) -> Schema:
    """A field that may be None by default is left out instead; only one that must be given can be null."""
    if isinstance(hint, types.UnionType):
        inner = _of_field(name, next(a for a in typing.get_args(hint) if a is not types.NoneType), required)
        return {**inner, "type": [inner["type"], "null"]} if required else inner
    if typing.get_origin(hint) is tuple:
        most = _MOST_MEMBERS if name in _IDS else MAX_PORTS
        return {"type": "array", "items": _text(name), "maxItems": most}
    if issubclass(hint, StrEnum):
        return {"type": "string", "enum": [member.value for member in hint]}
    return {"type": "boolean"} if hint is bool else _text(name)


def _text(name: str) -> Schema:
    if name in _IDS:
        return {"type": "string", "maxLength": MAX_LENGTH}
    return {"type": "string", "maxLength": MAX_TEXT if name in _LONG else MAX_LABEL}
