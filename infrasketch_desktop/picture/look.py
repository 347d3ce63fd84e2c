"""What drawing any record needs: the colours, and how wide text is."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.picture.shapes import Font, Text
from infrasketch_desktop.picture.text import TextMeasurer, elide
from infrasketch_desktop.picture.theme import Theme


@dataclass(frozen=True, slots=True)
class Look:
    """A theme with the measurer of the backend that will draw."""

    theme: Theme
    measurer: TextMeasurer

    def line(self, text: str, at: Point, font: Font, color: str) -> Text:
        """One line of text from `at` on its baseline."""
        return Text(text, at, font, color, self.measurer.width(text, font))

    def line_within(self, text: str, at: Point, width: float, font: Font, color: str) -> Text:
        """One line of text, with an ellipsis when it is wider than `width`."""
        return self.line(elide(text, font, width, self.measurer), at, font, color)
