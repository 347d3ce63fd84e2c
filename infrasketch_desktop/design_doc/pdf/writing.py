"""Lays the document out and writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from infrasketch_desktop.design_doc.document import DesignDocument
from infrasketch_desktop.design_doc.pdf.composing import Composer
from infrasketch_desktop.design_doc.pdf.finishing import Properties, finish
from infrasketch_desktop.design_doc.pdf.ledger import Ledger
from infrasketch_desktop.design_doc.pdf.paper import Paper
from infrasketch_desktop.design_doc.pdf.plates import TURNED, UPRIGHT, Plates
from infrasketch_desktop.design_doc.pdf.press import Press
from infrasketch_desktop.design_doc.pdf.style import styles_for
from infrasketch_desktop.design_doc.pdf.typefaces import Typefaces
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import in_force, tr
from infrasketch_desktop.picture.artist import BadgeSource
from infrasketch_desktop.picture.faces import FaceMeasurer, Faces
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.pdf import Resources
from infrasketch_desktop.picture.theme import Theme

Checkpoint = Callable[[float], None]
_COMPOSED, _LAID_OUT = 0.25, 0.7
"""The shares of the work that are done when the story is composed, and when it is on its pages."""


def write(
    document: DesignDocument,
    diagram: Diagram,
    *,
    theme: Theme,
    page: Paper,
    faces: Faces,
    badge_for: BadgeSource | None,
    imprint: Sequence[tuple[str, str]],
    author: str,
    checkpoint: Checkpoint,
) -> bytes:
    """The bytes of the file; see `write_pdf`."""
    resources = Resources(faces)
    press = Press(resources, Typefaces(resources), styles_for(theme), Ledger(), in_force().is_from_right_to_left)
    plates = Plates(press, diagram, Look(_on_paper(theme), FaceMeasurer(faces)), page, badge_for)
    composer = Composer(press, document, plates, page.text_width)
    checkpoint(0.0)
    story = composer.story(imprint, _part_of(checkpoint, 0.0, _COMPOSED))
    press.ledger.bare_pages.add(0)
    pages = _laid_out(story, page, _part_of(checkpoint, _COMPOSED, _LAID_OUT))
    properties = Properties(document.title, tr("System design document"), author, in_force().code, press.is_rtl)
    data = finish(pages, press, properties, page, _part_of(checkpoint, _LAID_OUT, 1.0))
    checkpoint(1.0)
    return data


def _part_of(checkpoint: Checkpoint, start: float, end: float) -> Checkpoint:
    """Tells a share of one part of the work as one of the whole."""
    return lambda share: checkpoint(start + (end - start) * share)


def _on_paper(theme: Theme) -> Theme:
    """The picture lies on the page itself, in the colour of cards."""
    return replace(theme, canvas=theme.card, plate=theme.card)


def _laid_out(story: list[Any], paper: Paper, checkpoint: Checkpoint) -> bytes:
    """The pages as reportlab writes them: content without fonts, links or structure."""
    file = BytesIO()
    total = len(story)

    def told(kind: str, value: Any) -> None:
        if kind == "PROGRESS":
            checkpoint(min(1.0, value / total))

    template = BaseDocTemplate(file, pageTemplates=[_template(UPRIGHT, paper), _template(TURNED, paper.turned())])
    template.setProgressCallBack(told)
    template.build(story, canvasmaker=_canvas)
    return file.getvalue()


def _canvas(file: BytesIO, **settings: Any) -> Canvas:
    """Pages stay plain: they are compressed when the document is saved."""
    return Canvas(file, **{**settings, "invariant": 1, "pageCompression": 0})


def _template(name: str, paper: Paper) -> PageTemplate:
    frame = Frame(paper.side, paper.bottom, paper.text_width, paper.text_height, 0, 0, 0, 0, id=name)
    return PageTemplate(name, [frame], pagesize=(paper.width, paper.height))
