"""Widths of text in one face and size, the way Qt counts them."""

from __future__ import annotations

from functools import lru_cache
from operator import add

from infrasketch_desktop.picture.faces.face import Face, ShapedGlyph

FIXED = 64
"""Qt's advances are whole 64ths of a pixel (26.6 fixed point, as FreeType has them)."""

_REMEMBERED = 64
_UNIT = 1 << 16
"""One in FreeType's 16.16 fixed point, in which it keeps the scale of a face (`FT_Size_Metrics.x_scale`)."""


class _JoinedError(Exception):
    """Two characters are more than one after the other: a ligature, or another form of a letter."""


@lru_cache(_REMEMBERED)
def advances(face: Face, pixels: int) -> Advances:
    """The widths in a face and size; kept, because what they learned of pairs serves every picture."""
    return Advances(face, pixels)


class Advances:
    """Widths in `face` at `pixels` to the em: each glyph cut and each kerning rounded to 1/64 pixel.

    ASCII is summed up from pairs that were shaped once, a tenth of the time of shaping each text as a whole; other
    text, and pairs that join, are shaped.
    """

    def __init__(self, face: Face, pixels: int) -> None:
        self._face = face
        self._scale = (pixels * FIXED * _UNIT + face.units // 2) // face.units
        self._steps = _Steps(self)
        self._characters: dict[str, tuple[ShapedGlyph, ...]] = {}

    def width(self, text: str) -> float:
        """The advance of one line in pixels."""
        return (self._summed(text) if text.isascii() else self._shaped(text)) / FIXED

    def _summed(self, text: str) -> int:
        if not text:
            return 0
        try:
            return sum(map(self._steps.__getitem__, map(add, text, text[1:])), self._steps[text[-1]])
        except _JoinedError:
            return self._shaped(text)

    def _shaped(self, text: str) -> int:
        return sum(self._counted(glyph.own_advance, glyph.advance) for glyph in self._face.shape(text))

    def step(self, pair: str) -> int:
        """From the first to the second of two characters, or past a single one, in 64ths. Raises _JoinedError."""
        both = self._face.shape(pair)
        alone = [glyph for character in pair for glyph in self._alone(character)]
        last = both[-1]
        if [glyph.glyph for glyph in both] != [glyph.glyph for glyph in alone] or last.advance != last.own_advance:
            raise _JoinedError(pair)
        return self._counted(both[0].own_advance, both[0].advance)

    def _alone(self, character: str) -> tuple[ShapedGlyph, ...]:
        found = self._characters.get(character)
        if found is None:
            found = self._characters[character] = self._face.shape(character)
        return found

    def _counted(self, own: int, advance: int) -> int:
        return own * self._scale // _UNIT + ((advance - own) * self._scale + _UNIT // 2) // _UNIT


class _Steps(dict[str, int]):
    """Steps by pair of characters, measured when first asked for."""

    def __init__(self, advances: Advances) -> None:
        super().__init__()
        self._advances = advances

    def __missing__(self, pair: str) -> int:
        step = self[pair] = self._advances.step(pair)
        return step
