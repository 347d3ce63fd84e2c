"""Verbs that move and size: what is locked stays, edges that lie wholly in the moved set move along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.edits.upkeep import reshaping
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Group, Node, Note
from infrasketch_desktop.diagram.subsets import held, outermost, require_placed, with_descendants
from infrasketch_desktop.language import tr

Step = tuple[float, float]


def move(edit: Edit, ids: Iterable[str], dx: float, dy: float, *, pin: bool = False) -> None:
    """Move nodes, notes and groups with everything inside by (dx, dy); `pin` marks the nodes as placed by hand.

    Raises:
        InvariantError: an id names nothing, or something would leave the drawable area.
    """
    _shift(edit, dict.fromkeys(outermost(edit.diagram, ids), (dx, dy)), pin=pin)


def nudge(edit: Edit, ids: Iterable[str], dx: float, dy: float) -> None:
    """Move by keyboard: a move by hand. Raises InvariantError."""
    move(edit, ids, dx, dy, pin=True)


def place(edit: Edit, places: Mapping[str, Point], *, pin: bool = False) -> None:
    """Put the top-left corner of each record at its point; a group takes its members along.

    Raises:
        InvariantError: an id names nothing that has a place, or a point is out of bounds.
    """
    steps: dict[str, Step] = {}
    for record_id in sorted(places, key=lambda i: len(edit.diagram.ancestors(i))):
        require_placed(edit.diagram, record_id)
        frame = edit.diagram.bounds(record_id)
        steps[record_id] = (places[record_id].x - frame.x, places[record_id].y - frame.y)
    _shift(edit, steps, pin=pin)


def resize(edit: Edit, record_id: str, rect: Rect, *, pin: bool = False) -> None:
    """Give a node or note another rectangle; nothing happens to a locked one.

    Raises:
        InvariantError: the id names no node or note, or the rectangle is out of bounds.
    """
    record = require_placed(edit.diagram, record_id)
    if isinstance(record, Group):
        raise InvariantError(
            tr("The group “{record}” fits its members; move or resize those.", record=record.label or record.id)
        )
    if held(edit.diagram, record_id):
        return
    sized = replace(record, x=rect.x, y=rect.y, width=rect.width, height=rect.height)
    if isinstance(sized, Node) and pin and sized != record:
        sized = replace(sized, pinned=True)
    with reshaping(edit, [record_id]):
        edit.put(sized)


def _shift(edit: Edit, steps: Mapping[str, Step], *, pin: bool) -> None:
    """Move each record by its step; the step of an inner record wins over that of the group around it."""
    every = _spread(edit.diagram, steps)
    with reshaping(edit, steps):
        for record_id, (dx, dy) in every.items():
            record = require_placed(edit.diagram, record_id)
            if (dx, dy) != (0, 0) and not (isinstance(record, Group) and edit.diagram.members(record_id)):
                moved: Node | Note | Group = replace(record, x=record.x + dx, y=record.y + dy)
                edit.put(replace(moved, pinned=moved.pinned or pin) if isinstance(moved, Node) else moved)


def _spread(diagram: Diagram, steps: Mapping[str, Step]) -> dict[str, Step]:
    """The step of every record that moves, members included and what is locked excluded."""
    every: dict[str, Step] = {}
    for record_id, step in steps.items():
        every.update((i, step) for i in with_descendants(diagram, [record_id]) if not held(diagram, i))
    return every
