"""A diagram as it would be with some records replaced: what a gesture or a proposal shows before it is an edit."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from infrasketch_desktop.diagram.changes import Change
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Group, Placed, Record
from infrasketch_desktop.diagram.store import DiagramStore
from infrasketch_desktop.picture.artist import Artist, BadgeSource
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.ui.canvas.influence import affected


class LiveDiagram:
    """A private copy of a diagram in which records are replaced and put back, cheaply and many times a second."""

    def __init__(self, diagram: Diagram, look: Look, badge_for: BadgeSource | None = None) -> None:
        self._original = diagram
        self._store = DiagramStore(diagram)
        self._replaced: dict[str, Record] = {}
        self._influenced: dict[tuple[tuple[str, str | None], ...], frozenset[str]] = {}
        self.artist = Artist(self._store, look, badge_for)

    @property
    def diagram(self) -> Diagram:
        return self._store

    def replace(self, records: Mapping[str, Record]) -> None:
        """Have exactly these records in place of, or beside, those of the original."""
        changes = []
        for record_id in [i for i in self._replaced if i not in records]:
            original = self._original.get(record_id)
            changes.append(Change(record_id, self._replaced.pop(record_id), original))
        for record_id, record in records.items():
            before = self._store.get(record_id)
            if before is not record:
                changes.append(Change(record_id, before, record))
                self._replaced[record_id] = record
        self._store.apply_all(changes)

    @property
    def influenced(self) -> frozenset[str]:
        """Ids of the replaced records and of everything that looks different because of them."""
        # What depends on what changes with the groups and ends, not with every move of the mouse.
        key = tuple(
            (i, r.group if not isinstance(r, Edge) and hasattr(r, "group") else None) for i, r in self._replaced.items()
        )
        found = self._influenced.get(key)
        if found is None:
            changes = [Change(i, self._original.get(i), record) for i, record in self._replaced.items()]
            found = self._influenced[key] = frozenset(
                affected(self._store, changes) | affected(self._original, changes)
            )
        return found

    def visible(self, ids: Collection[str]) -> tuple[list[Group], list[Edge], list[Placed]]:
        """Open frames, edges and cards among `ids` as they are to be painted, each from back to front."""
        placed = [r for i in ids if (r := self._store.placed(i)) is not None and self._store.shown(i) == i]
        frames = [r for r in placed if isinstance(r, Group) and not r.collapsed]
        cards = [r for r in placed if not (isinstance(r, Group) and not r.collapsed)]
        edges = [self._store.edges[i] for i in sorted(ids) if i in self._store.edges]
        depth = self.artist.diagram.depth
        frames.sort(key=lambda g: (depth(g.id), g.z, g.id))
        cards.sort(key=lambda r: (r.z, r.id))
        return frames, edges, cards

    def whole_frames(self, ids: Collection[str]) -> set[str]:
        """The open groups among `ids` whose every member is among them: those may be painted with their ground."""
        known, groups = set(ids), self._store.groups

        def is_whole(group_id: str) -> bool:
            """Leaves at the first member that is missing: a group may have thousands."""
            return all(i in known and (i not in groups or is_whole(i)) for i in self._store.members(group_id))

        return {i for i in known if (group := groups.get(i)) and not group.collapsed and is_whole(i)}
