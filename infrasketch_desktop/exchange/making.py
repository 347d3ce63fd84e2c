"""The makers behind the forms of export: each writes one result under a path and says what it could not carry.

What a maker needs is imported when it runs, so that the table of forms costs nothing to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from infrasketch_desktop.exchange.areas import picture_area
from infrasketch_desktop.exchange.options import ExportOptions, Paper
from infrasketch_desktop.exchange.steps import Checkpoint, Step
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.formats.result import Loss
from infrasketch_desktop.formats.table import Format

NOTHING_LOST: tuple[Loss, ...] = ()
FOLDER_IN_ZIP = "design-document"


def make_png(path: Path, subject: Subject, options: ExportOptions, checkpoint: Checkpoint) -> tuple[Loss, ...]:
    """A picture of `options.scale` pixels per scene unit. Needs a `QGuiApplication`."""
    from infrasketch_desktop.exchange.badges import program_badges  # noqa: PLC0415 - see the head
    from infrasketch_desktop.picture.qt import render_png  # noqa: PLC0415 - see the head

    checkpoint(Step.DRAWING)
    diagram = subject.diagram(options.area)
    content = render_png(
        diagram,
        options.theme,
        scale=options.scale,
        transparent=options.transparent,
        area=picture_area(diagram, options),
        badge_for=program_badges(),
    )
    checkpoint(Step.DRAWING)
    path.write_bytes(content)
    return NOTHING_LOST


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
    content = render_svg(diagram, options.theme, look, badge_for=program_badges())
    checkpoint(Step.DRAWING)
    path.write_bytes(content)
    return missing_glyphs(diagram, faces)


def make_pdf(path: Path, subject: Subject, options: ExportOptions, checkpoint: Checkpoint) -> tuple[Loss, ...]:
    """The whole design document, for a review board."""
    from infrasketch_desktop.design_doc.pdf import A4, LETTER, write_pdf  # noqa: PLC0415 - see the head
    from infrasketch_desktop.exchange.badges import program_badges  # noqa: PLC0415 - see the head
    from infrasketch_desktop.exchange.documents import written_document  # noqa: PLC0415 - see the head
    from infrasketch_desktop.exchange.faces import faces_for_diagram, missing_glyphs  # noqa: PLC0415 - see the head

    checkpoint(Step.WRITING_TEXT)
    document = written_document(subject.whole, lambda: checkpoint(Step.WRITING_TEXT))
    checkpoint(Step.SETTING_PAGES)
    faces = faces_for_diagram(subject.whole)
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
    from infrasketch_desktop.exchange.badges import program_badges  # noqa: PLC0415 - see the head
    from infrasketch_desktop.exchange.documents import written_document  # noqa: PLC0415 - see the head
    from infrasketch_desktop.exchange.packing import zipped  # noqa: PLC0415 - see the head
    from infrasketch_desktop.picture.qt import render_png  # noqa: PLC0415 - see the head

    checkpoint(Step.WRITING_TEXT)
    document = written_document(subject.whole, lambda: checkpoint(Step.WRITING_TEXT))
    checkpoint(Step.DRAWING)
    picture = render_png(subject.whole, options.theme, scale=options.scale, badge_for=program_badges())
    checkpoint(Step.PACKING)
    parts = folder_parts(document, picture)
    if options.zipped:
        path.write_bytes(zipped(parts, FOLDER_IN_ZIP))
        return NOTHING_LOST
    path.mkdir()
    for name, content in parts.items():
        (path / name).write_bytes(content)
    return NOTHING_LOST


def writer(found: Format) -> Callable[[Path, Subject, ExportOptions, Checkpoint], tuple[Loss, ...]]:
    """The maker of files in one of the formats of other tools."""

    def make(path: Path, subject: Subject, options: ExportOptions, checkpoint: Checkpoint) -> tuple[Loss, ...]:
        checkpoint(Step.WRITING_TEXT)
        written = found.write(subject.diagram(options.area))
        checkpoint(Step.WRITING_TEXT)
        path.write_bytes(written.content)
        return written.losses

    return make
