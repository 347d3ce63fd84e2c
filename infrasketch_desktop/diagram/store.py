"""The diagram that a document changes: applies one change at a time and keeps indexes and frames true."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from infrasketch_desktop.diagram.changes import Change
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.frames import Span, framed, span_after, span_of
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Passage, Record, Sheet

ONE_BY_ONE = 500
"""Changes up to which the indexes follow each of them; for more they are built anew."""


class DiagramStore(Diagram):
    """A diagram with the verbs that change it; they trust that the records were checked."""

    __slots__ = ()

    def apply(self, change: Change) -> None:
        """Replace `change.before` by `change.after` and update the indexes."""
        before, after = change.before, change.after
        if after is not None and _same_links(before, after):
            self._keep(after)
        else:
            if before is not None:
                self._unlink(before, after)
            if after is not None:
                self._link(after)
        self._reframe(before, after)

    def apply_all(self, changes: Iterable[Change]) -> None:
        """The same for changes that may be replayed in this order; thousands of them cost one look at each record."""
        changes = tuple(changes)
        if len(changes) <= ONE_BY_ONE:
            for change in changes:
                self.apply(change)
            return
        for change in changes:
            if change.before is not None and type(change.before) is not type(change.after):
                self._drop(change.id)
            if change.after is not None:
                self._keep(change.after)
        self._spans.clear()
        self._index(self)

    def fill(self, records: Iterable[Record]) -> None:
        """Take `records` into an empty diagram at once; building the indexes in one go keeps opening linear."""
        kept = tuple(records)
        for record in kept:
            self._keep(record)
        self._index(kept)

    def _index(self, records: Iterable[Record]) -> None:
        """Build the indexes of all that there is."""
        members: dict[str, list[str]] = {}
        incident: dict[str, list[str]] = {}
        for record in records:
            if isinstance(record, Edge):
                for end in {record.source, record.target}:
                    incident.setdefault(end, []).append(record.id)
            elif not isinstance(record, Sheet | Passage) and record.group is not None:
                members.setdefault(record.group, []).append(record.id)
        self._members = {key: tuple(sorted(ids)) for key, ids in members.items()}
        self._incident = {key: tuple(sorted(ids)) for key, ids in incident.items()}

    def _reframe(self, before: Record | None, after: Record | None) -> None:
        """Take a change over into the frames around it, or forget those that have to be measured anew."""
        if isinstance(before, Node | Note) and isinstance(after, Node | Note) and before.group == after.group:
            if before.rect != after.rect:
                self._follow(before.group, span_of(before.rect), span_of(after.rect))
            return
        if isinstance(before, Group) and isinstance(after, Group) and _same_frame(before, after):
            return
        if isinstance(before, Node | Note):
            self._follow(before.group, span_of(before.rect), None)
        elif isinstance(before, Group):
            self._forget_frames(before.id, before.group)
        if isinstance(after, Node | Note):
            self._follow(after.group, None, span_of(after.rect))
        elif isinstance(after, Group):
            self._forget_frames(after.id, after.group)

    def _follow(self, group_id: str | None, before: Span | None, after: Span | None) -> None:
        """A member of a group moved, came or went; so did the group for the groups around it."""
        while group_id is not None:
            group, span = self._groups.get(group_id), self._spans.get(group_id)
            now = span_after(span, before, after) if span else None
            if group is None or span is None or now is None:
                self._forget_frames(group_id)
                return
            if now == span:
                return
            self._spans[group_id] = now
            before, after = span_of(framed(group, span)), span_of(framed(group, now))
            group_id = group.group

    def _forget_frames(self, *group_ids: str | None) -> None:
        """Forget the frames of groups and of all groups around them."""
        for innermost in group_ids:
            group_id = innermost
            while group_id is not None:
                self._spans.pop(group_id, None)
                group = self._groups.get(group_id)
                group_id = group.group if group else None

    def _keep(self, record: Record) -> None:
        match record:
            case Node():
                self._nodes[record.id] = record
            case Group():
                self._groups[record.id] = record
            case Edge():
                self._edges[record.id] = record
            case Note():
                self._notes[record.id] = record
            case Passage():
                self._passages[record.id] = record
            case Sheet():
                self._sheet = record

    def _unlink(self, before: Record, after: Record | None) -> None:
        if isinstance(before, Edge):
            for end in {before.source, before.target}:
                _discard(self._incident, end, before.id)
        elif not isinstance(before, Sheet | Passage):
            _discard(self._members, before.group, before.id)
        if type(after) is not type(before):
            self._drop(before.id)

    def _drop(self, record_id: str) -> None:
        for collection in (self._nodes, self._groups, self._edges, self._notes, self._passages):
            collection.pop(record_id, None)

    def _link(self, after: Record) -> None:
        self._keep(after)
        if isinstance(after, Edge):
            for end in {after.source, after.target}:
                _insert(self._incident, end, after.id)
        elif not isinstance(after, Sheet | Passage):
            _insert(self._members, after.group, after.id)


def _same_links(before: Record | None, after: Record) -> bool:
    """Whether no index tells the two apart: most edits, moves above all, touch none."""
    if type(before) is not type(after):
        return False
    match before, after:
        case Edge(), Edge():
            return (before.source, before.target) == (after.source, after.target)
        case Node() | Group() | Note(), Node() | Group() | Note():
            return before.group == after.group
        case _:
            return False


def _same_frame(before: Group, after: Group) -> bool:
    """Whether two groups with the same members are drawn as the same rectangle in the same group."""
    return (before.group, before.collapsed, before.x, before.y) == (
        after.group,
        after.collapsed,
        after.x,
        after.y,
    )


def _insert(index: dict[str, tuple[str, ...]], key: str | None, value: str) -> None:
    if key is None:
        return
    values = index.get(key, ())
    place = bisect_left(values, value)
    if place == len(values) or values[place] != value:
        index[key] = (*values[:place], value, *values[place:])


def _discard(index: dict[str, tuple[str, ...]], key: str | None, value: str) -> None:
    if key is None or key not in index:
        return
    values = tuple(other for other in index[key] if other != value)
    if values:
        index[key] = values
    else:
        del index[key]
