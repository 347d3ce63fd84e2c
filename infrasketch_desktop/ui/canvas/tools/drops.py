"""Which group receives what is dragged."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.subsets import held, with_descendants


class DropTargets:
    """The open, unlocked frames of a diagram as they are when a drag begins, without those that are dragged.

    Frames stay in mind as they were: one that shrank while its member is dragged out of it could never be left.
    """

    def __init__(self, diagram: Diagram, moving: Iterable[str] = ()) -> None:
        dragged = set(with_descendants(diagram, moving))
        open_frames = [
            group
            for group in diagram.groups.values()
            if group.id not in dragged and not group.collapsed and diagram.shown(group.id) == group.id
        ]
        inner_first = sorted(open_frames, key=lambda g: (len(diagram.ancestors(g.id)), g.z, g.id), reverse=True)
        self._frames = [(g.id, diagram.bounds(g.id)) for g in inner_first if not held(diagram, g.id)]

    def at(self, point: Point) -> str | None:
        """The innermost frame around `point`; None outside of all."""
        return next((group_id for group_id, frame in self._frames if frame.contains(point)), None)
