"""One font file: its bytes when they are needed, the characters it has, and its glyphs for a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

import uharfbuzz

from infrasketch_desktop.picture.faces.scripts import script_runs

FIXED = 64
"""Qt's advances are whole 64ths of a pixel (26.6 fixed point, as FreeType has them)."""

_UNIT = 1 << 16
"""One in FreeType's 16.16 fixed point, in which it keeps the scale of a face (`FT_Size_Metrics.x_scale`)."""

_FS_TYPE = slice(8, 10)
_RESTRICTED = 0x0002 | 0x0200


class ShapedGlyph(NamedTuple):
    """A glyph where it stands. Lengths are in units of the face (`Face.units` to the size of the font).

    `cluster` is the index of the first character it shows. `advance` is with kerning, `own_advance` without.
    """

    glyph: int
    cluster: int
    advance: int
    own_advance: int
    dx: int
    dy: int


class Face:
    """A font in TrueType or OpenType form; nothing is loaded before the first question.

    `name` tells faces apart and names the family, as "FiraGO" or "FiraGO Bold". `index` counts within a collection.
    """

    def __init__(self, name: str, load: Callable[[], bytes], *, bold: bool = False, index: int = 0) -> None:
        self.name = name
        self.bold = bold
        self.index = index
        self._load = load

    @cached_property
    def data(self) -> bytes:
        """The whole font file."""
        return self._load()

    @cached_property
    def units(self) -> int:
        """Units per em: lengths of glyphs over this are shares of the font size."""
        return int(self._face.upem)

    @cached_property
    def characters(self) -> frozenset[int]:
        """The code points for which it has a glyph."""
        return frozenset(self._face.unicodes)

    @property
    def ascent(self) -> float:
        """From the baseline to the top of a line, in units of the face."""
        return float(self._font.get_font_extents("ltr").ascender)

    @property
    def descent(self) -> float:
        """From the baseline to the bottom of a line, in units of the face; positive."""
        return -float(self._font.get_font_extents("ltr").descender)

    @property
    def has_truetype_outlines(self) -> bool:
        """Whether outlines lie in a `glyf` table; reportlab embeds no others."""
        return "glyf" in self._face.table_tags

    @property
    def is_embeddable(self) -> bool:
        """Whether its maker lets it travel inside documents as outlines (OpenType specification, OS/2, `fsType`)."""
        table = bytes(self._face.reference_table("OS/2").data)
        return not int.from_bytes(table[_FS_TYPE], "big") & _RESTRICTED

    def covers(self, text: str) -> bool:
        """Whether it has a glyph for every character."""
        return self.characters.issuperset(map(ord, text))

    def shape(self, text: str) -> tuple[ShapedGlyph, ...]:
        """The glyphs of one line with ligatures and kerning: script after script as read, each from left to right.

        What the face lacks is glyph 0.
        """
        return tuple(glyph for start, run in _with_starts(text) for glyph in self._shaped(run, start))

    def width(self, text: str, size: float) -> float:
        """The advance of one line in scene units as Qt counts it: each glyph cut, each kerning rounded to 1/64 pixel.

        `size` is in pixels and rounded to whole ones, since that is all `QFont.setPixelSize` takes.
        """
        scale = (round(size) * FIXED * _UNIT + self.units // 2) // self.units
        total = 0
        for glyph in self.shape(text):
            kerning = glyph.advance - glyph.own_advance
            total += (glyph.own_advance * scale // _UNIT) + (kerning * scale + _UNIT // 2) // _UNIT
        return total / FIXED

    @cached_property
    def _face(self) -> uharfbuzz.Face:
        return uharfbuzz.Face(uharfbuzz.Blob(self.data), self.index)

    @cached_property
    def _font(self) -> uharfbuzz.Font:
        return uharfbuzz.Font(self._face)

    def _shaped(self, text: str, start: int) -> Iterator[ShapedGlyph]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            own = self._font.get_glyph_h_advance(info.codepoint)
            yield ShapedGlyph(
                info.codepoint, start + info.cluster, place.x_advance, own, place.x_offset, place.y_offset
            )


def _with_starts(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for run in script_runs(text):
        yield start, run
        start += len(run)
