"""The design document as a PDF for a review board: cover, contents, numbered chapters, vector diagram, tagged.

`write_pdf` makes the file. reportlab's frames decide what stands on which page; every part draws itself as content of
`picture.pdf`, so that text looks and reads alike in document and diagram; links, outline, structure and properties
are added when all pages are there. Text of diagrams is data on the whole way: it never passes a language of markup.

Neither reportlab nor pikepdf is loaded before a document is written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from infrasketch_desktop.design_doc.document import DesignDocument
from infrasketch_desktop.design_doc.pdf.paper import A4, LETTER, Paper
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.picture.artist import BadgeSource
from infrasketch_desktop.picture.faces import Faces, firago
from infrasketch_desktop.picture.theme import Theme, light_theme

__all__ = ["A4", "LETTER", "Paper", "write_pdf"]


def write_pdf(
    document: DesignDocument,
    diagram: Diagram,
    *,
    theme: Theme | None = None,
    page: Paper = A4,
    faces: Faces | None = None,
    badge_for: BadgeSource | None = None,
    imprint: Sequence[tuple[str, str]] = (),
    author: str = "",
    checkpoint: Callable[[float], None] | None = None,
) -> bytes:
    """A document with the picture of `diagram`. The same arguments give the same bytes.

    What stands around the text is in the language in force, which has to be that of the document.

    `faces` are those of the program, with fallbacks for what it lacks, if any are at hand; what none of them has
    appears as a box (`Faces.missing` tells it). `imprint` are names with
    values for the foot of the cover, such as ("Version", "1.2"). `checkpoint` is told the share that is done, between
    parts; an exception that it raises ends the work and reaches the caller.
    """
    from infrasketch_desktop.design_doc.pdf.writing import write  # noqa: PLC0415 - loads reportlab and pikepdf

    return write(
        document,
        diagram,
        theme=theme or light_theme(),
        page=page,
        faces=faces or firago(),
        badge_for=badge_for,
        imprint=imprint,
        author=author,
        checkpoint=checkpoint or (lambda _share: None),
    )
