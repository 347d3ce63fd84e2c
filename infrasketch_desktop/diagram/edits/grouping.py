"""Verbs that put records into groups and take them out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.edits.upkeep import reshaping
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.ids import slug, unique_id
from infrasketch_desktop.diagram.records import Group
from infrasketch_desktop.diagram.subsets import common_group, outermost, require_group, require_placed
from infrasketch_desktop.language import tr


def group(edit: Edit, ids: Iterable[str], label: str = "Group", *, record_id: str | None = None) -> Group:
    """Put a new frame around records, inside the innermost group they have in common.

    Raises:
        InvariantError: an id names nothing, no node, group or note is among them, or an edge would join the new
            group's surroundings with its own member.
    """
    members = outermost(edit.diagram, ids)
    if not members:
        raise InvariantError(tr("There is nothing to group: choose at least one node, group or note."))
    parent = common_group(edit.diagram, members)
    frame = Group(id=record_id or unique_id(slug(label, "group"), edit.diagram), label=label, group=parent)
    with reshaping(edit, members):
        edit.put(frame)
        _put_into(edit, members, frame.id)
    return frame


def ungroup(edit: Edit, ids: Iterable[str]) -> tuple[str, ...]:
    """Take away the frames and keep what was inside; edges that ended at a frame itself go with it.

    Returns:
        the ids of the members set free.

    Raises:
        InvariantError: an id names no group.
    """
    freed: list[str] = []
    for group_id in dict.fromkeys(ids):
        frame = require_group(edit.diagram, group_id)
        members = edit.diagram.members(group_id)
        with reshaping(edit, [group_id]):
            _put_into(edit, members, frame.group)
            for record_id in (*edit.diagram.incident(group_id), group_id):
                edit.remove(record_id)
        freed = [i for i in freed if i != group_id] + [i for i in members if i not in freed]
    return tuple(freed)


def set_group(edit: Edit, ids: Iterable[str], parent: str | None) -> None:
    """Move records into a group, or to the top level with None, without moving them on the sheet.

    Raises:
        InvariantError: an id names nothing, a group would contain itself, or a record has an edge to that group.
    """
    if parent is not None:
        require_group(edit.diagram, parent)
    members = outermost(edit.diagram, ids)
    with reshaping(edit, members, around=[parent] if parent is not None else []):
        _put_into(edit, members, parent)


def _put_into(edit: Edit, members: Iterable[str], parent: str | None) -> None:
    for record_id in members:
        edit.put(replace(require_placed(edit.diagram, record_id), group=parent))
