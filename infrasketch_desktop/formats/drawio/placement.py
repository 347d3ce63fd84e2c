"""Where what a page draws is to lie: places for nodes and notes, courses for edges."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.operations import AddEdge, AddGroup, AddNode, AddNote, Insert, Operation, Place
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note
from infrasketch_desktop.formats.drawio.cells import Cell
from infrasketch_desktop.formats.drawio.sheet import PageSheet
from infrasketch_desktop.formats.drawio.spreading import COMPARED, moved, spread
from infrasketch_desktop.formats.names import clean_label, cut
from infrasketch_desktop.language import tr

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is drawn, and where its card is to lie."""

    drawn: Rect
    card: Rect


class Placement:
    """Adds places to operations. `spots` and `cells` are by the ids of records, `joined` those with an edge.

    Icons become cards of the usual size; then all middles move apart until connected cards do not cover each other.
    `straightened` names the edges whose points no longer fit.
    """

    def __init__(
        self, sheet: PageSheet, spots: Mapping[str, Spot], cells: Mapping[str, Cell], joined: Collection[str]
    ) -> None:
        self._sheet = sheet
        self._cells = cells
        self._spots = spots
        self._joined = joined
        self._locks = any(map(self._is_locked, cells))
        self.straightened: list[str] = []

    def applied(self, operations: Sequence[Operation]) -> tuple[Operation, ...]:
        """`operations` with places: those of empty groups in their records, those of nodes and notes before any edge.

        For placing an end later would move the points of an edge that were set by hand.
        """
        nodes = [operation.id for operation in operations if isinstance(operation, AddNode | AddNote)]
        factor = self._factor([i for i in nodes if i in self._spots])
        full = {o.group for o in operations if isinstance(o, AddNode | AddGroup | AddNote)}
        places = {place.id: place for place in self._places(nodes, factor)}
        found: list[Operation] = []
        edges: list[Operation] = []
        for operation in operations:
            match operation:
                case AddEdge():
                    edges.append(self._with_course(operation, factor))
                case AddGroup() if operation.id not in full and operation.id in self._spots:
                    found.append(self._group(operation, moved(self._spots[operation.id].card, factor)))
                case AddGroup() if self._is_locked(operation.id):
                    found.append(self._group(operation, Rect(0, 0, 0, 0)))
                case AddNode() | AddNote() if self._locks and operation.id in places:
                    found.append(self._whole(operation, places.pop(operation.id)))
                case _:
                    found.append(operation)
        return (*found, *places.values(), *edges)

    def _is_locked(self, record_id: str) -> bool:
        cell = self._cells.get(record_id)
        return cell is not None and cell.style.get("locked") == "1"

    def _group(self, operation: AddGroup, place: Rect) -> Insert:
        locked = self._is_locked(operation.id)
        group = operation.group
        return Insert(
            record=Group(id=operation.id, label=operation.label, group=group, x=place.x, y=place.y, locked=locked)
        )

    def _whole(self, operation: AddNode | AddNote, place: Place) -> Insert:
        """The record with its place: no operation locks, and what is in a locked group cannot be placed any more."""
        kind = Node if isinstance(operation, AddNode) else Note
        said = {each.name: getattr(operation, each.name) for each in fields(operation)}
        record = kind(**said, x=place.x, y=place.y, locked=self._is_locked(operation.id))
        if place.width is not None and place.height is not None:
            record = replace(record, width=place.width, height=place.height)
        return Insert(record=record)

    def _factor(self, nodes: Sequence[str]) -> float:
        counted = [i for i in nodes if i in self._joined] or nodes
        return spread({i: self._spots[i].drawn for i in counted}, {i: self._spots[i].card for i in counted})

    def _places(self, nodes: Sequence[str], factor: float) -> list[Place]:
        cards = {i: moved(self._spots[i].card, factor) for i in nodes if i in self._spots}
        places = []
        for record_id, card in cards.items():
            if not self._is_crowded(record_id, cards):
                places.append(Place(id=record_id, x=card.x, y=card.y, width=card.width, height=card.height))
        return places

    def _is_crowded(self, record_id: str, cards: Mapping[str, Rect]) -> bool:
        """Whether an icon that nothing is connected to, as in a legend, would cover others; the layout places it."""
        spot, card = self._spots[record_id], cards[record_id]
        if record_id in self._joined or spot.drawn.size == spot.card.size or len(cards) > COMPARED:
            return False
        return any(other != record_id and card.intersects(rect) for other, rect in cards.items())

    def _with_course(self, operation: AddEdge, factor: float) -> Operation:
        cell = self._cells[operation.id]
        if not cell.points or cell.attributes.get("course") == "computed":
            return operation
        spots = [self._spots[end] for end in (operation.source, operation.target) if end in self._spots]
        if factor != 1 or any(spot.drawn != spot.card for spot in spots):
            source, target = (called(self._cells[end]) for end in (operation.source, operation.target))
            between = tr("the connection of {source} and {target}", source=source, target=target)
            self.straightened.append(tr("the course of {connection}", connection=called(cell, between)))
            return operation
        corner = self._sheet.origin(cell.parent)
        return Insert(
            record=Edge(
                id=operation.id,
                source=operation.source,
                target=operation.target,
                label=operation.label,
                kind=operation.kind,
                animated=operation.animated,
                waypoints=tuple(point.moved(corner.x, corner.y) for point in cell.points),
            )
        )


def called(cell: Cell, noun: str = "a shape") -> str:
    """A cell for a message: its label, or what it is."""
    label = " ".join(clean_label(cell.label[:500]).split())
    return f"“{cut(label, _SHOWN)}”" if label else noun
