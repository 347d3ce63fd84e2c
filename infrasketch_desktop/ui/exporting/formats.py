"""What a diagram can be exported as: one line for each format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.ui.files.choosing import PICTURE_SUFFIX
from infrasketch_desktop.ui.text import tr


@dataclass(frozen=True, slots=True)
class Choices:
    """How a diagram is to look in a file: `scale` is pixels per scene unit."""

    scale: int
    theme: Theme
    transparent: bool


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """`item` is what the price list calls it; `write` makes the content of the file, on any thread."""

    id: str
    title: str
    item: str
    suffix: str
    write: Callable[[Diagram, Choices], bytes]


def export_formats() -> tuple[ExportFormat, ...]:
    """Made after the translator is installed, because titles are translated as they are made."""
    return (ExportFormat("png", tr("Picture (PNG)"), "export.png", PICTURE_SUFFIX, _png),)


def _png(diagram: Diagram, choices: Choices) -> bytes:
    from infrasketch_desktop.picture.qt import render_png  # noqa: PLC0415 - not needed to start

    return render_png(diagram, choices.theme, scale=choices.scale, transparent=choices.transparent)
