"""How much room the label of an edge takes."""

from __future__ import annotations

from collections.abc import Callable

from infrasketch_desktop.diagram.geometry import Size
from infrasketch_desktop.layout.spacing import LABEL_HEIGHT

LabelSize = Callable[[str], Size]
"""The size of a label; asked for labels that are not empty."""

NO_LABEL = Size(0.0, 0.0)
_CHARACTER = 7
_PADDING = 12
_WIDEST = 160
"""The window cuts longer labels."""


def estimated_size(text: str) -> Size:
    """A safe guess without a font: the layout does not measure text."""
    return Size(min(_WIDEST, _CHARACTER * len(text) + _PADDING), LABEL_HEIGHT)
