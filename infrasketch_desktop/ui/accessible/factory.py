"""Answers Qt when it asks how a widget is to be told to a screen reader: the canvas, and what Qt takes for nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from itertools import count

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

_CANVAS = "CanvasView"
_ROLES = {"Popover": QAccessible.Role.Dialog, "QScrollArea": QAccessible.Role.Pane}
"""By class, for those below it too. Qt has a popover for a border, and passes over what is scrolled in silence."""

_numbers = count()
_alive: dict[int, tuple[QAccessibleWidget, Callable[[], None]]] = {}
"""Keeps each face as long as its widget, and what closes it: Qt's cache calls it, and does not know when Python has
collected it."""


@cache
def install() -> None:
    """Be asked from now on; Qt does so for each widget once, and only while somebody listens."""
    QAccessible.installFactory(_face_for)


def _face_for(class_name: str, widget: QObject) -> QAccessibleWidget | None:
    """What stands for a widget; None leaves it to Qt. It is asked for the class of the widget and each one above."""
    if class_name == _CANVAS:
        return _canvas_face(widget)
    if class_name in _ROLES and isinstance(widget, QWidget):
        return _kept(QAccessibleWidget(widget, _ROLES[class_name]), widget)
    return None


def _canvas_face(widget: QObject) -> QAccessibleWidget | None:
    """What stands for a canvas; a window that shows none never loads what this needs."""
    from infrasketch_desktop.ui.accessible.canvas_face import CanvasFace  # noqa: PLC0415 - see above
    from infrasketch_desktop.ui.accessible.narrator import Narrator  # noqa: PLC0415
    from infrasketch_desktop.ui.canvas.view import CanvasView  # noqa: PLC0415

    if not isinstance(widget, CanvasView):
        return None
    face = CanvasFace(widget)
    Narrator(widget, face)
    return _kept(face, widget, face.close)


def _kept(face: QAccessibleWidget, widget: QWidget, close: Callable[[], None] = lambda: None) -> QAccessibleWidget:
    number = next(_numbers)
    _alive[number] = (face, close)
    widget.destroyed.connect(partial(_forget, number))
    return face


def _forget(number: int, _widget: QObject | None = None) -> None:
    if number in _alive:
        face, close = _alive.pop(number)
        close()
        if isValid(face):  # Qt may have heard of the end of its widget first
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(face))
