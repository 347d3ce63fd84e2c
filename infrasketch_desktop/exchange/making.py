"""The makers behind the forms of export: each writes one result under a path and says what it could not carry.

What a maker needs is imported when it runs, so that the table of forms costs nothing to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.exchange.areas import fitting_scale, picture_area
from infrasketch_desktop.exchange.document_language import document_language
from infrasketch_desktop.exchange.options import ExportOptions, Paper
from infrasketch_desktop.exchange.steps import Checkpoint, Step
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.formats.result import Loss
from infrasketch_desktop.formats.table import Format
from infrasketch_desktop.language import in_english, tr, written_in

if TYPE_CHECKING:
    from infrasketch_desktop.design_doc.document import DesignDocument

FOLDER_IN_ZIP = "design-document"


def make_png(path: Path, subject: Subject, options: ExportOptions, checkpoint: Checkpoint) -> tuple[Loss, ...]:
    """A picture of `options.scale` pixels per scene unit. Needs a `QGuiApplication`.

    Where even natural size has too many pixels, it is as large as can be.
    """
    checkpoint(Step.DRAWING)
    diagram = subject.diagram(options.area)
    area = picture_area(diagram, options)
    scale = _fitting(diagram, options, area) if options.scale == 1 else options.scale
    content = _png(diagram, replace(options, scale=scale), area)
    checkpoint(Step.DRAWING)
    path.write_bytes(content)
    return _smaller(scale, options)


def make_svg(path: Path, subject: Subject, options: ExportOptions, checkpoint: Checkpoint) -> tuple[Loss, ...]:
    """A picture with real text, its faces embedded or named."""
    from infrasketch_desktop.exchange.badges import program_badges  # noqa: PLC0415 - see the head
    from infrasketch_desktop.exchange.faces import faces_for_diagram, missing_glyphs  # noqa: PLC0415 - see the head
    from infrasketch_desktop.picture.svg import FontUse, SvgOptions, render_svg  # noqa: PLC0415 - see the head

    checkpoint(Step.DRAWING)
    diagram = subject.diagram(options.area)
    faces = faces_for_diagram(diagram)
    look = SvgOptions(
        fonts=FontUse(options.fonts.value),
        faces=faces,
        transparent=options.transparent,
        area=picture_area(diagram, options),
    )
    with in_english():
        content = render_svg(diagram, options.theme, look, badge_for=program_badges())
    checkpoint(Step.DRAWING)
    path.write_bytes(content)
    return missing_glyphs(diagram, faces)


def make_pdf(path: Path, subject: Subject, options: ExportOptions, checkpoint: Checkpoint) -> tuple[Loss, ...]:
    """The whole design document, for a review board."""
    return _set_pages(path, _document(subject, options, checkpoint), subject, options, checkpoint)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What came of `make_pdf_beginning`; `is_cut` tells that the document goes on."""

    losses: tuple[Loss, ...]
    is_cut: bool


def make_pdf_beginning(
    path: Path, subject: Subject, options: ExportOptions, checkpoint: Checkpoint, blocks: int
) -> Beginning:
    """The first `blocks` blocks of the design document with cover and contents, to be looked at.

    What it leaves out is left out of its contents too; what is in it looks as in the whole document.
    """
    whole = _document(subject, options, checkpoint)
    document = whole.beginning(blocks)
    return Beginning(_set_pages(path, document, subject, options, checkpoint), is_cut=document is not whole)


def _document(subject: Subject, options: ExportOptions, checkpoint: Checkpoint) -> DesignDocument:
    from infrasketch_desktop.exchange.documents import written_document  # noqa: PLC0415 - see the head

    checkpoint(Step.WRITING_TEXT)
    language = document_language(options.language)
    return written_document(subject.whole, lambda: checkpoint(Step.WRITING_TEXT), language)


