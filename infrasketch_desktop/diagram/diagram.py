"""The diagram as a whole: all records with the indexes that answer who is where and connected to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from infrasketch_desktop.diagram.frames import Span, framed, span_around, span_of
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.records import SHEET_ID, Edge, Group, Node, Note, Passage, Placed, Record, Sheet


class Diagram:
    """Read access to records; only a `Document` changes one. The indexes hold tuples, so a copy shares them.

    Invariants (kept by `validation`): ids are unique over all records; edge ends and parents exist;
    groups do not contain themselves. What is inside a group is measured once and remembered.
    """

    __slots__ = ("_edges", "_groups", "_incident", "_members", "_nodes", "_notes", "_passages", "_sheet", "_spans")

    def __init__(self, like: Diagram | None = None) -> None:
        """An empty diagram, or an independent one with the records of `like`, for a few dictionary copies."""
        self._sheet: Sheet = Sheet() if like is None else like._sheet
        self._nodes: dict[str, Node] = {} if like is None else like._nodes.copy()
        self._groups: dict[str, Group] = {} if like is None else like._groups.copy()
        self._edges: dict[str, Edge] = {} if like is None else like._edges.copy()
        self._notes: dict[str, Note] = {} if like is None else like._notes.copy()
        self._passages: dict[str, Passage] = {} if like is None else like._passages.copy()
        self._incident: dict[str, tuple[str, ...]] = {} if like is None else like._incident.copy()
        self._members: dict[str, tuple[str, ...]] = {} if like is None else like._members.copy()
        self._spans: dict[str, Span] = {} if like is None else like._spans.copy()

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def nodes(self) -> Mapping[str, Node]:
        return MappingProxyType(self._nodes)

    @property
    def groups(self) -> Mapping[str, Group]:
        return MappingProxyType(self._groups)

    @property
    def edges(self) -> Mapping[str, Edge]:
        return MappingProxyType(self._edges)

    @property
    def notes(self) -> Mapping[str, Note]:
        return MappingProxyType(self._notes)

    @property
    def passages(self) -> Mapping[str, Passage]:
        return MappingProxyType(self._passages)

    def get(self, record_id: str) -> Record | None:
        """The record of any type under `record_id`, the sheet included; None when there is none."""
        found = self.placed(record_id) or self._edges.get(record_id) or self._passages.get(record_id)
        if found is None and record_id == SHEET_ID:
            return self._sheet
        return found

    def placed(self, record_id: str) -> Placed | None:
        """The node, group or note under `record_id`; None when there is none."""
        return self._nodes.get(record_id) or self._groups.get(record_id) or self._notes.get(record_id)

    def __contains__(self, record_id: object) -> bool:
        return isinstance(record_id, str) and self.get(record_id) is not None

    def __iter__(self) -> Iterator[Record]:
        """Every record: the sheet first, then groups, nodes, notes, edges and passages in the order they were put."""
        yield self._sheet
        yield from self._groups.values()
        yield from self._nodes.values()
        yield from self._notes.values()
        yield from self._edges.values()
        yield from self._passages.values()

    def __len__(self) -> int:
        return 1 + len(self._groups) + len(self._nodes) + len(self._notes) + len(self._edges) + len(self._passages)

    def incident(self, record_id: str) -> tuple[str, ...]:
        """Ids, sorted, of the edges that begin or end at a node or group."""
        return self._incident.get(record_id, ())

    def members(self, group_id: str | None) -> tuple[str, ...]:
        """Ids, sorted, of the nodes, groups and notes directly inside a group; None asks for the top level."""
        if group_id is not None:
            return self._members.get(group_id, ())
        collections = (self._groups, self._nodes, self._notes)
        return tuple(sorted(r.id for found in collections for r in found.values() if r.group is None))

    def descendants(self, group_id: str) -> tuple[str, ...]:
        """Ids of everything inside a group at any depth, outer before inner."""
        found: list[str] = []
        waiting = [group_id]
        while waiting:
            for member in self.members(waiting.pop(0)):
                found.append(member)
                if member in self._groups:
                    waiting.append(member)
        return tuple(found)

    def ancestors(self, record_id: str) -> tuple[str, ...]:
        """Ids of the groups around a record, innermost first."""
        chain: list[str] = []
        record = self.placed(record_id)
        parent = record.group if record else None
        while parent is not None:
            chain.append(parent)
            parent = self._groups[parent].group
        return tuple(chain)

    def depth(self, record_id: str) -> int:
        """How many groups are around a record."""
        return len(self.ancestors(record_id))

    def shown(self, record_id: str) -> str:
        """The record that stands for `record_id` on the canvas: its outermost collapsed group, or itself."""
        shown = record_id
        for ancestor in self.ancestors(record_id):
            if self._groups[ancestor].collapsed:
                shown = ancestor
        return shown

    def bounds(self, record_id: str) -> Rect:
        """The rectangle of a node, group or note. A group fits its members; a collapsed or empty one is a card."""
        record = self.placed(record_id)
        if record is None:
            raise KeyError(record_id)
        return framed(record, self._span(record_id)) if isinstance(record, Group) else record.rect

    def copy(self) -> Diagram:
        return Diagram(self)

    def same_records(self, other: Diagram) -> bool:
        """Whether both hold equal records, in whatever order they were put."""
        return (
            self._sheet == other._sheet
            and self._nodes == other._nodes
            and self._groups == other._groups
            and self._edges == other._edges
            and self._notes == other._notes
            and self._passages == other._passages
        )

    def _span(self, group_id: str) -> Span | None:
        """Of all that is inside a group; None when nothing is."""
        known = self._spans.get(group_id)
        if known is None:
            known = span_around(map(self._span_of_member, self.members(group_id)))
            if known is not None:
                self._spans[group_id] = known
        return known

    def _span_of_member(self, record_id: str) -> Span:
        """Written flat, because a group may have thousands of members."""
        node = self._nodes.get(record_id)
        if node is not None:
            x, y = node.x, node.y
            return x, y, x + node.width, y + node.height
        return span_of(self.bounds(record_id))
