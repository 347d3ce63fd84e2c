"""Plain text as glyphs from pairs of characters that were shaped once: a tenth of the time of shaping each line."""

from __future__ import annotations

from functools import lru_cache
from operator import add

from infrasketch_desktop.picture.faces import Face, ShapedGlyph
from infrasketch_desktop.picture.pdf.embedding import EmbeddedFont

_REMEMBERED = 64


class _JoinedError(Exception):
    """Two characters are more than one after the other: a ligature, or another form of a letter."""


class Pairs:
    """ASCII in one font, whose characters stand for themselves but for kerning between neighbours."""

    def __init__(self, font: EmbeddedFont) -> None:
        self._font = font
        self._steps = _steps(font.face)
        self._noted: set[str] = set()

    def set(self, text: str) -> tuple[str, float] | None:
        """The operand of `TJ` for a text and its advance as a share of the size; None where letters join."""
        steps = self._steps
        try:
            found = [*map(steps.__getitem__, map(add, text, text[1:])), steps[text[-1]]]
        except _JoinedError:
            return None
        for character in set(text) - self._noted:
            self._font.use(steps.alone(character).glyph, character)
            self._noted.add(character)
        return f"[<{''.join([step[0] for step in found])}>]", sum([step[1] for step in found])


class _Steps(dict[str, tuple[str, float]]):
    """By pair of characters: the first glyph with the kerning after it, and how far it is to the second.

    A single character is the last one of a line.
    """

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._characters: dict[str, ShapedGlyph] = {}

    def alone(self, character: str) -> ShapedGlyph:
        found = self._characters.get(character)
        if found is None:
            found = self._characters[character] = self._face.shape(character)[0]
        return found

    def __missing__(self, pair: str) -> tuple[str, float]:
        both = self._face.shape(pair)
        first, last = both[0], both[-1]
        if len(both) != len(pair) or last.advance != last.own_advance or not all(map(self._is_plain, both, pair)):
            raise _JoinedError(pair)
        kerning = round((first.own_advance - first.advance) * 1000 / self._face.units)
        operand = f"{first.glyph:04X}>{kerning}<" if kerning else f"{first.glyph:04X}"
        step = self[pair] = (operand, first.advance / self._face.units)
        return step

    def _is_plain(self, glyph: ShapedGlyph, character: str) -> bool:
        return glyph.glyph == self.alone(character).glyph != 0 and not glyph.dx and not glyph.dy


@lru_cache(_REMEMBERED)
def _steps(face: Face) -> _Steps:
    """What was learned of a face, kept for every document."""
    return _Steps(face)
