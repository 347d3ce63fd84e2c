"""Lengths that grow with the text: whoever needs larger letters needs larger targets, icons and room around them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QApplication, QWidget

USUAL_POINTS = 10.0
"""The size of text for which lengths are written down; smaller texts do not shrink them."""

_OF_SCREEN = 0.95


def growth(points: float | None = None) -> float:
    """What lengths are multiplied by beside text of so many points; None is the text of the application."""
    if points is None:
        points = QApplication.font().pointSizeF() if QApplication.instance() is not None else USUAL_POINTS
    return max(1.0, points / USUAL_POINTS)


def grown(pixels: float, points: float | None = None) -> int:
    """So many pixels beside usual text, as many as belong to text of `points`."""
    return round(pixels * growth(points))


def grown_size(width: float, height: float) -> QSize:
    return QSize(grown(width), grown(height))


def resize_grown(window: QWidget, width: float, height: float) -> None:
    """Open a window in this size, or in as much of it as the screen has room for."""
    window.resize(grown_size(width, height).boundedTo(window.screen().availableSize() * _OF_SCREEN))


def keep_grown(widget: QWidget, measure: Callable[[], object]) -> None:
    """Call `measure`, which sets lengths of `widget`, now and whenever the size of texts changes."""
    _Following(widget, measure)
    measure()


_TOLD = (QEvent.Type.StyleChange, QEvent.Type.Polish)


class _Following(QObject):
    """Notices a style sheet of another size: a widget is told of it, or, before it was ever seen, when it is."""

    def __init__(self, widget: QWidget, measure: Callable[[], object]) -> None:
        super().__init__(widget)
        self._measure = measure
        self._growth = growth()
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOLD and self._growth != growth():
            self._growth = growth()
            self._measure()
        return super().eventFilter(watched, event)
