"""JSON Schemas of frozen dataclasses: what a tool takes, told from the same classes that check a call."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from infrasketch_desktop.assistant.schemas import MOST_OPERATIONS, operation_schema
from infrasketch_desktop.mcp.arguments import NOTES, OPERATIONS

Schema = dict[str, Any]

_SCALARS: Mapping[Any, str] = {str: "string", bool: "boolean", int: "integer", float: "number"}


def object_schema(cls: type[Any]) -> Schema:
    """The schema of the JSON objects that `diagram.plain.codec(cls)` reads."""
    hints = typing.get_type_hints(cls)
    fields = dataclasses.fields(cls)
    properties = {field.name: _noted(field.name, _schema(hints[field.name])) for field in fields}
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    required = [field.name for field in fields if field.default is dataclasses.MISSING]
    return {**schema, "required": required} if required else schema


def with_operations(schema: Schema) -> Schema:
    """`schema` of a tool that takes a list of typed operations as well."""
    listed: Schema = {"type": "array", "maxItems": MOST_OPERATIONS, "items": operation_schema()}
    return {
        **schema,
        "properties": {OPERATIONS: _noted(OPERATIONS, listed), **schema["properties"]},
        "required": [OPERATIONS, *schema.get("required", [])],
    }


def _noted(name: str, schema: Schema) -> Schema:
    return {**schema, "description": NOTES[name]} if name in NOTES else schema


def _schema(hint: Any) -> Schema:
    if hint in _SCALARS:
        return {"type": _SCALARS[hint]}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"type": "string", "enum": [member.value for member in hint]}
    arguments = typing.get_args(hint)
    if isinstance(hint, types.UnionType):
        inner = next(part for part in arguments if part is not types.NoneType)
        return {"anyOf": [_schema(inner), {"type": "null"}]}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(arguments[0])}
    raise TypeError(f"no schema for {hint}")
