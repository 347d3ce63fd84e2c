"""What happens between a press and a release, and how it is tried before it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import hypot
from typing import Protocol, TypeVar

from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.trial import Trial
from infrasketch_desktop.ui.canvas.pointer import Pointer
from infrasketch_desktop.ui.canvas.preview import Guide, Preview
from infrasketch_desktop.ui.canvas.tools.host import ToolHost

R = TypeVar("R")

DRAG_DISTANCE = 4.0
"""Screen pixels that the mouse moves before a press is a drag; below, a hand trembles."""


class Gesture(Protocol):
    """One drag. `cancel` leaves document and selection as they were before the press."""

    def move(self, pointer: Pointer) -> None: ...

    def release(self, pointer: Pointer) -> None: ...

    def cancel(self) -> None: ...


def is_drag(press: Pointer, pointer: Pointer) -> bool:
    """Whether the mouse has left the place of the press."""
    distance = hypot(pointer.scene.x - press.scene.x, pointer.scene.y - press.scene.y)
    return distance * pointer.zoom >= DRAG_DISTANCE


class Attempt:
    """Shows what a verb would do, as often as the mouse moves, and does it once."""

    def __init__(self, host: ToolHost) -> None:
        self._host = host
        self._revision = host.document.revision
        self._trial = Trial(host.document.diagram)

    def show(
        self,
        verb: Callable[[Edit], object],
        *,
        guides: tuple[Guide, ...] = (),
        target: str | None = None,
        band: Rect | None = None,
        link: tuple[Point, ...] = (),
        hidden: Iterable[str] = (),
    ) -> bool:
        """Show the records as `verb` would leave them. False when it does not fit; the status bar says why."""
        self._renew()
        try:
            changes = self._trial.attempt(verb)
        except DiagramError as error:
            self._host.clear_preview()
            self._host.say(str(error))
            return False
        records = {change.id: change.after for change in changes if change.after is not None}
        gone = {change.id for change in changes if change.after is None}
        self._host.show_preview(
            Preview(
                records=records,
                hidden=frozenset(gone.union(hidden)),
                guides=guides,
                target=target,
                band=band,
                link=link,
            )
        )
        return True

    def commit(self, title: str, verb: Callable[[Edit], R]) -> R | None:
        """Make the edit, as one undo step. None when it does not fit; the status bar says why."""
        self._host.clear_preview()
        try:
            with self._host.document.edit(title) as edit:
                return verb(edit)
        except DiagramError as error:
            self._host.say(str(error))
            return None

    def _renew(self) -> None:
        """Begin with a new copy when somebody else changed the document in the middle of the gesture."""
        if self._revision != self._host.document.revision:
            self._revision = self._host.document.revision
            self._trial = Trial(self._host.document.diagram)
