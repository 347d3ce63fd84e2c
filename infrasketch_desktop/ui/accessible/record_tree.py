"""Which records a screen reader finds below which, and in what order: that of the outline, connections last."""

from __future__ import annotations

from infrasketch_desktop.diagram.changes import Change, ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Passage, Record, Sheet
from infrasketch_desktop.ui.describing import name_of
from infrasketch_desktop.ui.outline_order import order_of


class RecordTree:
    """Follows one diagram. Lists are made when they are asked for and forgotten when a change may have altered them.

    What is hidden in a folded group is not in the tree; edges stand at the top level, sorted by what they join.
    """

    def __init__(self, diagram: Diagram) -> None:
        self._diagram = diagram
        self._children: dict[str | None, tuple[str, ...]] = {}
        self._places: dict[str, int] = {}
        self._parents: dict[str, str | None] = {}

    def children(self, parent: str | None) -> tuple[str, ...]:
        """Ids directly below a group, or at the top level with None; nothing is below any other record."""
        if parent not in self._children:
            found = self._found(parent)
            self._children[parent] = found
            self._places.update((record_id, place) for place, record_id in enumerate(found))
            self._parents.update(dict.fromkeys(found, parent))
        return self._children[parent]

    def parent(self, record_id: str) -> str | None:
        """The group around a record, of one that is gone where it was last found; None at the top level."""
        if record_id in self._parents:
            return self._parents[record_id]
        record = self._diagram.placed(record_id)
        return record.group if record is not None else None

    def place(self, record_id: str) -> int:
        """The index of a record among its siblings; -1 for one that is hidden or does not exist."""
        siblings = self.children(self.parent(record_id))
        place = self._places.get(record_id, -1)
        return place if 0 <= place < len(siblings) and siblings[place] == record_id else -1

    def child_towards(self, parent: str | None, record_id: str) -> str | None:
        """The one below `parent` that is `record_id` or holds it; None when neither is so."""
        found: str | None = record_id
        while found is not None and self.parent(found) != parent:
            found = self.parent(found)
        return found

    def follow(self, changes: ChangeSet) -> None:
        """Take in a finished change set; moving things about changes no list."""
        if any(_rearranges(change) for change in changes):
            self._children.clear()
            self._places.clear()
            self._parents.clear()

    def _found(self, parent: str | None) -> tuple[str, ...]:
        diagram = self._diagram
        if parent is None:
            return (*self._members(None), *self._edges())
        group = diagram.groups.get(parent)
        return self._members(parent) if group is not None and not group.collapsed else ()

    def _members(self, group: str | None) -> tuple[str, ...]:
        records = (self._diagram.placed(i) for i in self._diagram.members(group))
        return tuple(record.id for record in sorted((r for r in records if r is not None), key=order_of))

    def _edges(self) -> list[str]:
        shown = (edge for edge in self._diagram.edges.values() if self._is_shown(edge))
        return [edge.id for edge in sorted(shown, key=self._edge_order)]

    def _is_shown(self, edge: Edge) -> bool:
        source, target = self._diagram.shown(edge.source), self._diagram.shown(edge.target)
        return source != target or edge.source == edge.target

    def _edge_order(self, edge: Edge) -> tuple[str, str, str]:
        ends = (self._diagram.get(i) for i in (edge.source, edge.target))
        source, target = (name_of(end).casefold() if end is not None else "" for end in ends)
        return source, target, edge.id


def _rearranges(change: Change) -> bool:
    before, after = change.before, change.after
    return before is None or after is None or _standing(before) != _standing(after)


def _standing(record: Record) -> tuple[object, ...]:
    """What decides where a record is found."""
    match record:
        case Edge():
            return record.source, record.target
        case Sheet() | Passage():
            return ()
        case _:
            return order_of(record), record.group, getattr(record, "collapsed", None)
