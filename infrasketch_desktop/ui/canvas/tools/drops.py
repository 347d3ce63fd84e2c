"""Which group receives what is dragged."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.subsets import held, with_descendants
from infrasketch_desktop.ui.canvas.tools.boxes import Box


class DropTargets:
    """The open, unlocked frames of a diagram as they are when a drag begins, without those that are dragged.

    Frames stay in mind as they were: one that shrank while its member is dragged out of it could never be left.
    """

    def __init__(self, diagram: Diagram, shown: Iterable[Box], moving: Iterable[str] = ()) -> None:
        dragged = set(with_descendants(diagram, moving))
        frames = [
            (len(diagram.ancestors(box.id)), diagram.groups[box.id].z, box.id, box.rect)
            for box in shown
            if box.is_frame and box.id not in dragged and not held(diagram, box.id)
        ]
        self._frames = [(group_id, frame) for _, _, group_id, frame in sorted(frames, key=_depth_first, reverse=True)]

    def at(self, point: Point) -> str | None:
        """The innermost frame around `point`; None outside of all."""
        return next((group_id for group_id, frame in self._frames if frame.contains(point)), None)


def _depth_first(frame: tuple[int, int, str, Rect]) -> tuple[int, int, str]:
    return frame[:3]
