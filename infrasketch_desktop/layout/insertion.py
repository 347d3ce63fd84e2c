"""Finds places for new nodes among the others, none of which moves.

A new node wants to stand between what leads to it and what it leads to. It takes the best free place near there, in
the rows that are already there when it can, without making a group grow over what is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point, Rect, union
from infrasketch_desktop.layout.arrangement import Arrangement, moves
from infrasketch_desktop.layout.axes import Axes
from infrasketch_desktop.layout.labels import LabelSize, estimated_size
from infrasketch_desktop.layout.monitor import Monitor
from infrasketch_desktop.layout.routing.router import Routed
from infrasketch_desktop.layout.routing.surroundings import stretch_rect
from infrasketch_desktop.layout.scope import is_fixed
from infrasketch_desktop.layout.settling import Stage, changes, settle_routes
from infrasketch_desktop.layout.spacing import LAYER_GAP
from infrasketch_desktop.layout.spots import RectIndex
from infrasketch_desktop.layout.strip import Strip, best_strip, place_in_strip
from infrasketch_desktop.layout.vacancy import Vacancies, Wish
from infrasketch_desktop.layout.view import View, framed


def insert_new(
    diagram: Diagram, new_ids: Iterable[str], *, label_size: LabelSize = estimated_size, make_room: bool = False
) -> Arrangement:
    """Places for the new nodes and notes, and routes for their edges and for those they came to lie on.

    Where the new ones stand in `diagram` does not matter; nothing else moves. A group that is closed in would grow
    over its neighbours; with `make_room` those move aside, as few as possible and none that is pinned or locked.
    Unknown ids are passed over.
    """
    view = View(diagram)
    stage = Stage(diagram, view, Axes(diagram.sheet.direction), label_size)
    new = sorted(i for i in set(new_ids) if i in view.parents and i not in view.children)
    before = _without(view, new)
    run = _Insertion(stage, new, before, make_room=make_room)
    run.place_all()
    routes, labels = changes(diagram, settle_routes(stage, before, run.moved_routes(), Monitor(), trust=False))
    positions: dict[str, Point] = {}
    for record_id in (i for i in view.rects if i not in view.children):
        corner = Point(view.rects[record_id].x, view.rects[record_id].y)
        positions.update(moves(diagram, record_id, corner))
    return Arrangement(positions, routes, labels, moved=sum(1 for i in positions if i in diagram.nodes))


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


class _Insertion:
    """Places one after the other; in drawing space."""

    def __init__(self, stage: Stage, new: Sequence[str], before: Mapping[str, Rect], *, make_room: bool) -> None:
        self._stage = stage
        self._make_room = make_room
        self._waiting = list(new)
        self._neighbours = _Neighbours(stage, new)
        self._strips: list[Strip] = []
        self._rects = {i: stage.axes.rect(rect) for i, rect in before.items()}
        self._vacancies = self._look_around()

    def place_all(self) -> None:
        """Those with most placed neighbours first; the view then shows all in their places."""
        view = self._stage.view
        while self._waiting:
            chosen = max(
                self._waiting, key=lambda i: (self._neighbours.placed(i, self._rects), -self._waiting.index(i))
            )
            self._waiting.remove(chosen)
            self._rects[chosen] = self._place(chosen)
            self._vacancies.take(chosen, self._rects[chosen])
        for record_id, rect in self._rects.items():
            view.rects[record_id] = self._stage.axes.rect(rect)
        view.measure_again()

    def moved_routes(self) -> dict[str, Routed]:
        """Every route as the strips have moved it; none when nothing had to move."""
        moved = {}
        for edge, ends in self._stage.edges() if self._strips else ():
            routed = self._stage.stored(edge)
            for strip in self._strips:
                label = strip.moved_point(routed.label) if routed.label else None
                routed = Routed(strip.moved_route(routed.route), label)
            if routed.route and all(map(_touches, (routed.route[0], routed.route[-1]), map(self._stage.rect, ends))):
                moved[edge.id] = routed
        return moved

    def _look_around(self) -> Vacancies:
        view, axes = self._stage.view, self._stage.axes
        return Vacancies(
            RectIndex((i, rect) for i, rect in sorted(self._rects.items()) if i not in view.children),
            {i: rect for i, rect in self._rects.items() if i in view.children},
            RectIndex(_stretches(self._stage)),
            view.ancestors,
            lambda rect: axes.rect(framed([axes.rect(rect)])),
        )

    def _place(self, record_id: str) -> Rect:
        size = self._stage.rect(record_id)
        wish = self._neighbours.wish(record_id, size, self._rects)
        found = self._vacancies.find(record_id, size, wish)
        if found is None and self._make_room:
            found = self._open_strip(record_id, size, wish)
        return found or self._vacancies.below_all(size, wish)

    def _open_strip(self, record_id: str, size: Rect, wish: Wish) -> Rect | None:
        group = next(iter(self._stage.view.ancestors(record_id)), None)
        if group not in self._vacancies.frames:
            return None
        inner = self._vacancies.inner(self._vacancies.frames[group])
        solid = {i: rect for i, rect in self._rects.items() if i not in self._stage.view.children}
        fixed = frozenset(i for i in solid if is_fixed(self._stage.diagram, self._stage.view, i))
        strip = best_strip(inner, size, solid, fixed)
        if strip is None:
            return None
        self._strips.append(strip)
        self._rects = {i: strip.moved(rect) for i, rect in solid.items()}
        self._frame_again()
        self._vacancies = self._look_around()
        return place_in_strip(inner, size, strip, Point(wish.x, wish.y))

    def _frame_again(self) -> None:
        view, axes = self._stage.view, self._stage.axes
        groups = [group for group in view.children if group is not None]
        for group in sorted(groups, key=lambda g: -len(view.ancestors(g))):
            members = [axes.rect(self._rects[m]) for m in view.children[group] if m in self._rects]
            if members:
                self._rects[group] = axes.rect(framed(members))


def _touches(end: Point, rect: Rect) -> bool:
    """Whether a point lies on the border of a rectangle."""
    return rect.inflated(1).contains(end) and not rect.inflated(-1).contains(end)


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
