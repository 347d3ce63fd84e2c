"""Display lists as PNG files, painted band by band: a large picture never lies in memory as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.picture.drawing import DisplayList, Item
from infrasketch_desktop.picture.png import Band, PngSize, png_file
from infrasketch_desktop.picture.qt.painting import Calls, Compiler, painter_on, play

_BAND_PIXELS = 6_000_000
_BEYOND = 16.0
"""Scene units by which arrow heads and pens reach beyond the bounds of an item."""


def png_bands(drawing: DisplayList, area: Rect, size: PngSize, ground: str | None) -> bytes:
    """The file of `area` at `size.scale` pixels per scene unit; `ground` None leaves it transparent."""
    painter = _BandPainter(drawing, area, size, ground)
    return png_file(size, painter.bands())


class _BandPainter:
    """Paints the bands of one picture from top to bottom; an item is compiled once, however many bands it crosses.

    What was compiled is found by `id`: items live as long as the drawing, and to hash one takes as long as to paint it.
    """

    def __init__(self, drawing: DisplayList, area: Rect, size: PngSize, ground: str | None) -> None:
        self._area, self._size, self._ground = area, size, ground
        self._height = max(1, min(size.height, _BAND_PIXELS // max(1, size.width)))
        self._items: list[list[Item]] = [[] for _ in range(ceil(size.height / self._height))]
        for item in drawing.items:
            for number in self._reached(item):
                self._items[number].append(item)
        self._compiler = Compiler()
        self._compiled: dict[int, Calls] = {}

    def bands(self) -> Iterator[Band]:
        for number, items in enumerate(self._items):
            top = number * self._height
            image = self._blank(min(self._height, self._size.height - top))
            painter = painter_on(image, self._area, self._size.scale, top)
            for item in items:
                play(painter, self._calls(item))
            painter.end()
            yield _band(image, alpha=self._size.alpha)

    def _reached(self, item: Item) -> range:
        """The numbers of the bands that an item may show in."""
        rect, scale = item.bounds, self._size.scale
        first = floor((rect.top - _BEYOND - self._area.y) * scale) // self._height
        last = ceil((rect.bottom + _BEYOND - self._area.y) * scale) // self._height
        return range(max(0, first), min(len(self._items) - 1, last) + 1)

    def _calls(self, item: Item) -> Calls:
        known = self._compiled.get(id(item))
        if known is None:
            known = self._compiled[id(item)] = self._compiler.compile(item.shapes)
        return known

    def _blank(self, height: int) -> QImage:
        image = QImage(self._size.width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent if self._ground is None else QColor(self._ground))
        return image


def _band(image: QImage, *, alpha: bool) -> Band:
    """Converted on the thread that painted; the other threads see bytes, which outlive the image."""
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888 if alpha else QImage.Format.Format_RGB888)
    return Band(bytes(plain.constBits()), plain.bytesPerLine())
