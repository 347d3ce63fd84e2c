"""What an edit did, as JSON values and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.diagram.captions import caption
from infrasketch_desktop.diagram.changes import Change, ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import Difference, Differences, FieldChange, Sort
from infrasketch_desktop.diagram.record_plain import TYPE_NAMES, record_to_plain
from infrasketch_desktop.diagram.records import Record


def changes_as_json(changes: ChangeSet) -> dict[str, list[str]]:
    """The ids of what was added, changed and removed, each sorted."""
    return {
        "added": sorted(change.id for change in changes if change.before is None),
        "changed": sorted(change.id for change in changes if change.before is not None and change.after is not None),
        "removed": sorted(change.id for change in changes if change.after is None),
    }


def describe_changes(changes: ChangeSet, before: Diagram, after: Diagram) -> Iterator[str]:
    """One line for each change: + added, ~ changed, - removed."""
    for change in changes:
        yield f"  {_line(change, before, after)}"


def _line(change: Change, before: Diagram, after: Diagram) -> str:
    if change.before is None:
        assert change.after is not None
        return f"+ {caption(change.after, after)}"
    if change.after is None:
        return f"- {caption(change.before, before)}"
    old, new = caption(change.before, before), caption(change.after, after)
    return f"~ {old}" if old == new else f"~ {old}, now {new}"


def differences_as_json(found: Differences) -> dict[str, object]:
    """The elements of each sort with their names; what changed lists its fields with both values."""
    return {"same": not found, **{sort.value: [_as_json(item, found) for item in found.of(sort)] for sort in Sort}}


def value_as_json(value: object) -> object:
    """The value of a field of a record, or a whole record, as JSON."""
    if isinstance(value, tuple):
        return [value_as_json(part) for part in value]
    return record_to_plain(value) if isinstance(value, Record) else value


def _as_json(item: Difference, found: Differences) -> dict[str, object]:
    record, diagram = (item.after, found.after) if item.after is not None else (item.before, found.before)
    assert record is not None
    told: dict[str, object] = {"id": item.id, "type": TYPE_NAMES[type(record)], "name": caption(record, diagram)}
    return {**told, "fields": [_field_as_json(change) for change in item.fields]} if item.fields else told


def _field_as_json(change: FieldChange) -> dict[str, object]:
    return {"name": change.name, "before": value_as_json(change.before), "after": value_as_json(change.after)}
