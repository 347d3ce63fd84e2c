"""Finds places for new nodes among the others, none of which moves.

A new node wants to stand between what leads to it and what it leads to. It takes the best free place near there, in
the rows that are already there when it can, without making a group grow over what is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point, Rect, union
from infrasketch_desktop.layout.arrangement import Arrangement
from infrasketch_desktop.layout.axes import Axes
from infrasketch_desktop.layout.labels import LabelSize, estimated_size
from infrasketch_desktop.layout.monitor import Monitor
from infrasketch_desktop.layout.routing.surroundings import stretch_rect
from infrasketch_desktop.layout.settling import Stage, changes, settle_routes
from infrasketch_desktop.layout.spacing import LAYER_GAP
from infrasketch_desktop.layout.spots import RectIndex
from infrasketch_desktop.layout.vacancy import Vacancies, Wish
from infrasketch_desktop.layout.view import View, framed


def insert_new(diagram: Diagram, new_ids: Iterable[str], *, label_size: LabelSize = estimated_size) -> Arrangement:
    """Places for the new nodes and notes, and routes for their edges and for those they came to lie on.

    Where the new ones stand in `diagram` does not matter; nothing else moves. Unknown ids are passed over.
    """
    view = View(diagram)
    stage = Stage(diagram, view, Axes(diagram.sheet.direction), label_size)
    new = sorted(i for i in set(new_ids) if i in view.parents and i not in view.children)
    before = _without(view, new)
    _place_all(stage, new, before)
    routes, labels = changes(diagram, settle_routes(stage, before, {}, Monitor(), trust=False))
    corners = {i: Point(view.rects[i].x, view.rects[i].y) for i in new}
    positions = {i: corner for i, corner in corners.items() if corner != _corner(diagram, i)}
    return Arrangement(positions, routes, labels, moved=sum(1 for i in positions if i in diagram.nodes))


def _corner(diagram: Diagram, record_id: str) -> Point:
    rect = diagram.bounds(record_id)
    return Point(rect.x, rect.y)


def _without(view: View, new: Sequence[str]) -> dict[str, Rect]:
    """The rectangles of everything but the new ones; frames that hold nothing else are missing too."""
    rects = {i: rect for i, rect in view.rects.items() if i not in view.children}
    for record_id in new:
        del rects[record_id]
    groups = [group for group in view.children if group is not None]
    for group in sorted(groups, key=lambda g: -len(view.ancestors(g))):
        members = [rects[member] for member in view.children[group] if member in rects]
        if members:
            rects[group] = framed(members)
    return rects


def _place_all(stage: Stage, new: Sequence[str], before: dict[str, Rect]) -> None:
    """Those with most placed neighbours first; the view then shows all in their places."""
    view, axes = stage.view, stage.axes
    rects = {i: axes.rect(rect) for i, rect in before.items()}
    vacancies = Vacancies(
        RectIndex((i, rect) for i, rect in sorted(rects.items()) if i not in view.children),
        {i: rect for i, rect in rects.items() if i in view.children},
        RectIndex(_stretches(stage)),
        view.ancestors,
        lambda rect: axes.rect(framed([axes.rect(rect)])),
    )
    neighbours = _Neighbours(stage, new)
    waiting = list(new)
    while waiting:
        chosen = max(waiting, key=lambda i: (neighbours.placed(i, rects), -waiting.index(i)))
        waiting.remove(chosen)
        size = stage.rect(chosen)
        rects[chosen] = vacancies.take(chosen, size, neighbours.wish(chosen, size, rects))
        view.rects[chosen] = axes.rect(rects[chosen])
    view.measure_again()


def _stretches(stage: Stage) -> Iterable[tuple[str, Rect]]:
    for edge, _ in stage.edges():
        for number, (a, b) in enumerate(pairwise(stage.stored(edge).route)):
            yield f"{edge.id}/{number}", stretch_rect(a, b)


class _Neighbours:
    """What leads to each new node, and what it leads to."""

    def __init__(self, stage: Stage, new: Sequence[str]) -> None:
        self._stage = stage
        self._before: dict[str, list[str]] = {i: [] for i in new}
        self._after: dict[str, list[str]] = {i: [] for i in new}
        for edge in stage.diagram.edges.values():
            ends = stage.view.ends(edge)
            if ends and ends[0] != ends[1]:
                if ends[1] in self._before:
                    self._before[ends[1]].append(ends[0])
                if ends[0] in self._after:
                    self._after[ends[0]].append(ends[1])

    def placed(self, record_id: str, rects: dict[str, Rect]) -> int:
        return sum(1 for i in (*self._before[record_id], *self._after[record_id]) if i in rects)

    def wish(self, record_id: str, size: Rect, rects: dict[str, Rect]) -> Wish:
        above = [rects[i] for i in self._before[record_id] if i in rects]
        below = [rects[i] for i in self._after[record_id] if i in rects]
        if not above and not below:
            return self._lonely_wish(record_id, rects)
        x = sum(rect.center.x for rect in above + below) / len(above + below) - size.width / 2
        lowest = max((rect.bottom + LAYER_GAP / 2 for rect in above), default=-1e9)
        highest = min((rect.top - LAYER_GAP / 2 - size.height for rect in below), default=1e9)
        if above and below and lowest <= highest:
            y = (lowest + highest) / 2
        else:
            y = lowest + LAYER_GAP / 2 if above else highest - LAYER_GAP / 2
        return Wish(round(x), round(y), lowest, highest)

    def _lonely_wish(self, record_id: str, rects: dict[str, Rect]) -> Wish:
        """Beside the other members of its group, or below everything."""
        view = self._stage.view
        siblings = union(rects[i] for i in view.children[view.parents[record_id]] if i in rects)
        around = siblings or union(rects.values())
        return Wish(round(around.x), round(around.bottom + LAYER_GAP)) if around else Wish(0, 0)
