"""What lies under a point of the scene: the one thing a user would say they pointed at."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from math import hypot

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Group
from infrasketch_desktop.picture.edge import label_rect
from infrasketch_desktop.picture.group import fold_rect, header_rect
from infrasketch_desktop.picture.text import TextMeasurer
from infrasketch_desktop.ui.canvas.grips import connectors, handles
from infrasketch_desktop.ui.canvas.pointer import Hit, Part
from infrasketch_desktop.ui.canvas.scene import CanvasScene, extent_of
from infrasketch_desktop.ui.canvas.spatial import Layer
from infrasketch_desktop.ui.theme.measures import growth

TOLERANCE = 6.0
"""Screen pixels by which a thin thing may be missed."""

_GRIP_TOLERANCE = 12.0
"""Likewise for handles: half of the 24 pixels that a target measures at least (WCAG 2.2, 2.5.8), beside usual text."""


class HitTester:
    """Answers for one scene; handles come before cards, cards before edges, edges before frames."""

    def __init__(self, scene: CanvasScene, measurer: TextMeasurer) -> None:
        self._scene = scene
        self._measurer = measurer

    def hit(self, point: Point, zoom: float, selected: Iterable[str] = (), hovered: str | None = None) -> Hit | None:
        """What is at `point`. A single selected record shows its grips, a hovered card its connectors."""
        return (
            self._handle(point, zoom, tuple(selected), hovered)
            or self._card(point)
            or self._edge(point, TOLERANCE / zoom)
            or self._frame(point, TOLERANCE / zoom)
        )

    def group_at(self, point: Point, without: Iterable[str] = ()) -> str | None:
        """The innermost open frame or topmost folded group around a point, passing over those in `without`."""
        skipped = set(without)
        for group in [*self._cards_at(point), *self._frames_at(point, 0.0)]:
            if group in self._scene.diagram.groups and group not in skipped:
                return group
        return None

    def meeting(self, rect: Rect) -> list[str]:
        """Whatever is shown and meets a rectangle: frames and cards by theirs, edges by their line; back to front."""
        found: list[str] = []
        extent = extent_of(rect)
        for layer in Layer:
            inside, near = self._scene.grid.sorted_out(extent, layer)
            found.extend(sorted([*inside, *(i for i in near if self._meets(rect, i, layer))]))
        return found

    def _meets(self, rect: Rect, record_id: str, layer: Layer) -> bool:
        if layer is Layer.EDGE:
            return crosses(rect, self._scene.path(record_id).points)
        return rect.intersects(self._scene.diagram.bounds(record_id))

    def _handle(self, point: Point, zoom: float, selected: tuple[str, ...], hovered: str | None) -> Hit | None:
        grips: list[tuple[Hit, Point]] = []
        if len(selected) == 1:
            grips.extend(handles(self._scene, selected[0], zoom))
        if hovered is not None:
            grips.extend(connectors(self._scene, hovered, zoom))
        reach = _GRIP_TOLERANCE * growth() / zoom
        away = [(hypot(place.x - point.x, place.y - point.y), hit) for hit, place in grips]
        nearest = min(away, key=lambda found: found[0], default=None)
        return nearest[1] if nearest is not None and nearest[0] <= reach else None

    def _card(self, point: Point) -> Hit | None:
        for record_id in self._cards_at(point):
            group = self._scene.diagram.groups.get(record_id)
            if group and fold_rect(self._scene.diagram.bounds(record_id), collapsed=True).contains(point):
                return Hit(record_id, Part.FOLD)
            return Hit(record_id, Part.BODY)
        return None

    def _cards_at(self, point: Point) -> list[str]:
        """Cards around a point, the topmost first."""
        placed, bounds = self._scene.diagram.placed, self._scene.diagram.bounds
        found = [i for i in self._near(point, 0.0, Layer.CARD) if bounds(i).contains(point)]
        records = [record for i in found if (record := placed(i)) is not None]
        return [record.id for record in sorted(records, key=lambda r: (r.z, r.id), reverse=True)]

    def _edge(self, point: Point, tolerance: float) -> Hit | None:
        found = self._near(point, tolerance, Layer.EDGE)
        for edge_id in found:
            edge, path = self._scene.diagram.edges[edge_id], self._scene.path(edge_id)
            if edge.label and path and label_rect(edge, path, self._measurer).contains(point):
                return Hit(edge_id, Part.LABEL)
        best: tuple[float, str] | None = None
        for edge_id in found:
            path = self._scene.path(edge_id)
            if not _may_be_near(point, path.points, tolerance):
                continue
            distance = distance_to(point, path.flattened())
            if distance <= tolerance and (best is None or (distance, edge_id) < best):
                best = (distance, edge_id)
        if best is None:
            return None
        return Hit(best[1], Part.BODY, nearest_stretch(point, self._scene.path(best[1]).points))

    def _frame(self, point: Point, tolerance: float) -> Hit | None:
        for group_id in self._frames_at(point, tolerance):
            rect = self._scene.diagram.bounds(group_id)
            if fold_rect(rect, collapsed=False).contains(point):
                return Hit(group_id, Part.FOLD)
            empty = not self._scene.diagram.members(group_id)
            if empty or header_rect(rect).contains(point) or _on_line(rect, point, tolerance):
                return Hit(group_id, Part.BODY)
        return None

    def _frames_at(self, point: Point, tolerance: float) -> list[str]:
        """Open frames around a point, the innermost first."""
        groups, bounds, depth = self._scene.diagram.groups, self._scene.diagram.bounds, self._scene.diagram.depth
        near = self._near(point, tolerance, Layer.FRAME)
        found: list[Group] = [groups[i] for i in near if bounds(i).inflated(tolerance).contains(point)]
        return [g.id for g in sorted(found, key=lambda g: (depth(g.id), g.z, g.id), reverse=True)]

    def _near(self, point: Point, tolerance: float, layer: Layer) -> list[str]:
        return self._scene.grid.ids(extent_of(Rect(point.x, point.y, 0, 0), tolerance + 0.01), layer)


def _may_be_near(point: Point, corners: tuple[Point, ...], tolerance: float) -> bool:
    """Whether a point is near the rectangle around `corners`, which no rounding or curve between them leaves."""
    if not corners:
        return False
    xs, ys = [corner.x for corner in corners], [corner.y for corner in corners]
    across = min(xs) - tolerance <= point.x <= max(xs) + tolerance
    return across and min(ys) - tolerance <= point.y <= max(ys) + tolerance


def distance_to(point: Point, line: tuple[Point, ...]) -> float:
    """The distance of a point to a polyline; infinite to one without stretches."""
    return min((_to_stretch(point, a, b) for a, b in pairwise(line)), default=float("inf"))


def crosses(rect: Rect, line: tuple[Point, ...]) -> bool:
    """Whether a polyline meets a rectangle."""
    return any(_stretch_crosses(rect, a, b) for a, b in pairwise(line))


def nearest_stretch(point: Point, line: tuple[Point, ...]) -> int:
    """Which stretch of a polyline is nearest to a point, counted from 0."""
    return min(range(len(line) - 1), key=lambda i: _to_stretch(point, line[i], line[i + 1]))


def _to_stretch(point: Point, a: Point, b: Point) -> float:
    dx, dy = b.x - a.x, b.y - a.y
    square = dx * dx + dy * dy
    share = ((point.x - a.x) * dx + (point.y - a.y) * dy) / square if square else 0.0
    share = min(max(share, 0.0), 1.0)
    return hypot(a.x + share * dx - point.x, a.y + share * dy - point.y)


def _stretch_crosses(rect: Rect, a: Point, b: Point) -> bool:
    """Whether some point of a stretch lies in a rectangle, by cutting it at each side (Liang and Barsky, 1984)."""
    (left, right), (top, bottom) = sorted((a.x, b.x)), sorted((a.y, b.y))
    if left > rect.right or right < rect.left or top > rect.bottom or bottom < rect.top:
        return False
    first, last = 0.0, 1.0
    dx, dy = b.x - a.x, b.y - a.y
    sides = ((-dx, a.x - rect.left), (dx, rect.right - a.x), (-dy, a.y - rect.top), (dy, rect.bottom - a.y))
    for direction, distance in sides:
        if direction == 0:
            if distance < 0:
                return False
            continue
        share = distance / direction
        if direction < 0:
            first = max(first, share)
        else:
            last = min(last, share)
    return first <= last


def _on_line(rect: Rect, point: Point, tolerance: float) -> bool:
    return rect.inflated(tolerance).contains(point) and not (
        rect.left + tolerance < point.x < rect.right - tolerance
        and rect.top + tolerance < point.y < rect.bottom - tolerance
    )
