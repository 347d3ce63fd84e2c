"""What a gesture shows before it becomes an edit: records as they would be, guides, a rubber band, a loose edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Record


@dataclass(frozen=True, slots=True)
class Guide:
    """A line that shows why something snapped; `label` carries a distance for equal gaps."""

    start: Point
    end: Point
    label: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """Drawn live over the cached frame. `records` replace those of the same ids until the gesture ends.

    `hidden` are ids not drawn meanwhile; `target` is the record that would receive a connection or a drop.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    guides: tuple[Guide, ...] = ()
    band: Rect | None = None
    link: tuple[Point, ...] = ()
    target: str | None = None


NOTHING = Preview()
