"""The faces of running text: upright, italic and for code, each in two weights, with what stands in for them."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.picture.face_files import face_file
from infrasketch_desktop.picture.faces import Face, Faces
from infrasketch_desktop.picture.pdf import Resources, SetLine, Typesetter

_CODE = 0.92


@dataclass(frozen=True, slots=True)
class Manner:
    """How a stretch of text is written."""

    bold: bool = False
    italic: bool = False
    code: bool = False


class Typefaces:
    """Sets text in the faces of one document."""

    def __init__(self, resources: Resources) -> None:
        upright = resources.typesetter.faces
        self._upright = resources.typesetter
        self._italic = resources.typesetter_in(_beside("figit", "figbi", "FiraGO Italic", upright))
        self._code = resources.typesetter_in(_beside("fimo", "fimbo", "Fira Mono", upright))

    def line(self, text: str, manner: Manner, *, is_rtl: bool | None = None) -> SetLine:
        """A line; with `is_rtl` a part of one, all of it of that direction."""
        return self._typesetter(manner).line(text, manner.bold, is_rtl)

    def size(self, manner: Manner, size: float) -> float:
        """The size in which text of a manner looks like its neighbours of `size`: letters of code are broad."""
        return size * _CODE if manner.code else size

    def width(self, text: str, manner: Manner, size: float) -> float:
        """The advance of a line among text of `size`, in points."""
        return self.line(text, manner).width * self.size(manner, size)

    def _typesetter(self, manner: Manner) -> Typesetter:
        if manner.code:
            return self._code
        return self._italic if manner.italic else self._upright


def _beside(regular: str, bold: str, family: str, upright: Faces) -> Faces:
    """A family of the `pymupdf-fonts` package, which falls back to the upright faces."""
    faces = Faces(
        (Face(family, lambda: face_file(regular)),), (Face(f"{family} Bold", lambda: face_file(bold), bold=True),)
    )
    return faces.with_fallbacks(upright.regular, upright.bold)
