"""One font file: its bytes when they are needed, the characters it has, and its glyphs for a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

import uharfbuzz

from infrasketch_desktop.picture.faces.scripts import script_runs

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

    @cached_property
    def has_ascii(self) -> bool:
        """Whether it has all that can be printed of ASCII: most text needs no closer look then."""
        return self.characters.issuperset(range(ord(" "), ord("~") + 1))

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

    def shape(self, text: str, *, from_right: bool | None = None) -> tuple[ShapedGlyph, ...]:
        """The glyphs of one line with ligatures and kerning: script after script as read, each from left to right.

        With `from_right` all of it is of one direction, also Arabic digits and a comma by itself; else its letters
        tell. What the face lacks is glyph 0.
        """
        runs = list(_with_starts(text))
        ordered = reversed(runs) if from_right else runs
        return tuple(glyph for start, run in ordered for glyph in self._shaped(run, start, from_right=from_right))

    @cached_property
    def _face(self) -> uharfbuzz.Face:
        return uharfbuzz.Face(uharfbuzz.Blob(self.data), self.index)

    @cached_property
    def _font(self) -> uharfbuzz.Font:
        return uharfbuzz.Font(self._face)

    def _shaped(self, text: str, start: int, *, from_right: bool | None) -> Iterator[ShapedGlyph]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        if from_right is not None:
            buffer.direction = "rtl" if from_right else "ltr"
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
