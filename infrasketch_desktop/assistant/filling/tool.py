"""The one tool that a model is offered to write regions, and what its input comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from infrasketch_desktop.codegen.regions import MOST_CODE

FILL = "fill_regions"
_MOST_ENTRIES = 64


@dataclass(frozen=True, slots=True)
class Given:
    """Code by the names of regions, and sentences about what of the input is not understood."""

    codes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def definition(names: Sequence[str]) -> Mapping[str, Any]:
    """The tool in the form of the Messages API; `names` are the regions that may be written."""
    entry = {
        "type": "object",
        "properties": {
            "name": {"type": "string", "enum": list(names), "description": "The region."},
            "code": {
                "type": "string",
                "maxLength": MOST_CODE,
                "description": "All lines between the marks of the region, without the marks.",
            },
        },
        "required": ["name", "code"],
        "additionalProperties": False,
    }
    schema = {
        "type": "object",
        "properties": {"regions": {"type": "array", "items": entry, "minItems": 1, "maxItems": len(names)}},
        "required": ["regions"],
        "additionalProperties": False,
    }
    return {
        "name": FILL,
        "description": "Propose code for regions of the file. It is checked, and shown to the person, who accepts or "
        "refuses each. Call it once, with every region that was asked for.",
        "input_schema": schema,
    }


def given_in(whole: Mapping[str, Any] | None, names: Sequence[str]) -> Given:
    """What the input of a call asks for; anything else than code for one of `names` is told and left out."""
    entries = whole.get("regions") if whole is not None else None
    if not isinstance(entries, list):
        return Given(problems=("`regions` must be a list of objects with `name` and `code`.",))
    codes: dict[str, str] = {}
    problems: list[str] = []
    for entry in entries[:_MOST_ENTRIES]:
        match entry:
            case {"name": str(name), "code": str()} if name not in names:
                problems.append(f"“{name[:100]}” is none of the regions that may be written.")
            case {"name": str(name), "code": str()} if name in codes:
                problems.append(f"“{name}” was written twice; the first counts.")
            case {"name": str(name), "code": str(code)}:
                codes[name] = code
            case _:
                problems.append("Each entry needs a `name` and a `code`, both texts.")
    return Given(codes, tuple(dict.fromkeys(problems)))
