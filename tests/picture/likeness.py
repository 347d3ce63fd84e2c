"""How alike two pictures are to the eye, though two painters never agree on every pixel."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage

_BLOCK = 4

ALIKE = 44.0
"""Two painters that smooth edges in their own ways stay below 32; a word moved by 2 pixels is above 60."""


def worst_difference(one: QImage, other: QImage) -> float:
    """The largest difference of any colour channel, 0 to 255, between the means of blocks of 4 by 4 pixels.

    Means leave out how an edge is smoothed, and the worst one finds a single letter that is missing.
    """
    first, second = _means(one), _means(other)
    assert first.shape == second.shape
    return float(np.abs(first - second).max())


def _means(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).astype(float)
    height, width = image.height() // _BLOCK, image.width() // _BLOCK
    pixels = pixels[: height * _BLOCK, : width * _BLOCK]
    return pixels.reshape(height, _BLOCK, width, _BLOCK, 3).mean(axis=(1, 3))
