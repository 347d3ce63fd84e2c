"""What the pages of a PDF share: embedded fonts, and drawings that are kept once and used many times."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from infrasketch_desktop.picture.faces import Faces
from infrasketch_desktop.picture.glyphs import GRID
from infrasketch_desktop.picture.pdf.embedding import Fonts
from infrasketch_desktop.picture.pdf.typesetting import Typesetter

if TYPE_CHECKING:
    import pikepdf


class Resources:
    """Fonts and forms in use, under the names that content streams call them by."""

    def __init__(self, faces: Faces) -> None:
        self._fonts = Fonts()
        self.typesetter = self.typesetter_in(faces)
        self._forms: dict[str, tuple[str, str]] = {}

    def typesetter_in(self, faces: Faces) -> Typesetter:
        """For text in other faces on the same pages."""
        return Typesetter(faces, self._fonts)

    def form(self, name: str, operators: Callable[[], str]) -> str:
        """The name of a drawing on the grid of glyphs, made when it is used for the first time."""
        known = self._forms.get(name)
        if known is None:
            known = self._forms[name] = (f"G{len(self._forms) + 1}", operators())
        return known[0]

    def write(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The resource dictionary for every page (ISO 32000-1, 7.8.3)."""
        from pikepdf import Dictionary  # noqa: PLC0415 - only who writes a PDF needs it

        fonts = {f"/{font.name}": font.write(pdf) for font in self._fonts}
        forms = {f"/{name}": _form(pdf, operators) for name, operators in self._forms.values()}
        return pdf.make_indirect(Dictionary(Font=Dictionary(fonts), XObject=Dictionary(forms)))


def _form(pdf: pikepdf.Pdf, operators: str) -> pikepdf.Stream:
    from pikepdf import Array, Name  # noqa: PLC0415

    stream = pdf.make_stream(operators.encode("ascii"))
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([-GRID, -GRID, 2 * GRID, 2 * GRID])
    return stream
