"""Two diagrams as one picture: what came, what changed and what went, each with its own line and its own sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import Sort, differences
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Placed, Record
from infrasketch_desktop.diagram.validation import MAX_DEPTH, check_references


class Mark(StrEnum):
    """What became of an element; one that only moved has no mark."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


_MARKS = {Sort.ADDED: Mark.ADDED, Sort.CHANGED: Mark.CHANGED, Sort.REMOVED: Mark.REMOVED}


@dataclass(frozen=True, slots=True)
class Comparison:
    """`diagram` is the later one together with what is no longer in it, where that was. `marks` maps ids to marks.

    `undrawn` names removed edges that cannot be drawn any more, because an end became something else. A caller that
    wants room for what went lays `diagram` out and replaces it: `dataclasses.replace(comparison, diagram=laid_out)`.
    """

    diagram: Diagram
    marks: Mapping[str, Mark]
    undrawn: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.marks) or bool(self.undrawn)

    @property
    def crowded(self) -> bool:
        """Whether something that went lies over something that is there, so that a layout would help."""
        cards: list[Node | Note] = [*self.diagram.nodes.values(), *self.diagram.notes.values()]
        gone = [card.rect for card in cards if self.marks.get(card.id) is Mark.REMOVED]
        there = [card.rect for card in cards if self.marks.get(card.id) is not Mark.REMOVED]
        return any(one.intersects(other) for one in gone for other in there)

    def shown_marks(self) -> dict[str, Mark]:
        """The marks of what is visible; a collapsed group with a marked member counts as changed."""
        found: dict[str, Mark] = {}
        for record_id, mark in self.marks.items():
            shown = self.diagram.shown(record_id) if self.diagram.placed(record_id) else record_id
            if shown == record_id:
                found[record_id] = mark
            else:
                found.setdefault(shown, self.marks.get(shown, Mark.CHANGED))
        return found


def compare_picture(before: Diagram, after: Diagram) -> Comparison:
    """Both diagrams as one, with marks; what only moved or was only routed anew is not marked."""
    marks = {
        item.id: _MARKS[item.sort]
        for item in differences(before, after)
        if item.sort in _MARKS and isinstance(item.after or item.before, Node | Group | Note | Edge)
    }
    gone = [record for record in before if marks.get(record.id) is Mark.REMOVED]
    placed = build_diagram([*after, *_fitted(after, [record for record in gone if not isinstance(record, Edge)])])
    edges = [record for record in gone if isinstance(record, Edge)]
    undrawn = tuple(edge.id for edge in edges if not _is_drawable(placed, edge))
    whole = build_diagram([*placed, *(edge for edge in edges if edge.id not in undrawn)])
    return Comparison(whole, {i: mark for i, mark in marks.items() if i not in undrawn}, undrawn)


def _fitted(after: Diagram, gone: Iterable[Record]) -> Iterator[Placed]:
    """What went, inside the groups it was in where they can still hold it, else outside of all."""
    placed = {record.id: record for record in gone if isinstance(record, Node | Group | Note)}
    groups = {**after.groups, **{i: record for i, record in placed.items() if isinstance(record, Group)}}
    for record in placed.values():
        yield record if _depth(record, groups) is not None else replace(record, group=None)


def _depth(record: Placed, groups: Mapping[str, Group]) -> int | None:
    """How many groups lie around a record; None when one of them is gone for good or they are too many."""
    depth, parent = 0, record.group
    while parent is not None:
        depth += 1
        if parent not in groups or depth >= MAX_DEPTH:
            return None
        parent = groups[parent].group
    return depth


def _is_drawable(diagram: Diagram, edge: Edge) -> bool:
    """Whether its ends are still something that an edge can join."""
    try:
        check_references(diagram, edge)
    except InvariantError:
        return False
    return True
