"""One cached picture of what is on the screen, kept true by scrolling, mending and repainting in slices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Protocol

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap, QRegion, QTransform

from infrasketch_desktop.ui.canvas.spatial import Extent

Step = Callable[[QPainter], None]

FRAME_BUDGET = 0.004
"""Seconds. With blitting and the overlay this leaves room in the 16 ms of a frame on a slow machine."""

_MOST_RECTS = 12
_BLEED = 2
"""Device pixels around a dirty part that are painted too: lines are anti-aliased across its border."""


_TIE_BREAK = 1 / 256
"""Device pixels. What lies exactly between two pixels would go one way in a part of a frame and the other in the next,
because the parts count from different origins.
"""


@dataclass(frozen=True, slots=True)
class FrameView:
    """What a frame shows, in device pixels: `scale` per scene unit, and where the scene's origin lies.

    The origin is whole, so that a scrolled frame is exactly the one that would be painted anew.
    """

    width: int
    height: int
    scale: float
    x: int
    y: int

    @property
    def transform(self) -> QTransform:
        return QTransform(self.scale, 0, 0, self.scale, self.x + _TIE_BREAK, self.y + _TIE_BREAK)

    def extent(self, rect: QRect) -> Extent:
        """The part of the scene behind a rectangle of the frame."""
        return (
            (rect.x() - self.x) / self.scale,
            (rect.y() - self.y) / self.scale,
            (rect.x() + rect.width() - self.x) / self.scale,
            (rect.y() + rect.height() - self.y) / self.scale,
        )

    def rect(self, extent: Extent) -> QRect:
        """The rectangle of the frame that shows a part of the scene, a little larger."""
        left, top, right, bottom = (
            min(max(value * self.scale + origin, -1_000_000), 1_000_000)
            for value, origin in zip(extent, (self.x, self.y, self.x, self.y), strict=True)
        )
        x, y = int(left) - _BLEED, int(top) - _BLEED
        return QRect(x, y, int(right) + 2 * _BLEED - x, int(bottom) + 2 * _BLEED - y)

    def place_of(self, other: FrameView) -> QRectF:
        """Where in this frame a picture of another view of the same scene belongs."""
        factor = self.scale / other.scale
        left, top = self.x - other.x * factor, self.y - other.y * factor
        return QRectF(left, top, other.width * factor, other.height * factor)

    @property
    def whole(self) -> QRect:
        return QRect(0, 0, self.width, self.height)


class FrameSource(Protocol):
    """What a frame is painted from."""

    def paint_ground(self, painter: QPainter, view: FrameView) -> None:
        """Fill a frame, in device pixels, with background and grid."""

    def plan(self, extent: Extent, scale: float) -> Sequence[Step]:
        """The steps that paint a part of the scene; painters come with the scene's transform."""


