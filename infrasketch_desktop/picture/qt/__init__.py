"""The Qt backend: display lists on any `QPainter`, and pictures of whole diagrams as images and PNG.

The only part of `picture` that knows Qt; everything here needs a `QGuiApplication` (see `offscreen_application`).
"""

from infrasketch_desktop.picture.qt.fonts import FAMILY, QtTextMeasurer, load_fonts, text_font
from infrasketch_desktop.picture.qt.painting import Calls, Compiler, paint_diagram, painter_path, play
from infrasketch_desktop.picture.qt.rendering import (
    PictureTooLargeError,
    drawing_png,
    offscreen_application,
    picture_area,
    render_image,
    render_png,
    render_thumbnail,
    shown_area,
)
from infrasketch_desktop.picture.qt.system_faces import faces_for
from infrasketch_desktop.picture.qt.warming import warm_drawing

__all__ = [
    "FAMILY",
    "Calls",
    "Compiler",
    "PictureTooLargeError",
    "QtTextMeasurer",
    "drawing_png",
    "faces_for",
    "load_fonts",
    "offscreen_application",
    "paint_diagram",
    "painter_path",
    "picture_area",
    "play",
    "render_image",
    "render_png",
    "render_thumbnail",
    "shown_area",
    "text_font",
    "warm_drawing",
]
