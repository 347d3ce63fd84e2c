"""Faces of the system for what FiraGO lacks: the ones that Qt draws Chinese, Japanese, Korean and the like with."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from fontTools.ttLib.sfnt import SFNTWriter
from PySide6.QtGui import QRawFont, QTextLayout

from infrasketch_desktop.picture.faces import Face, Faces, firago
from infrasketch_desktop.picture.qt.fonts import FAMILY, text_font
from infrasketch_desktop.picture.shapes import Font

_SIZE = 16.0
_TABLES = ("CFF ", "CFF2", "glyf", "loca", "head", "hhea", "hmtx", "vhea", "vmtx", "VORG", "maxp", "cmap", "OS/2")
_TEXT_TABLES = ("name", "post", "GDEF", "GPOS", "GSUB")
_OUTLINES = {"glyf": "\0\1\0\0", "CFF ": "OTTO", "CFF2": "OTTO"}
_MOST_CHARACTERS = 4096
"""A picture that shows more characters beyond FiraGO falls back to the guesses of the measurer for the rest."""


def faces_for(texts: Iterable[str]) -> Faces:
    """FiraGO, followed by the faces that the system has for the characters of `texts` that FiraGO lacks.

    Needs a `QGuiApplication`. Faces of bitmaps only are left out: nothing can be made of them but pictures.
    """
    lacking = "".join(sorted(firago().missing("".join(set(texts)))))[:_MOST_CHARACTERS]
    if not lacking:
        return firago()
    return firago().with_fallbacks(_faces(lacking, bold=False), _faces(lacking, bold=True))


def _faces(characters: str, *, bold: bool) -> tuple[Face, ...]:
    found: dict[str, Face] = {}
    for raw in _raw_fonts(characters, bold=bold):
        name = f"{raw.familyName()} Bold" if _is_bold(raw) else raw.familyName()
        if name in found or raw.familyName() == FAMILY or (bold and not _is_bold(raw)):
            continue
        data = font_file(raw)
        if data:
            found[name] = Face(name, lambda data=data: data, bold=_is_bold(raw))  # type: ignore[misc]
    return tuple(found.values())


def _raw_fonts(characters: str, *, bold: bool) -> list[QRawFont]:
    layout = QTextLayout(characters, text_font(Font(_SIZE, bold)))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [run.rawFont() for run in layout.glyphRuns()]


def _is_bold(raw: QRawFont) -> bool:
    return "bold" in raw.styleName().casefold()


def font_file(raw: QRawFont) -> bytes | None:
    """The tables of a font as a file of its own, also when it lay in a collection; None without outlines."""
    tables = {tag: bytes(raw.fontTable(tag).data()) for tag in (*_TABLES, *_TEXT_TABLES)}
    tables = {tag: data for tag, data in tables.items() if data}
    outlines = next((tag for tag in _OUTLINES if tag in tables), None)
    if outlines is None:
        return None
    file = BytesIO()
    writer = SFNTWriter(file, len(tables), _OUTLINES[outlines])
    for tag, data in sorted(tables.items()):
        writer[tag] = data
    writer.close()
    return file.getvalue()
