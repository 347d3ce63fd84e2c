"""A change that is only proposed: what would come, what would look different, what would go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from infrasketch_desktop.diagram.records import Record


@dataclass(frozen=True, slots=True)
class Ghosts:
    """Drawn over the diagram, which stays as it is: added green with a plus, changed amber with a tilde, removed red
    with a minus and struck through. `changed` maps ids to what the records would become; `focus` is the one of all
    that a person is looking at.
    """

    added: tuple[Record, ...] = ()
    changed: Mapping[str, Record] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    focus: str | None = None

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


NO_GHOSTS = Ghosts()
