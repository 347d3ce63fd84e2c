"""How much is drawn at which zoom: what cannot be read need not be painted."""

from __future__ import annotations

from enum import Enum

from infrasketch_desktop.picture.shapes import Box, Glyph, Path, Shape, Text

_SMALLEST_GLYPH = 18.0


class Level(Enum):
    """Levels of detail, by how many device pixels a scene unit gets."""

    FAR = 0.0  # flat boxes in the colour of the kind, thin lines
    GLYPHS = 0.21  # cards with their glyph, thin lines
    LABELS = 0.3  # the label too
    NEAR = 0.42  # everything

    @property
    def has_text(self) -> bool:
        return self in (Level.LABELS, Level.NEAR)


def level_at(scale: float) -> Level:
    """The level for `scale` device pixels per scene unit."""
    return max((level for level in Level if scale >= level.value), key=lambda level: level.value)


def reduced(shapes: tuple[Shape, ...], level: Level) -> tuple[Shape, ...]:
    """What is left of a record's shapes at a level: grounds always, then large glyphs, then bold text."""
    if level is Level.NEAR:
        return shapes
    kept: list[Shape] = []
    for shape in shapes:
        match shape:
            case Box() | Path():
                kept.append(shape)
            case Glyph(rect=rect) if level is not Level.FAR and rect.width >= _SMALLEST_GLYPH:
                kept.append(shape)
            case Text(font=font) if level is Level.LABELS and font.bold:
                kept.append(shape)
    return tuple(kept)
