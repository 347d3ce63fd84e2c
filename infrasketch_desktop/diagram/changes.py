"""A change is what was under an id and what is now; a change set is an ordered run of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from infrasketch_desktop.diagram.records import Record


@dataclass(frozen=True, slots=True)
class Change:
    """`before` None means added, `after` None means removed; the two are never both None."""

    id: str
    before: Record | None
    after: Record | None

    @property
    def reversed(self) -> Change:
        return Change(self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """At most one change per id, in an order that may be replayed; `title` names the undo step."""

    title: str
    changes: tuple[Change, ...]

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    @property
    def reversed(self) -> ChangeSet:
        return ChangeSet(self.title, tuple(change.reversed for change in reversed(self.changes)))

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(change.id for change in self.changes)


def squash(title: str, changes: Iterable[Change]) -> ChangeSet:
    """Merge runs on the same id into one change each and drop those that change nothing."""
    merged: dict[str, Change] = {}
    for change in changes:
        earlier = merged.get(change.id)
        merged[change.id] = change if earlier is None else Change(change.id, earlier.before, change.after)
    return ChangeSet(title, tuple(c for c in merged.values() if c.before != c.after))
