"""What a tool is told about the mouse, and what lies under it, in scene units."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from PySide6.QtCore import Qt

from infrasketch_desktop.diagram.geometry import Point, Side

__all__ = ["Hit", "Part", "Pointer", "Side", "Tool"]


class Part(Enum):
    """The piece of a record that was hit."""

    BODY = auto()  # a node's card, a note, an edge's line, a group's header or frame line
    LABEL = auto()  # the label of an edge
    CONNECTOR = auto()  # one of the four dots beside a hovered card, from which an edge is pulled
    SOURCE_END = auto()  # the grip at the start of a selected edge
    TARGET_END = auto()
    WAYPOINT = auto()  # the grip of a waypoint; `index` says which
    FOLD = auto()  # the button that collapses or expands a group
    RESIZE = auto()  # the corner grip of a selected node or note; `index` 0..3 from top left clockwise


@dataclass(frozen=True, slots=True)
class Hit:
    """One record under the pointer. `index` counts segments of an edge's line, waypoints or corners."""

    id: str
    part: Part
    index: int = 0
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Pointer:
    """The mouse at one moment. `scene` is where it points; `zoom` lets a tool measure in screen pixels."""

    scene: Point
    hit: Hit | None
    zoom: float
    button: Qt.MouseButton = Qt.MouseButton.NoButton
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    def has(self, modifier: Qt.KeyboardModifier) -> bool:
        return bool(self.modifiers & modifier)


class Tool(Protocol):
    """What the view hands the mouse to. A gesture runs from `press` to `release` or `cancel`; only `release` edits."""

    @property
    def cursor(self) -> Qt.CursorShape: ...

    @property
    def is_reaching(self) -> bool:
        """Whether a gesture is going on that may want to reach what lies beyond the border of the view."""

    def press(self, pointer: Pointer) -> None: ...

    def move(self, pointer: Pointer) -> None:
        """With a button held: the gesture goes on. Without: hovering."""

    def release(self, pointer: Pointer) -> None: ...

    def double_click(self, pointer: Pointer) -> None: ...

    def cancel(self) -> bool:
        """Put everything back as it was before the gesture; False when none was going on."""
