"""Answers Qt when it asks how the canvas is to be told to a screen reader."""

from __future__ import annotations

from functools import cache, partial
from itertools import count

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible

from infrasketch_desktop.ui.accessible.canvas_face import CanvasFace
from infrasketch_desktop.ui.accessible.narrator import Narrator
from infrasketch_desktop.ui.canvas.view import CanvasView

_numbers = count()
_alive: dict[int, CanvasFace] = {}
"""Keeps each face as long as its canvas: Qt's cache does not, and would call one that Python has collected."""


@cache
def install() -> None:
    """Be asked from now on; Qt does so for each widget once, and only while somebody listens."""
    QAccessible.installFactory(_face_for)


def _face_for(class_name: str, widget: QObject) -> CanvasFace | None:
    """The face of a canvas; None leaves every other widget to Qt."""
    if class_name != CanvasView.__name__ or not isinstance(widget, CanvasView):
        return None
    number = next(_numbers)
    face = _alive[number] = CanvasFace(widget)
    Narrator(widget, face)
    widget.destroyed.connect(partial(_forget, number))
    return face


def _forget(number: int, _canvas: QObject | None = None) -> None:
    face = _alive.pop(number, None)
    if face is not None:
        face.close()
