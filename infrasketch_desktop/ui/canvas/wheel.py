"""What a wheel or a pinch does to the viewport."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.ui.canvas.viewport import Viewport

_NOTCH = 120
_PIXELS_PER_NOTCH = 60.0
_ZOOM_PER_UNIT = 1.0015
"""To the power of eighths of a degree: one notch of a usual wheel zooms by a fifth."""


def after_wheel(viewport: Viewport, event: QWheelEvent) -> Viewport:
    """Ctrl zooms to the pointer; otherwise the wheel scrolls, with Shift across."""
    turned = event.angleDelta()
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        at = Point(event.position().x(), event.position().y())
        return viewport.zoomed(viewport.zoom * _ZOOM_PER_UNIT ** turned.y(), at)
    pixels = event.pixelDelta()
    dx, dy = (
        (float(pixels.x()), float(pixels.y()))
        if not pixels.isNull()
        else (turned.x() / _NOTCH * _PIXELS_PER_NOTCH, turned.y() / _NOTCH * _PIXELS_PER_NOTCH)
    )
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not dx:
        dx, dy = dy, 0.0
    return viewport.panned(dx, dy)


def after_pinch(viewport: Viewport, event: QNativeGestureEvent) -> Viewport | None:
    """A pinch on a touch pad zooms to where it happens; None for other gestures."""
    if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
        return None
    at = Point(event.position().x(), event.position().y())
    return viewport.zoomed(viewport.zoom * (1.0 + event.value()), at)
