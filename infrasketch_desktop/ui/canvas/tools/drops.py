"""Which group receives what is dragged."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.subsets import held, with_descendants
from infrasketch_desktop.ui.canvas.tools.boxes import open_groups


class DropTargets:
    """The open, unlocked frames of a diagram as they are when a drag begins, without those that are dragged.

    Frames stay in mind as they were: one that shrank while its member is dragged out of it could never be left.
    """

    def __init__(self, diagram: Diagram, moving: Iterable[str] = ()) -> None:
        dragged = set(with_descendants(diagram, moving))
        frames = [i for i in open_groups(diagram) if i not in dragged and not held(diagram, i)]
        frames.sort(key=lambda i: (len(diagram.ancestors(i)), diagram.groups[i].z, i), reverse=True)
        self._frames = [(group_id, diagram.bounds(group_id)) for group_id in frames]

    def at(self, point: Point) -> str | None:
        """The innermost frame around `point`; None outside of all."""
        return next((group_id for group_id, frame in self._frames if frame.contains(point)), None)
