"""Makes records of a merge hold together again, changing as little as possible and always towards our side.

Two changes that are each sound may not be so together: one side removed the node that the other connected, or each
moved a group into the other's. Every step here takes one reference, or one record, back to how our side has it. Our
side alone is a sound diagram, so the steps come to an end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.reconciling import Conflict, Findings
from infrasketch_desktop.diagram.records import Edge, Group, Node, Placed, Record
from infrasketch_desktop.diagram.validation import MAX_DEPTH

Records = dict[str, Record]


class Mender:
    """Mends `records` in place and notes a conflict for everything it takes back."""

    def __init__(
        self,
        records: Records,
        base: Mapping[str, Record],
        ours: Diagram,
        theirs: Mapping[str, Record],
        findings: Findings,
    ) -> None:
        self._records = records
        self._base = base
        self._ours = ours
        self._theirs = theirs
        self._conflicts = findings.conflicts

    def mend(self) -> None:
        """Until ends and parents exist, groups nest soundly, and no edge joins a group with what is inside it."""
        while self._mend_references() or self._mend_nesting() or self._mend_enclosed_edges():
            pass

    # --- ends and parents that are gone

    def _mend_references(self) -> bool:
        broken = [(record, name) for record in self._records.values() for name in _broken(record, self._records)]
        for record, name in broken:
            now = self._records.get(record.id)
            if now is not None and name in _broken(now, self._records):  # an earlier step may have mended it
                self._mend_reference(now, name)
        return bool(broken)

    def _mend_reference(self, record: Record, name: str) -> None:
        own = self._ours.get(record.id)
        wanted = getattr(record, name)
        if type(own) is not type(record):
            self._mend_newcomer(record)
        elif getattr(own, name) == wanted:
            self._restore(wanted)
        else:
            self._take_back(record)

    def _mend_newcomer(self, record: Record) -> None:
        """Of what only the other side has: an edge cannot be without its ends, anything else moves further out."""
        if isinstance(record, Edge):
            self._drop(record)
        elif isinstance(record, Placed):
            self._put_group(record, self._surviving_parent(record.group))

    def _surviving_parent(self, group_id: str | None) -> str | None:
        passed: set[str] = set()
        while group_id is not None and group_id not in passed:
            if isinstance(self._records.get(group_id), Group):
                return group_id
            passed.add(group_id)
            gone = self._theirs.get(group_id)
            group_id = gone.group if isinstance(gone, Group) else None
        return None

    def _restore(self, record_id: str) -> None:
        """What the other side removed but our side still points at stays."""
        own = self._ours.get(record_id)
        assert own is not None
        self._records[record_id] = own
        self._note(record_id, "", own)

    # --- groups that contain each other, or too many of each other

    def _mend_nesting(self) -> bool:
        mended = False
        depths: dict[str | None, int] = {None: 0}
        for start in [i for i, record in self._records.items() if isinstance(record, Group)]:
            while (trail := self._trail(start, depths)) is None:
                mended = True
            inside = depths[self._parent(trail[-1])] if trail else 0
            depths.update({group_id: inside + steps for steps, group_id in enumerate(reversed(trail), start=1)})
        return mended

    def _trail(self, start: str, depths: dict[str | None, int]) -> list[str] | None:
        """The groups from `start` outwards to one of known depth; None when one of them had to be taken back.

        No depth that was known counts after that.
        """
        trail: list[str] = []
        current: str | None = start
        while current not in depths:
            assert current is not None
            trail.append(current)
            current = self._parent(current)
            cycle = trail[trail.index(current) :] if current in trail else []
            if cycle or len(trail) + depths.get(current, 0) > MAX_DEPTH:
                self._take_back_one(cycle or self._chain(start))
                depths.clear()
                depths[None] = 0
                return None
        return trail

    def _chain(self, start: str) -> list[str]:
        """`start` and all groups around it, each once."""
        chain: dict[str, None] = {}
        current: str | None = start
        while current is not None and current not in chain:
            chain[current] = None
            current = self._parent(current)
        return list(chain)

    def _parent(self, record_id: str) -> str | None:
        record = self._records[record_id]
        return record.group if isinstance(record, Placed) else None

    def _take_back_one(self, chain: list[str]) -> None:
        """Put the first record of a chain that is not in our side's group back there."""
        for record_id in chain:
            record, own = self._records[record_id], self._ours.placed(record_id)
            if isinstance(record, Placed) and record.group != (own.group if own else None):
                self._put_group(record, own.group if own else None)
                return
        raise AssertionError("our side is sound")  # pragma: no cover

    # --- edges between a group and what is inside it

    def _mend_enclosed_edges(self) -> bool:
        mended = False
        for edge in [record for record in self._records.values() if isinstance(record, Edge)]:
            chain = self._enclosing(edge)
            if chain is None:
                continue
            mended = True
            own = self._ours.edges.get(edge.id)
            if own is None:
                self._drop(edge)
            elif (own.source, own.target) != (edge.source, edge.target):
                self._take_back(edge)
            else:
                self._take_back_one(chain)
        return mended

    def _enclosing(self, edge: Edge) -> list[str] | None:
        """The records from one end outwards to the other end around it; None when neither is inside the other."""
        if isinstance(self._records[edge.source], Node) and isinstance(self._records[edge.target], Node):
            return None
        for inner, outer in ((edge.source, edge.target), (edge.target, edge.source)):
            chain = self._chain(inner)
            if inner != outer and outer in chain:
                return chain
        return None

    # --- steps back

    def _take_back(self, record: Record) -> None:
        """Give a record the parent, or both the ends, that our side has."""
        own = self._ours.get(record.id)
        if isinstance(record, Edge) and isinstance(own, Edge):
            self._records[record.id] = replace(record, source=own.source, target=own.target)
            for end in ("source", "target"):
                if getattr(own, end) != getattr(record, end):
                    self._note(record.id, end, own)
        elif isinstance(record, Placed) and isinstance(own, Placed):
            self._put_group(record, own.group)

    def _put_group(self, record: Placed, group_id: str | None) -> None:
        self._records[record.id] = replace(record, group=group_id)
        self._note(record.id, "group", self._ours.get(record.id))

    def _drop(self, edge: Edge) -> None:
        del self._records[edge.id]
        own = self._ours.get(edge.id)
        if own is not None:  # our side has something of another type under this id
            self._records[edge.id] = own
        self._note(edge.id, "", own)

    def _note(self, record_id: str, name: str, own: Record | None) -> None:
        sides = (self._base.get(record_id), own, self._theirs.get(record_id))
        base, ours, theirs = (getattr(side, name, None) if name else side for side in sides)
        self._conflicts.append(Conflict(record_id, name, base, ours, theirs))


def _broken(record: Record, records: Mapping[str, Record]) -> Iterator[str]:
    """The fields of a record that name something which is not there, or not of a sort that fits."""
    if isinstance(record, Edge):
        for name in ("source", "target"):
            if not isinstance(records.get(getattr(record, name)), Node | Group):
                yield name
    elif isinstance(record, Placed) and record.group is not None and not isinstance(records.get(record.group), Group):
        yield "group"
