"""Verbs that change what a record says."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.edits.upkeep import reshaping
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.field_names import type_name
from infrasketch_desktop.diagram.records import Edge, Note, Record, Sheet
from infrasketch_desktop.diagram.routes import with_route
from infrasketch_desktop.diagram.subsets import require
from infrasketch_desktop.language import tr

_ENDS = frozenset({"source", "target"})
_ROUTED = _ENDS | {"waypoints"}


def rename(edit: Edit, record_id: str, text: str) -> Record:
    """Set a record's label: the text of a note, the title of the sheet. Raises InvariantError."""
    record = require(edit.diagram, record_id)
    match record:
        case Note():
            return update(edit, record_id, text=text)
        case Sheet():
            return update(edit, record_id, title=text)
        case _:
            return update(edit, record_id, label=text)


def update(edit: Edit, record_id: str, **values: Any) -> Record:
    """Set fields of a record by name; computed routes that no longer fit are dropped.

    Raises:
        InvariantError: the record has no such field, or it would not fit with these values.
    """
    record = require(edit.diagram, record_id)
    known = {field.name for field in fields(record)} - {"id"}
    unknown = sorted(values.keys() - known)
    if unknown:
        raise InvariantError(
            tr(
                "A {name} has no field “{unknown}” that can be set.",
                name=type_name(record),
                unknown=unknown[0][:80],
            )
        )
    changed: Record = replace(record, **values)
    if isinstance(changed, Edge) and not values.keys().isdisjoint(_ROUTED) and "route" not in values:
        pinned = changed.label_pinned and ("label_pinned" in values or values.keys().isdisjoint(_ENDS))
        changed = with_route(replace(changed, label_pinned=pinned), (), values.get("label_at"))
    with reshaping(edit, [record_id]):
        edit.put(changed)
    return require(edit.diagram, record_id)
