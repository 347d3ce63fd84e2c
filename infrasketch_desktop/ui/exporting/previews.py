"""Makes the free previews, on any thread: a picture, the first pages of a document, or the beginning of a text."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from itertools import islice
from math import ceil
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from infrasketch_desktop.collector import collector_paused
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.exchange.areas import fitting_scale
from infrasketch_desktop.exchange.areas import picture_area as chosen_area
from infrasketch_desktop.exchange.badges import program_badges
from infrasketch_desktop.exchange.exports import Family, Form, parts_of
from infrasketch_desktop.exchange.making import Beginning, make_pdf_beginning
from infrasketch_desktop.exchange.options import ExportOptions
from infrasketch_desktop.exchange.pieces import Piece
from infrasketch_desktop.exchange.steps import Checkpoint
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.formats.result import Loss
from infrasketch_desktop.picture.qt.rendering import MAX_PIXELS, picture_area, render_image

MOST_PAGES = 8
MOST_BLOCKS = 240
"""Of a document: that of some 70 components, and of a longer one more than the pages that are shown."""
MOST_LINES = 400
LONGEST_LINE = 400
_LEAST_SCALE = 0.02


@dataclass(frozen=True, slots=True)
class PicturePreview:
    """A picture as large as there is room; `area` is what it covers, in scene units."""

    image: QImage
    area: Rect
    transparent: bool
    losses: tuple[Loss, ...] = ()

    def pixels(self, scale: float) -> tuple[int, int]:
        """Width and height of the picture at `scale`; natural size gives way where it has too many."""
        fitting = fitting_scale(self.area, scale, MAX_PIXELS) if scale == 1 else scale
        return ceil(self.area.width * fitting), ceil(self.area.height * fitting)

    def is_too_large(self, scale: float) -> bool:
        width, height = self.pixels(scale)
        return width * height > MAX_PIXELS


@dataclass(frozen=True, slots=True)
class PagesPreview:
    """The first pages of a document, and how many were made; `is_cut` tells that only its beginning was."""

    pages: tuple[QImage, ...]
    count: int
    losses: tuple[Loss, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class TextPreview:
    """The beginning of a text; `is_cut` tells that there is more."""

    text: str
    is_cut: bool
    losses: tuple[Loss, ...] = ()


Preview = PicturePreview | PagesPreview | TextPreview


@dataclass(frozen=True, slots=True)
class Room:
    """Where a preview goes: logical pixels, at `ratio` device pixels each."""

    size: QSize
    ratio: float


def make_preview(form: Form, subject: Subject, options: ExportOptions, room: Room, checkpoint: Checkpoint) -> Preview:
    """What `form` would come to. Raises what making it would raise."""
    with collector_paused():
        return _made(form, subject, options, room, checkpoint)


def _made(form: Form, subject: Subject, options: ExportOptions, room: Room, checkpoint: Checkpoint) -> Preview:
    if form.family is Family.PICTURES:
        return _picture(subject, options, room)
    shown = parts_of(form)[0]
    with tempfile.TemporaryDirectory(prefix="infrasketch-preview-") as folder:
        path = Path(folder) / f"preview{shown.ending(options)}"
        if shown.suffix == ".pdf":
            return _pages(path, make_pdf_beginning(path, subject, options, checkpoint, MOST_BLOCKS), room)
        piece = Piece(shown, path, subject, options)
        piece.make(path, checkpoint)
        return _text(piece)


def _picture(subject: Subject, options: ExportOptions, room: Room) -> PicturePreview:
    diagram = subject.diagram(options.area)
    area = chosen_area(diagram, options) or picture_area(diagram, options.theme)
    scale = max(min(room.size.width() / area.width, room.size.height() / area.height, 1.0), _LEAST_SCALE)
    image = render_image(
        diagram,
        options.theme,
        scale=scale * room.ratio,
        transparent=options.transparent,
        area=area,
        badge_for=program_badges(),
    )
    image.setDevicePixelRatio(room.ratio)
    return PicturePreview(image, area, options.transparent)


def _pages(path: Path, made: Beginning, room: Room) -> PagesPreview:
    document = QPdfDocument()
    document.load(str(path))
    try:
        count = document.pageCount()
        pages = tuple(_page(document, number, room) for number in range(min(count, MOST_PAGES)))
    finally:
        document.close()
    return PagesPreview(pages, count, made.losses, made.is_cut)


def _page(document: QPdfDocument, number: int, room: Room) -> QImage:
    """A page as wide as the room, on paper: Qt leaves the ground of a page transparent."""
    size = document.pagePointSize(number)
    width = room.size.width()
    height = width * size.height() / size.width()
    drawn = document.render(number, QSize(round(width * room.ratio), round(height * room.ratio)))
    page = QImage(drawn.size(), QImage.Format.Format_RGB32)
    page.fill("white")
    painter = QPainter(page)
    painter.drawImage(0, 0, drawn)
    painter.end()
    page.setDevicePixelRatio(room.ratio)
    return page


def _text(piece: Piece) -> TextPreview:
    path = piece.target
    if path.is_dir():
        path = next(iter(sorted(path.glob("*.md"))))
    with path.open(encoding="utf-8", errors="replace") as lines:
        shown = [line.rstrip("\n")[:LONGEST_LINE] for line in islice(lines, MOST_LINES + 1)]
    return TextPreview("\n".join(shown[:MOST_LINES]), len(shown) > MOST_LINES, piece.losses)