class _Build:
    """A frame in the making: planned at once, painted step by step."""

    def __init__(self, source: FrameSource, view: FrameView) -> None:
        self.view = view
        self.pixmap = QPixmap(view.width, view.height)
        self.seconds = 0.0
        self._source = source
        self._steps: Sequence[Step] | None = None
        self._next = 0

    def go_on(self, deadline: float) -> bool:
        """Paint until `deadline` (of `perf_counter`) at most; whether the frame is complete."""
        start = perf_counter()
        painter = QPainter(self.pixmap)
        if self._steps is None:
            self._source.paint_ground(painter, self.view)
            self._steps = self._source.plan(self.view.extent(self.view.whole), self.view.scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(self.view.transform)
        steps, place = self._steps, self._next
        while place < len(steps):
            steps[place](painter)
            place += 1
            if perf_counter() >= deadline:
                break
        painter.end()
        self._next = place
        self.seconds += perf_counter() - start
        return place == len(steps)


class Frame:
    """The picture on the screen. `show` brings it to a view as far as a budget allows and says what there is.

    Scrolling by whole device pixels and mending dirty parts are always exact. Another zoom is painted at once while
    a frame takes less than `budget` seconds; otherwise the old picture is shown scaled (`shown` tells its view) and
    the new one is made in the background by `refine`.
    """

    def __init__(self, source: FrameSource, budget: float = FRAME_BUDGET) -> None:
        self._source = source
        self._budget = budget
        self._pixmap: QPixmap | None = None
        self._view: FrameView | None = None
        self._wanted: FrameView | None = None
        self._build: _Build | None = None
        self._dirty = QRegion()
        self._seconds = 0.0
        self._is_old = False

    @property
    def pixmap(self) -> QPixmap | None:
        return self._pixmap

    @property
    def view(self) -> FrameView | None:
        """What `pixmap` shows."""
        return self._view

    @property
    def is_exact(self) -> bool:
        return self._view is not None and self._view == self._wanted and not self._is_old

    def outdate(self) -> None:
        """Thousands of records look different: the old picture stays while the new one is made in slices."""
        self._build, self._is_old = None, True

    def invalidate(self, extents: Sequence[Extent] | None = None) -> None:
        """Parts of the scene look different; None means all of it, with another look."""
        self._build = None
        if self._view is None:
            return
        if extents is None:
            self._dirty = QRegion(self._view.whole)
            return
        rects = [self._view.rect(extent) for extent in extents]
        if len(rects) > _MOST_RECTS:
            region = QRegion()
            for rect in rects:
                region = region.united(rect & self._view.whole)
            rects = [region.boundingRect()] if region.rectCount() > _MOST_RECTS else _rects(region)
        for rect in rects:
            self._dirty = self._dirty.united(rect & self._view.whole)

    def show(self, view: FrameView) -> None:
        """Bring the picture to `view`, or as near as one frame's time allows."""
        self._wanted = view
        if self._view is None or self._pixmap is None:
            self._paint_whole(view)
            return
        if view != self._view:
            if (view.scale, view.width, view.height) == (self._view.scale, self._view.width, self._view.height):
                self._scroll_to(view)
            elif (view.width, view.height) != (self._view.width, self._view.height):
                self._resize(view)
            elif self._seconds <= self._budget:
                self._try_whole(view)
        if self._view == view and self._is_old:
            if self._build is None:
                self._try_whole(view)
        elif self._view == view:
            self._mend()

    def refine(self, seconds: float) -> bool:
        """Work on the exact picture for at most `seconds`; whether the picture on the screen changed."""
        if self.is_exact or self._wanted is None:
            self._build = None
            return False
        if self._build is None:
            self._build = _Build(self._source, self._wanted)
        if not self._build.go_on(perf_counter() + seconds):
            return False
        self._take(self._build)
        return True

    def _paint_whole(self, view: FrameView) -> None:
        build = _Build(self._source, view)
        build.go_on(float("inf"))
        self._take(build)

    def _try_whole(self, view: FrameView) -> None:
        build = _Build(self._source, view)
        if build.go_on(perf_counter() + self._budget):
            self._take(build)
        else:
            # Not tried again until a frame is known to be cheap once more.
            self._build, self._seconds = build, float("inf")

    def _take(self, build: _Build) -> None:
        self._pixmap, self._view, self._seconds = build.pixmap, build.view, build.seconds
        self._dirty = QRegion()
        self._build, self._is_old = None, False

    def _scroll_to(self, view: FrameView) -> None:
        assert self._pixmap is not None
        assert self._view is not None
        dx, dy = view.x - self._view.x, view.y - self._view.y
        self._build = None
        self._view = view
        if abs(dx) >= view.width or abs(dy) >= view.height:
            self._dirty = QRegion(view.whole)
            return
        self._pixmap.scroll(dx, dy, view.whole)
        self._dirty.translate(dx, dy)
        exposed = QRegion(view.whole).subtracted(QRegion(view.whole.translated(dx, dy)))
        self._dirty = self._dirty.intersected(view.whole).united(exposed)

    def _resize(self, view: FrameView) -> None:
        """Keep what was painted when only the size changed, as while a panel is dragged."""
        assert self._pixmap is not None
        assert self._view is not None
        was, old = self._view, self._pixmap
        if was.scale != view.scale:
            self._paint_whole(view)
            return
        self._pixmap = QPixmap(view.width, view.height)
        self._view, self._build = view, None
        place = was.whole.translated(view.x - was.x, view.y - was.y)
        painter = QPainter(self._pixmap)
        painter.drawPixmap(place.topLeft(), old)
        painter.end()
        self._dirty = self._dirty.translated(place.topLeft()).intersected(view.whole)
        self._dirty = self._dirty.united(QRegion(view.whole).subtracted(QRegion(place)))

    def _mend(self) -> None:
        if self._dirty.isEmpty() or self._pixmap is None or self._view is None:
            return
        parts = [(rect, self._part(self._view, rect)) for rect in _rects(self._dirty)]
        painter = QPainter(self._pixmap)
        for rect, part in parts:
            painter.drawPixmap(rect.topLeft(), part)
        painter.end()
        self._dirty = QRegion()

    def _part(self, view: FrameView, rect: QRect) -> QPixmap:
        """A rectangle of the frame, painted on its own.

        A clip on the frame would do the same twenty times slower: Qt cuts a dashed line into all its dashes unless
        they lie outside of the device.
        """
        shifted = replace(view, width=rect.width(), height=rect.height(), x=view.x - rect.x(), y=view.y - rect.y())
        build = _Build(self._source, shifted)
        build.go_on(float("inf"))
        return build.pixmap


def _rects(region: QRegion) -> list[QRect]:
    parts: Iterable[QRect] = region  # type: ignore[assignment]  # iterable, but the stubs do not say so
    return list(parts)
