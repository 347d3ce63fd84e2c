"""Subsets of faces inside a PDF: glyphs by their number in the font, and the text they stand for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

import uharfbuzz

from infrasketch_desktop.picture.faces import Face

if TYPE_CHECKING:
    import pikepdf

_KEPT = (b"head", b"hhea", b"maxp", b"hmtx", b"loca", b"glyf", b"cvt ", b"fpgm", b"prep", b"CFF ", b"CFF2", b"VORG")
"""What a viewer reads of a font whose glyphs are addressed by number (ISO 32000-1, 9.9, table 126)."""

_SYMBOLIC, _FORCE_BOLD = 1 << 2, 1 << 18
_CMAP_BLOCK = 100
_UNFIT = re.compile(r"[^A-Za-z0-9-]+")
"""What the name of a font had better not contain."""


class EmbeddedFont:
    """A face under its name in a content stream, with the glyphs that were used so far."""

    def __init__(self, name: str, face: Face) -> None:
        self.name = name
        self.face = face
        self._texts: dict[int, str] = {}

    def use(self, glyph: int, text: str) -> bool:
        """Note that `glyph` shows `text`; whether that is what it will be read as."""
        return self._texts.setdefault(glyph, text) == text

    def write(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font as a composite one with a subset of its file in `pdf`."""
        from pikepdf import Array, Dictionary, Name, String  # noqa: PLC0415 - only who writes a PDF needs it

        hb_face = uharfbuzz.Face(uharfbuzz.Blob(self.face.data), self.face.index)
        data = _subset(hb_face, self._texts)
        base = Name(f"/{_tag(data)}+{_UNFIT.sub('-', self.face.name)}")
        is_cff = not self.face.has_truetype_outlines
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0 if is_cff else Name.CIDFontType2,
            BaseFont=base,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(self._descriptor(pdf, base, data, is_cff=is_cff)),
            DW=1000,
            W=Array(self._widths(uharfbuzz.Font(hb_face))),
        )
        if not is_cff:
            descendant.CIDToGIDMap = Name.Identity
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=base,
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([pdf.make_indirect(descendant)]),
                ToUnicode=pdf.make_stream(_to_unicode(self._texts)),
            )
        )

    def _descriptor(self, pdf: pikepdf.Pdf, base: pikepdf.Name, data: bytes, *, is_cff: bool) -> pikepdf.Dictionary:
        from pikepdf import Array, Dictionary, Name  # noqa: PLC0415

        up, down = self._thousandths(self.face.ascent), self._thousandths(-self.face.descent)
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=base,
            Flags=_SYMBOLIC | (_FORCE_BOLD if self.face.bold else 0),
            FontBBox=Array([-1000, down, 2000, up]),
            ItalicAngle=0,
            Ascent=up,
            Descent=down,
            CapHeight=up,
            StemV=140 if self.face.bold else 80,
        )
        stream = pdf.make_stream(data)
        if is_cff:
            stream.Subtype = Name.CIDFontType0C
            descriptor.FontFile3 = stream
        else:
            stream.Length1 = len(data)
            descriptor.FontFile2 = stream
        return descriptor

    def _widths(self, font: uharfbuzz.Font) -> Iterator[object]:
        """Runs of glyphs that follow each other: the first one, then a list of widths (9.7.4.3)."""
        from pikepdf import Array  # noqa: PLC0415

        for _, run in groupby(enumerate(sorted(self._texts)), key=lambda pair: pair[1] - pair[0]):
            glyphs = [glyph for _, glyph in run]
            yield glyphs[0]
            yield Array([self._thousandths(font.get_glyph_h_advance(glyph)) for glyph in glyphs])

    def _thousandths(self, units: float) -> int:
        return round(units * 1000 / self.face.units)


class Fonts:
    """The fonts of a document, one for each face, in the order of their first use."""

    def __init__(self) -> None:
        self._by_face: dict[str, EmbeddedFont] = {}

    def __iter__(self) -> Iterator[EmbeddedFont]:
        return iter(self._by_face.values())

    def of(self, face: Face) -> EmbeddedFont:
        font = self._by_face.get(face.name)
        if font is None:
            font = self._by_face[face.name] = EmbeddedFont(f"F{len(self._by_face) + 1}", face)
        return font


def _subset(face: uharfbuzz.Face, glyphs: Mapping[int, str]) -> bytes:
    """The font file with `glyphs` under the numbers they have, all others empty; of CFF fonts that one table alone."""
    request = uharfbuzz.SubsetInput()
    request.glyph_set.update(glyphs)
    flags = uharfbuzz.SubsetFlags
    request.flags = flags.RETAIN_GIDS | flags.NO_HINTING | flags.NOTDEF_OUTLINE
    unneeded = set(face.table_tags) - {tag.decode() for tag in _KEPT}
    request.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in unneeded)
    made = uharfbuzz.subset(face, request)
    table = made.reference_table("CFF ") if "CFF " in made.table_tags else made.blob
    return bytes(table.data)


def _tag(data: bytes) -> str:
    """The six capitals before the name of a subset (9.6.4), here told by its content."""
    digest = hashlib.sha256(data).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    """The CMap by which a reader finds the text (9.10.3); at most 100 entries stand in a block."""
    coded = ((glyph, text.encode("utf-16-be", "replace").hex().upper()) for glyph, text in sorted(texts.items()))
    entries = [f"<{glyph:04X}> <{code}>" for glyph, code in coded]
    blocks = [entries[start : start + _CMAP_BLOCK] for start in range(0, len(entries), _CMAP_BLOCK)]
    mapping = [f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar" for block in blocks]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange",
            *mapping,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    ).encode("ascii")
