"""Lines of text as glyphs for `TJ`: shaped once, with kerning, ligatures and joined letters, whatever the size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from infrasketch_desktop.picture.faces import Face, Faces, ShapedGlyph
from infrasketch_desktop.picture.pdf.direction import Stretch, visual_runs
from infrasketch_desktop.picture.pdf.embedding import Fonts
from infrasketch_desktop.picture.pdf.pairs import Pairs

_REMEMBERED = 16_384


class Piece(NamedTuple):
    """Glyphs of one font at one height. `rise` is a share of the font size, `glyphs` the operand of `TJ`."""

    font: str
    rise: float
    glyphs: str


class SetRun(NamedTuple):
    """A stretch of a line in one face. `actual` is its text where the glyphs alone would not tell it, else "".

    Stretches from the right never have one: readers turn around what stands from right to left, and would turn it too.
    """

    pieces: tuple[Piece, ...]
    actual: str


class SetLine(NamedTuple):
    """A line from left to right; `width` is its advance as a share of the font size."""

    runs: tuple[SetRun, ...]
    width: float


class Typesetter:
    """Sets lines in `faces` and notes in `fonts` the glyphs that have to be embedded.

    What no face can show appears as the box of the first one and keeps its text for who copies or searches;
    `Faces.missing` lists it.
    """

    def __init__(self, faces: Faces, fonts: Fonts) -> None:
        self.faces = faces
        self._fonts = fonts
        self._pairs: dict[str, Pairs] = {}
        self.line = lru_cache(_REMEMBERED)(self._line)

    def _line(self, text: str, bold: bool = False, is_rtl: bool | None = None) -> SetLine:
        """With `is_rtl` all of it is a part of one direction, else it is a line whose parts find theirs."""
        if text.isascii() and not is_rtl:
            plain = self._plain(text, bold=bold)
            if plain is not None:
                return plain
        stretches = visual_runs(text) if is_rtl is None else (Stretch(text, is_rtl),)
        return self._shaped(stretches, bold=bold)

    def _plain(self, text: str, *, bold: bool) -> SetLine | None:
        """ASCII in the first face, unless some of its letters join."""
        font = self._fonts.of(self.faces.chain(bold=bold)[0])
        pairs = self._pairs.get(font.name)
        if pairs is None:
            pairs = self._pairs[font.name] = Pairs(font)
        found = pairs.set(text) if text else None
        return SetLine((SetRun((Piece(font.name, 0.0, found[0]),), ""),), found[1]) if found else None

    def _shaped(self, stretches: Iterable[Stretch], *, bold: bool) -> SetLine:
        runs, width = [], 0.0
        for stretch in stretches:
            for face, part in self._in_faces(stretch.text, bold=bold, reverse=stretch.is_rtl):
                shaped = face.shape(part, from_right=stretch.is_rtl)
                runs.append(self._set(face, part, shaped, is_rtl=stretch.is_rtl))
                width += sum(glyph.advance for glyph in shaped) / face.units
        return SetLine(tuple(runs), width)

    def _in_faces(self, text: str, *, bold: bool, reverse: bool) -> Iterator[tuple[Face, str]]:
        runs = self.faces.runs(text, bold=bold)
        yield from reversed(runs) if reverse else runs

    def _set(self, face: Face, text: str, shaped: tuple[ShapedGlyph, ...], *, is_rtl: bool) -> SetRun:
        font = self._fonts.of(face)
        plain = not is_rtl and len(shaped) == len(text)
        for place, glyph in enumerate(shaped):
            plain &= glyph.cluster == place and font.use(glyph.glyph, text[glyph.cluster])
            if not plain:
                font.use(glyph.glyph, _shown_by(place, shaped, text))
        rises = groupby(shaped, key=lambda glyph: glyph.dy)
        pieces = tuple(Piece(font.name, dy / face.units, _array(list(glyphs), face.units)) for dy, glyphs in rises)
        return SetRun(pieces, "" if plain or is_rtl else text)


def _shown_by(place: int, shaped: tuple[ShapedGlyph, ...], text: str) -> str:
    """The characters that a glyph stands for: all of its cluster, of which other glyphs may be a part too."""
    start = shaped[place].cluster
    later = [glyph.cluster for glyph in shaped if glyph.cluster > start]
    return text[start : min(later, default=len(text))]


def _array(glyphs: list[ShapedGlyph], units: int) -> str:
    """Glyph numbers with what differs from their own advance, in thousandths of the size (ISO 32000-1, 9.4.3)."""
    parts: list[str] = []
    digits: list[str] = []
    for glyph in glyphs:
        if glyph.dx:
            _shift(parts, digits, -glyph.dx, units)
        digits.append(f"{glyph.glyph:04X}")
        kerning = glyph.own_advance - glyph.advance + glyph.dx
        if kerning:
            _shift(parts, digits, kerning, units)
    if digits:
        parts.append(f"<{''.join(digits)}>")
    return f"[{''.join(parts)}]"


def _shift(parts: list[str], digits: list[str], by: float, units: int) -> None:
    if digits:
        parts.append(f"<{''.join(digits)}>")
        digits.clear()
    parts.append(f"{by * 1000 / units:.0f}")
