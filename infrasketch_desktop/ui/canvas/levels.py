"""How much is drawn at which zoom: what cannot be read need not be painted."""

from __future__ import annotations

from enum import Enum


class Level(Enum):
    """Levels of detail, by how many device pixels a scene unit gets."""

    FAR = 0.0  # flat boxes in the colour of the kind, thin lines
    GLYPHS = 0.21  # cards with their glyph, thin lines
    LABELS = 0.3  # the label too
    NEAR = 0.42  # everything


def level_at(scale: float) -> Level:
    """The level for `scale` device pixels per scene unit."""
    return max((level for level in Level if scale >= level.value), key=lambda level: level.value)
