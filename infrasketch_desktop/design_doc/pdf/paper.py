"""Sizes of paper, in points: a 72nd of an inch."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet held upright, with its margins."""

    name: str
    width: float
    height: float
    side: float = 62.0
    top: float = 74.0
    bottom: float = 68.0

    @property
    def text_width(self) -> float:
        return self.width - 2 * self.side

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom

    def turned(self) -> Paper:
        """The same sheet lying on its side, with the narrower margins of a page that is all picture."""
        return Paper(self.name, self.height, self.width, side=42.0, top=62.0, bottom=50.0)


A4 = Paper("A4", 595.276, 841.89)
LETTER = Paper("Letter", 612.0, 792.0)