def _set_pages(
    path: Path, document: DesignDocument, subject: Subject, options: ExportOptions, checkpoint: Checkpoint
) -> tuple[Loss, ...]:
    from infrasketch_desktop.design_doc.pdf import A4, LETTER, write_pdf  # noqa: PLC0415 - see the head
    from infrasketch_desktop.exchange.badges import program_badges  # noqa: PLC0415 - see the head
    from infrasketch_desktop.exchange.faces import faces_for_diagram, missing_glyphs  # noqa: PLC0415 - see the head

    checkpoint(Step.SETTING_PAGES)
    faces = faces_for_diagram(subject.whole)
    with written_in(document_language(options.language)):
        content = write_pdf(
            document,
            subject.whole,
            page=LETTER if options.paper is Paper.LETTER else A4,
            faces=faces,
            badge_for=program_badges(),
            checkpoint=lambda share: checkpoint(Step.SETTING_PAGES, share),
        )
    checkpoint(Step.SETTING_PAGES)
    path.write_bytes(content)
    return missing_glyphs(subject.whole, faces)


def make_markdown(path: Path, subject: Subject, options: ExportOptions, checkpoint: Checkpoint) -> tuple[Loss, ...]:
    """The design document and its picture as a folder, or zipped. Needs a `QGuiApplication`."""
    from infrasketch_desktop.design_doc.markdown import folder_parts  # noqa: PLC0415 - see the head
    from infrasketch_desktop.packing import zipped  # noqa: PLC0415 - see the head

    document = _document(subject, options, checkpoint)
    checkpoint(Step.DRAWING)
    scale = _fitting(subject.whole, options, None)
    with written_in(document_language(options.language)):
        picture = _picture(subject.whole, ExportOptions(options.theme, scale), None)
        parts = folder_parts(document, picture)
    checkpoint(Step.PACKING)
    if options.zipped:
        path.write_bytes(zipped(parts, FOLDER_IN_ZIP))
    else:
        path.mkdir()
        for name, content in parts.items():
            (path / name).write_bytes(content)
    return _smaller(scale, options)


def writer(found: Format) -> Callable[[Path, Subject, ExportOptions, Checkpoint], tuple[Loss, ...]]:
    """The maker of files in one of the formats of other tools."""

    def make(path: Path, subject: Subject, options: ExportOptions, checkpoint: Checkpoint) -> tuple[Loss, ...]:
        checkpoint(Step.WRITING_TEXT)
        written = found.write(subject.diagram(options.area))
        checkpoint(Step.WRITING_TEXT)
        path.write_bytes(written.content)
        return written.losses

    return make


def _png(diagram: Diagram, options: ExportOptions, area: Rect | None) -> bytes:
    with in_english():
        return _picture(diagram, options, area)


def _picture(diagram: Diagram, options: ExportOptions, area: Rect | None) -> bytes:
    """A picture with its few words in the language in force."""
    from infrasketch_desktop.exchange.badges import program_badges  # noqa: PLC0415 - see the head
    from infrasketch_desktop.picture.qt.rendering import render_png  # noqa: PLC0415 - see the head

    return render_png(
        diagram,
        options.theme,
        scale=options.scale,
        transparent=options.transparent,
        area=area,
        badge_for=program_badges(),
    )


def _fitting(diagram: Diagram, options: ExportOptions, area: Rect | None) -> float:
    """The scale that was chosen, or a smaller one with which the picture has not too many pixels."""
    from infrasketch_desktop.picture.qt.rendering import MAX_PIXELS  # noqa: PLC0415 - see the head
    from infrasketch_desktop.picture.qt.rendering import picture_area as area_of_all  # noqa: PLC0415 - see the head

    return fitting_scale(area or area_of_all(diagram, options.theme), options.scale, MAX_PIXELS)


def _smaller(scale: float, options: ExportOptions) -> tuple[Loss, ...]:
    if scale == options.scale:
        return ()
    return (
        Loss(
            tr("The size of the picture ({scale:g}×)", scale=options.scale),
            tr("it would be too large; it is drawn at {scale:g}×", scale=scale),
        ),
    )
