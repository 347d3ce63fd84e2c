"""The ground of the canvas: background and the dots of the grid."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from PySide6.QtGui import QColor, QPainter, QPixmap

from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.canvas.frame import FrameView

GRID = 20.0
_CLOSEST = 14.0
_COARSER = 4
_LARGE_DOT_FROM = 1.75


def paint_ground(painter: QPainter, view: FrameView, theme: Theme, *, dots: bool) -> None:
    """Fill a frame (in device pixels) with the background and, with `dots`, the grid.

    A row of dots is painted once and copied, so that thousands of them cost little. Far out, every fourth dot is left.
    """
    painter.fillRect(view.whole, QColor(theme.canvas))
    if not dots:
        return
    step = GRID * view.scale
    while step < _CLOSEST:
        step *= _COARSER
    size = 2 if view.scale >= _LARGE_DOT_FROM else 1
    row = _row(view, step, size, theme)
    for y in _dots(view.y, view.height, step, size):
        painter.drawPixmap(0, y, row)


def _row(view: FrameView, step: float, size: int, theme: Theme) -> QPixmap:
    row = QPixmap(view.width, size)
    row.fill(QColor(theme.canvas))
    painter = QPainter(row)
    color = QColor(theme.grid)
    for x in _dots(view.x, view.width, step, size):
        painter.fillRect(x, 0, size, size, color)
    painter.end()
    return row


def _dots(origin: int, length: int, step: float, size: int) -> Iterator[int]:
    """Whole places of dots; they follow the origin exactly, so that scrolled and fresh frames agree."""
    for number in range(ceil((-size - origin) / step), int((length - origin) // step) + 1):
        yield origin + floor(number * step + 0.5)
