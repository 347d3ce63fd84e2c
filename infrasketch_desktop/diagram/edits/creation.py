"""Verbs that add records."""

from __future__ import annotations

from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.edits.upkeep import reshaping
from infrasketch_desktop.diagram.geometry import Point, Size
from infrasketch_desktop.diagram.ids import slug, unique_id
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import NODE_HEIGHT, NODE_WIDTH, NOTE_HEIGHT, NOTE_WIDTH, Group, Node, Note

NODE_SIZE = Size(NODE_WIDTH, NODE_HEIGHT)
NOTE_SIZE = Size(NOTE_WIDTH, NOTE_HEIGHT)


def add_node(
    edit: Edit,
    kind: NodeKind,
    label: str,
    at: Point,
    *,
    record_id: str | None = None,
    group: str | None = None,
    technology: str = "",
    size: Size = NODE_SIZE,
    pinned: bool = False,
) -> Node:
    """Add a node with its top-left corner at `at`; without `record_id` the id is made from the label.

    Raises:
        InvariantError: the group does not exist, or a value is out of bounds.
    """
    node = Node(
        id=record_id or unique_id(slug(label, kind.value.replace("_", "-")), edit.diagram),
        kind=kind,
        label=label,
        technology=technology,
        x=at.x,
        y=at.y,
        width=size.width,
        height=size.height,
        group=group,
        pinned=pinned,
    )
    with reshaping(edit, [], around=[group] if group else []):
        edit.put(node)
    return node


def add_group(edit: Edit, label: str, at: Point, *, record_id: str | None = None, group: str | None = None) -> Group:
    """Add an empty group with its top-left corner at `at`, inside `group` when given. Raises InvariantError."""
    record = Group(
        id=record_id or unique_id(slug(label, "group"), edit.diagram), label=label, x=at.x, y=at.y, group=group
    )
    with reshaping(edit, [], around=[group] if group else []):
        edit.put(record)
    return record


def add_note(
    edit: Edit,
    text: str,
    at: Point,
    *,
    record_id: str | None = None,
    group: str | None = None,
    size: Size = NOTE_SIZE,
) -> Note:
    """Add free text with its top-left corner at `at`. Raises InvariantError."""
    note = Note(
        id=record_id or unique_id(slug(text[:24], "note"), edit.diagram),
        text=text,
        x=at.x,
        y=at.y,
        width=size.width,
        height=size.height,
        group=group,
    )
    with reshaping(edit, [], around=[group] if group else []):
        edit.put(note)
    return note
