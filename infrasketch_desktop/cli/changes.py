"""What an edit did, as JSON values and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.diagram.changes import Change, ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record, Sheet


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
        return f"+ {_name(change.after, after)}"
    if change.after is None:
        return f"- {_name(change.before, before)}"
    old, new = _name(change.before, before), _name(change.after, after)
    return f"~ {old}" if old == new else f"~ {old}, now {new}"


def _name(record: Record, diagram: Diagram) -> str:
    match record:
        case Node():
            return f"{record.label or record.id} ({record.kind.display_name.lower()})"
        case Group():
            return f"group {record.label or record.id}"
        case Edge():
            return f"{_end(record.source, diagram)} → {_end(record.target, diagram)}"
        case Note():
            return f"note “{record.text[:40]}”"
        case Passage():
            about = diagram.get(record.element)
            return f"document text on {_name(about, diagram) if about else record.chapter}"
        case Sheet():
            return "the sheet"


def _end(record_id: str, diagram: Diagram) -> str:
    record = diagram.nodes.get(record_id) or diagram.groups.get(record_id)
    return record.label if record and record.label else record_id
