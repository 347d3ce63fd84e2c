"""Stripe's own request schema: decodes form fields as Stripe does and says what it would refuse."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import jsonschema
import pytest

from tests.support.programs import ROOT

STRIPE_DATA = ROOT.parent / "shared" / "data" / "stripe"


def stripe_data(name: str) -> Any:
    """One file of Stripe's published interface, read in place; without it the test is skipped."""
    file: Path = STRIPE_DATA / name
    if not file.exists():
        pytest.skip(f"Stripe's published interface is not beside the checkout: no {file.name} in ../shared/data/stripe")
    return json.loads(file.read_text("utf-8"))


class RefusedRequestError(Exception):
    """A request that Stripe's schema does not allow."""


@dataclass(frozen=True)
class Request:
    """A decoded request: the path with its parameters as Stripe documents it, their values, and the fields."""

    method: str
    template: str
    ids: Mapping[str, str]
    fields: Mapping[str, Any]


class StripeSchema:
    """Reads raw requests by the published OpenAPI document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._paths = [(template, _pattern(template), methods) for template, methods in document["paths"].items()]

    def read(self, method: str, path: str, encoded: str) -> Request:
        """The request behind a method, a path and its form-encoded fields (body or query).

        Raises:
            RefusedRequestError: the path, the method or a field does not exist, or a value is not allowed.
        """
        for template, pattern, methods in self._paths:
            match = pattern.fullmatch(path)
            if match and method.lower() in methods:
                schema = _schema(methods[method.lower()])
                fields = _coerce(decode_fields(parse_qsl(encoded, keep_blank_values=True)), schema)
                _validate(fields, schema)
                return Request(method, template, match.groupdict(), fields)
        raise RefusedRequestError(f"unrecognized request URL ({method}: {path})")


def decode_fields(pairs: Iterable[tuple[str, str]]) -> Any:
    """`line_items[0][price]` and its like as nested values, every leaf a text."""
    root: dict[str, Any] = {}
    for key, value in pairs:
        *way, last = re.findall(r"[^\[\]]+", key)
        place = root
        for step in way:
            place = place.setdefault(step, {})
        place[last] = value
    return _with_lists(root)


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _with_lists(item) for key, item in value.items()}
    if inner and all(key.isdigit() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template))


def _schema(operation: Mapping[str, Any]) -> Mapping[str, Any]:
    """A GET names its fields one by one, a POST has a schema of its body."""
    if "requestBody" in operation:
        schema: Mapping[str, Any] = operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
        return schema
    fields = [parameter for parameter in operation.get("parameters", ()) if parameter["in"] == "query"]
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {field["name"]: field["schema"] for field in fields},
        "required": [field["name"] for field in fields if field.get("required")],
    }


def _coerce(value: Any, schema: Mapping[str, Any]) -> Any:
    """Texts of a form as the numbers and booleans that the schema expects in their places."""
    if "anyOf" in schema:
        candidates = ((_coerce(value, branch), branch) for branch in schema["anyOf"])
        return next((found for found, branch in candidates if _is_valid(found, branch)), value)
    if isinstance(value, dict):
        return {key: _coerce(item, _property(schema, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_coerce(item, schema.get("items", {})) for item in value]
    return _coerce_text(value, schema.get("type"))


def _property(schema: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = schema.get("properties", {}).get(key) or schema.get("additionalProperties")
    return found if isinstance(found, dict) else {}


def _coerce_text(value: str, wanted: str | None) -> Any:
    if wanted == "integer" and re.fullmatch(r"-?\d+", value):
        return int(value)
    if wanted == "boolean" and value in {"true", "false"}:
        return value == "true"
    return value


def _is_valid(value: Any, schema: Mapping[str, Any]) -> bool:
    return next(jsonschema.Draft202012Validator(schema).iter_errors(value), None) is None


def _validate(value: Any, schema: Mapping[str, Any]) -> None:
    problems = [
        f"{'.'.join(map(str, error.path))}: {error.message[:110]}"
        for error in jsonschema.Draft202012Validator(schema).iter_errors(value)
    ]
    if problems:
        raise RefusedRequestError("; ".join(problems))
