"""Paints sheets of a diagram on paper: the printer's, and that of the preview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect, Size
from infrasketch_desktop.exchange.badges import program_badges
from infrasketch_desktop.picture.drawing import DisplayList, display_list
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.qt.fonts import QtTextMeasurer
from infrasketch_desktop.picture.qt.painting import Compiler, play
from infrasketch_desktop.picture.qt.rendering import shown_area
from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.ui.exporting.sheets import Division, on_one_sheet, on_several_sheets

MARGIN = 28.0
"""Points around each sheet; more than the unprintable border of most printers."""
_MARGIN_AROUND = 8.0
"""Scene units around the drawing."""


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """`scale` is times the natural size, None for all on one sheet. The sheet lies where that suits the diagram."""

    size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4
    scale: float | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A diagram that has been divided among sheets; for any thread."""

    drawing: DisplayList
    division: Division
    layout: QPageLayout


def divide(diagram: Diagram, choice: PaperChoice) -> Job:
    """In light colours, as paper is white; sheets that would stay empty are left out."""
    drawing = display_list(diagram, Look(light_theme(), QtTextMeasurer()), program_badges())
    area = shown_area(drawing, _MARGIN_AROUND)
    lying = area.width > area.height
    orientation = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    margins = QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN)
    layout = QPageLayout(QPageSize(choice.size), orientation, margins, QPageLayout.Unit.Point)
    room = Size(*layout.paintRect().size().toTuple())
    if choice.scale is None:
        return Job(drawing, on_one_sheet(area, room), layout)
    division = on_several_sheets(area, room, choice.scale)
    used = tuple(sheet for sheet in division.sheets if any(item.bounds.intersects(sheet) for item in drawing.items))
    return Job(drawing, replace(division, sheets=used or division.sheets[:1]), layout)


def print_sheets(job: Job, printer: QPrinter, told: Callable[[float], None]) -> None:
    """Print every sheet as vectors; `told` hears how much is done and may raise to stop between two sheets."""
    printer.setPageLayout(job.layout)
    painter = QPainter(printer)
    try:
        dots = printer.resolution() / 72
        count = len(job.division.sheets)
        for number, sheet in enumerate(job.division.sheets):
            told(number / count)
            if number:
                printer.newPage()
            _paint(painter, job, sheet, dots)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()


def preview_sheet(job: Job, number: int, width: int, ratio: float) -> QImage:
    """A sheet as an image `width` logical pixels wide at `ratio` device pixels each."""
    full = job.layout.fullRect(QPageLayout.Unit.Point)
    dots = width * ratio / full.width()
    image = QImage(round(width * ratio), round(full.height() * dots), QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    painter.translate(MARGIN * dots, MARGIN * dots)
    _paint(painter, job, job.division.sheets[number], dots)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def _paint(painter: QPainter, job: Job, sheet: Rect, dots: float) -> None:
    """One sheet with its upper left corner at the origin; `dots` of the device to the point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scale = job.division.scale * dots
    painter.setClipRect(QRectF(0, 0, sheet.width * scale, sheet.height * scale))
    painter.scale(scale, scale)
    painter.translate(-sheet.x, -sheet.y)
    compiler = Compiler()
    for item in job.drawing.items:
        play(painter, compiler.compile(item.shapes))
    painter.restore()
