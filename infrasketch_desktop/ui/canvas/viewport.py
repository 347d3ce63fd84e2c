"""Which part of the sheet is on the screen: zoom and offset, as a value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from infrasketch_desktop.diagram.geometry import Point, Rect, Size

MIN_ZOOM, MAX_ZOOM = 0.05, 4.0
ZOOM_STEP = 1.25
_FIT_MARGIN = 40.0
_NO_SIZE = Size(0, 0)
_ORIGIN = Point(0, 0)


@dataclass(frozen=True, slots=True)
class Viewport:
    """A window of `size` pixels onto the scene: view = scene * `zoom` + `offset`, all in logical pixels."""

    size: Size = _NO_SIZE
    zoom: float = 1.0
    offset: Point = _ORIGIN

    @property
    def visible(self) -> Rect:
        """The part of the scene on the screen."""
        corner = self.to_scene(Point(0, 0))
        return Rect(corner.x, corner.y, self.size.width / self.zoom, self.size.height / self.zoom)

    @property
    def center(self) -> Point:
        """The point of the scene in the middle of the screen."""
        return self.to_scene(self._middle)

    def to_scene(self, point: Point) -> Point:
        return Point((point.x - self.offset.x) / self.zoom, (point.y - self.offset.y) / self.zoom)

    def to_view(self, point: Point) -> Point:
        return Point(point.x * self.zoom + self.offset.x, point.y * self.zoom + self.offset.y)

    def rect_to_view(self, rect: Rect) -> Rect:
        corner = self.to_view(Point(rect.x, rect.y))
        return Rect(corner.x, corner.y, rect.width * self.zoom, rect.height * self.zoom)

    def panned(self, dx: float, dy: float) -> Viewport:
        """Moved so that the content goes by (dx, dy) pixels."""
        return replace(self, offset=self.offset.moved(dx, dy))

    def zoomed(self, zoom: float, at: Point | None = None) -> Viewport:
        """At another zoom, held within its limits, while what is under the view's point `at` stays under it."""
        # A large diagram fitted whole may lie below the least zoom already.
        zoom = min(max(zoom, min(MIN_ZOOM, self.zoom)), MAX_ZOOM)
        anchor = self._middle if at is None else at
        scene = self.to_scene(anchor)
        return replace(self, zoom=zoom, offset=Point(anchor.x - scene.x * zoom, anchor.y - scene.y * zoom))

    def centered(self, point: Point) -> Viewport:
        """Moved so that a point of the scene is in the middle."""
        middle = self._middle
        return replace(self, offset=Point(middle.x - point.x * self.zoom, middle.y - point.y * self.zoom))

    def resized(self, size: Size) -> Viewport:
        """With another size; the corner of the view stays where it is."""
        return replace(self, size=size)

    def fitted(self, rect: Rect, *, largest: float = 1.0, margin: float = _FIT_MARGIN) -> Viewport:
        """Showing all of `rect` with a margin, at most `largest` times its size."""
        width, height = (max(side - 2 * margin, side / 2, 1.0) for side in self.size)
        zoom = min(width / max(rect.width, 1.0), height / max(rect.height, 1.0), largest)
        return replace(self, zoom=min(zoom, MAX_ZOOM)).centered(rect.center)

    def showing(self, rect: Rect, margin: float = 24.0) -> Viewport:
        """Moved as little as needed to show `rect` whole; its top-left corner when it is larger than the view."""
        there = self.rect_to_view(rect)
        dx = _shift(there.left, there.right, margin, self.size.width - margin)
        dy = _shift(there.top, there.bottom, margin, self.size.height - margin)
        return self.panned(dx, dy)

    @property
    def _middle(self) -> Point:
        return Point(self.size.width / 2, self.size.height / 2)


def _shift(low: float, high: float, least: float, most: float) -> float:
    if high - low > most - least or low < least:
        return least - low if low < least or high > most else 0.0
    return min(0.0, most - high)
