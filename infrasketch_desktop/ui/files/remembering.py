"""Tells the library what a saved sketch holds and how it looks; both are worked out on another thread."""

from __future__ import annotations

from pathlib import Path

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.qt.rendering import png_bytes, render_thumbnail
from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Progress, Tasks

WIDTH, HEIGHT, SHARPNESS = 320, 192, 2.0


def remember(path: Path, diagram: Diagram, services: Services, tasks: Tasks) -> None:
    """Note a saved state under `path` with its picture, and keep it as a version."""

    def work(_progress: Progress) -> tuple[bytes, bytes]:
        return sketch_file.write(diagram), thumbnail(diagram)

    def done(made: tuple[bytes, bytes]) -> None:
        services.shelf.note_saved(path, diagram, *made)

    tasks.run(tr("Remembering the diagram"), work, done, quiet=True)


def thumbnail(diagram: Diagram) -> bytes:
    """The small PNG that stands for a sketch in lists."""
    return png_bytes(render_thumbnail(diagram, light_theme(), WIDTH, HEIGHT, ratio=SHARPNESS))
