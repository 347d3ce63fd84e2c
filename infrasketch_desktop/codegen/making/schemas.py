"""The JSON schemas of what services take and answer, as pydantic writes them for the generated models."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_DATA: Json = {
    "type": "object",
    "title": "Data",
    "additionalProperties": {"$ref": "#/components/schemas/JsonValue"},
}


def reference(name: str) -> Json:
    """A link to a schema of the same document."""
    return {"$ref": f"#/components/schemas/{name}"}


def array_of(item: Json, operation: str) -> Json:
    """What an operation answers that lists items."""
    return {"type": "array", "items": item, "title": f"Response {_title(operation)}"}


def request_schema(name: str, description: str) -> Json:
    """What is sent to be taken or kept."""
    limited = {"type": "string", "maxLength": 200, "minLength": 1, "title": "Name"}
    return _object(name, description, {"name": limited, "data": _DATA}, required=["name"])


def entry_schema(name: str, description: str) -> Json:
    """What was taken or kept."""
    created = {"type": "string", "format": "date-time", "title": "Created At"}
    fields = {"id": _text("Id"), "name": _text("Name"), "data": _DATA, "created_at": created}
    return _object(name, description, fields)


def file_schema(name: str) -> Json:
    """The place of a file."""
    fields = {"key": _text("Key"), "url": _text("Url")}
    return _object(name, "A file, and where to put it or get it for a quarter of an hour.", fields)


def limit_parameter(*, most: int, default: int) -> Json:
    """How many items a list has at most."""
    schema = {"type": "integer", "maximum": most, "minimum": 1, "default": default, "title": "Limit"}
    return {"name": "limit", "in": "query", "required": False, "schema": schema}


def path_parameter(name: str) -> Json:
    """A segment of the path that names one item."""
    return {"name": name, "in": "path", "required": True, "schema": _text(_title(name))}


def _object(name: str, description: str, fields: Json, required: list[str] | None = None) -> Json:
    return {
        "properties": fields,
        "type": "object",
        "required": list(fields) if required is None else required,
        "title": name,
        "description": description,
    }


def _text(title: str) -> Json:
    return {"type": "string", "title": title}


def _title(name: str) -> str:
    return name.replace("_", " ").title()


def _health() -> Json:
    schema = _object("Health", "Whether the process answers.", {"status": {**_text("Status"), "default": "ok"}})
    del schema["required"]
    return schema


COMMON: Json = {
    "Health": _health(),
    "Problem": _object(
        "Problem",
        "What went wrong.",
        {
            "type": {**_text("Type"), "default": "about:blank"},
            "title": _text("Title"),
            "status": {"type": "integer", "title": "Status"},
            "detail": _text("Detail"),
            "request_id": _text("Request Id"),
        },
        required=["title", "status", "detail", "request_id"],
    ),
    "Readiness": _object(
        "Readiness",
        "Whether requests can be served; one entry for each system that is needed for it.",
        {
            "ready": {"type": "boolean", "title": "Ready"},
            "systems": {"type": "object", "additionalProperties": {"type": "string"}, "title": "Systems"},
        },
    ),
}
"""What every service answers."""
