"""The ground of the canvas: background and the dots of the grid."""

from __future__ import annotations

from math import ceil, floor

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPixmap

from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.canvas.frame import FrameView

GRID = 20.0
_CLOSEST = 14.0
_COARSER = 4
_LARGE_DOT_FROM = 1.75


def paint_ground(painter: QPainter, view: FrameView, rect: QRect, theme: Theme, *, dots: bool) -> None:
    """Fill `rect` (device pixels) with the background and, with `dots`, the grid.

    A row of dots is painted once and copied, so that thousands of them cost little. Far out, every fourth dot is left.
    """
    painter.fillRect(rect, QColor(theme.canvas))
    if not dots:
        return
    step = GRID * view.scale
    while step < _CLOSEST:
        step *= _COARSER
    size = 2 if view.scale >= _LARGE_DOT_FROM else 1
    row = _row(rect, view.x, step, size, theme)
    first = ceil((rect.top() - size - view.y) / step)
    last = int((rect.bottom() - view.y) // step)
    for number in range(first, last + 1):
        painter.drawPixmap(rect.left(), view.y + floor(number * step + 0.5), row)


def _row(rect: QRect, origin: int, step: float, size: int, theme: Theme) -> QPixmap:
    row = QPixmap(rect.width(), size)
    row.fill(QColor(theme.canvas))
    painter = QPainter(row)
    color = QColor(theme.grid)
    for number in range(ceil((rect.left() - size - origin) / step), int((rect.right() - origin) // step) + 1):
        painter.fillRect(origin + floor(number * step + 0.5) - rect.left(), 0, size, size, color)
    painter.end()
    return row
