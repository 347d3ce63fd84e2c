"""Screens painted into images, and how far two images are apart."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage, QPainter

from infrasketch_desktop.ui.canvas.screen import Screen
from infrasketch_desktop.ui.canvas.viewport import Viewport


def painted(screen: Screen, viewport: Viewport, ratio: float = 1.0) -> QImage:
    """What a widget of this viewport would show at once."""
    size = viewport.size
    image = QImage(round(size.width * ratio), round(size.height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    screen.paint(painter, viewport, ratio)
    painter.end()
    return image


def settled(screen: Screen, viewport: Viewport, ratio: float = 1.0) -> QImage:
    """The same once the exact picture is made."""
    image = painted(screen, viewport, ratio)
    while not screen.is_exact:
        screen.refine(1.0)
        image = painted(screen, viewport, ratio)
    return image


def differing_pixels(first: QImage, second: QImage, tolerance: int = 0) -> int:
    """How many pixels differ by more than `tolerance` of 255 in some channel."""
    assert first.size() == second.size()
    one, other = (np.frombuffer(image.constBits(), np.uint8).astype(np.int16) for image in (first, second))
    return int((np.abs(one - other).reshape(-1, 4) > tolerance).any(axis=1).sum())
