"""Whole diagrams as images: for files, the clipboard and thumbnails; without a window or a screen when need be."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage

from infrasketch_desktop.collector import collector_paused
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.artist import BadgeSource
from infrasketch_desktop.picture.detail import Level, level_at
from infrasketch_desktop.picture.drawing import DisplayList, display_list, drawn_area
from infrasketch_desktop.picture.errors import PictureTooLargeError
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.png import PngSize
from infrasketch_desktop.picture.qt.bands import png_bands
from infrasketch_desktop.picture.qt.fonts import QtTextMeasurer
from infrasketch_desktop.picture.qt.painting import Compiler, painter_on, play
from infrasketch_desktop.picture.theme import Theme

MARGIN = 24.0
MAX_PIXELS = 120_000_000
"""Half a gigabyte of image; a larger one would stop the machine rather than please anyone."""

_EMPTY = Rect(0, 0, 320, 180)
_THUMBNAIL_MARGIN = 12.0
_THUMBNAIL_SHARE = 0.03
THUMBNAIL_LEAST = 0.24
"""Logical pixels per scene unit at which a card still shows its tile: 43 by 19 pixels."""


def offscreen_application() -> QGuiApplication:
    """The running Qt application, or a new one without a screen; keep it as long as pictures are made."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    return QGuiApplication(["infrasketch", "-platform", "offscreen"])


def render_image(
    diagram: Diagram,
    theme: Theme,
    *,
    scale: float = 2.0,
    transparent: bool = False,
    margin: float = MARGIN,
    area: Rect | None = None,
    badge_for: BadgeSource | None = None,
) -> QImage:
    """A picture of everything visible. `scale` is pixels per scene unit, `margin` in scene units around it.

    `area`, in scene units, is shown instead where it is given: a page, or what surrounds a choice.

    Raises:
        PictureTooLargeError: the picture would have more than `MAX_PIXELS`.
    """
    drawing = display_list(diagram, Look(theme, QtTextMeasurer()), badge_for)
    shown = area or shown_area(drawing, margin)
    width, height = _pixels(shown, scale)
    image = _blank(width, height, None if transparent else theme.canvas)
    _paint(image, drawing, shown, scale)
    return image


def shown_area(drawing: DisplayList, margin: float = MARGIN) -> Rect:
    """What a picture of all of a drawing shows, in scene units."""
    return (drawing.bounds or _EMPTY).inflated(margin)


def picture_area(diagram: Diagram, theme: Theme, margin: float = MARGIN) -> Rect:
    """What `render_image` shows, in scene units; its pixels are the sides times the scale, rounded up."""
    return shown_area(display_list(diagram, Look(theme, QtTextMeasurer())), margin)


def render_png(
    diagram: Diagram,
    theme: Theme,
    *,
    scale: float = 2.0,
    transparent: bool = False,
    margin: float = MARGIN,
    area: Rect | None = None,
    badge_for: BadgeSource | None = None,
) -> bytes:
    """`render_image` as the bytes of a PNG file; the same diagram gives the same bytes."""
    drawing = display_list(diagram, Look(theme, QtTextMeasurer()), badge_for)
    return drawing_png(drawing, theme, scale=scale, transparent=transparent, area=area or shown_area(drawing, margin))


@collector_paused()
def drawing_png(
    drawing: DisplayList, theme: Theme, *, scale: float = 2.0, transparent: bool = False, area: Rect | None = None
) -> bytes:
    """Any display list, such as a comparison, as the bytes of a PNG file.

    Raises:
        PictureTooLargeError: the picture would have more than `MAX_PIXELS`.
    """
    shown = area or shown_area(drawing)
    width, height = _pixels(shown, scale)
    size = PngSize(width, height, alpha=transparent, scale=scale)
    return png_bands(drawing, shown, size, None if transparent else theme.canvas)


def render_thumbnail(
    diagram: Diagram, theme: Theme, width: int, height: int, *, ratio: float = 1.0, largest: float = 1.0
) -> QImage:
    """A diagram centred in an image of `width` by `height` logical pixels at `ratio` device pixels each.

    A small diagram is not blown up beyond `largest` pixels per scene unit. One that would be too small to tell its
    parts apart is drawn at `THUMBNAIL_LEAST`, as far as its width has room, and shows its upper part only.
    """
    whole = drawn_area(diagram) or _EMPTY
    area = whole.inflated(max(_THUMBNAIL_MARGIN, _THUMBNAIL_SHARE * max(whole.width, whole.height)))
    scale = min(width / area.width, max(height / area.height, THUMBNAIL_LEAST), largest)
    drawing = display_list(diagram, Look(theme, QtTextMeasurer()), scale=_detail(scale, ratio))
    top = area.center.y - height / scale / 2 if area.height * scale <= height else area.y
    around = Rect(area.center.x - width / scale / 2, top, width / scale, height / scale)
    image = _blank(round(width * ratio), round(height * ratio), theme.canvas)
    _paint(image, drawing, around, scale * ratio)
    image.setDevicePixelRatio(ratio)
    return image


def _detail(scale: float, ratio: float) -> float:
    """Glyphs can be told in any sharp image, but text only at the size in which it meets the eye."""
    return scale * ratio if level_at(scale).has_text else min(scale * ratio, Level.GLYPHS.value)


def png_bytes(image: QImage) -> bytes:
    """A small image, such as a thumbnail, as the bytes of a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know str and bytes only as format
    return bytes(data.data())


def _pixels(area: Rect, scale: float) -> tuple[int, int]:
    """Width and height of a picture. Raises PictureTooLargeError."""
    width, height = max(1, ceil(area.width * scale)), max(1, ceil(area.height * scale))
    if width * height > MAX_PIXELS:
        raise PictureTooLargeError(
            tr(
                "The picture would be {width:,} by {height:,} pixels. Choose a smaller scale, or export fewer nodes.",
                width=width,
                height=height,
            )
        )
    return width, height


def _blank(width: int, height: int, ground: str | None) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent if ground is None else QColor(ground))
    return image


def _paint(image: QImage, drawing: DisplayList, area: Rect, scale: float) -> None:
    painter = painter_on(image, area, scale)
    compiler = Compiler()
    for item in drawing.items:
        play(painter, compiler.compile(item.shapes))
    painter.end()
