"""The makers behind the forms of export: each writes one result under a path and says what it could not carry.

What a maker needs is imported when it runs, so that the table of forms costs nothing to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from infrasketch_desktop.exchange.options import ExportOptions
from infrasketch_desktop.exchange.steps import Checkpoint, Step
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.formats.result import Loss
from infrasketch_desktop.formats.table import Format

NOTHING_LOST: tuple[Loss, ...] = ()


def make_png(path: Path, subject: Subject, options: ExportOptions, checkpoint: Checkpoint) -> tuple[Loss, ...]:
    """A picture of `options.scale` pixels per scene unit."""
    from infrasketch_desktop.picture.qt import render_png  # noqa: PLC0415 - see the head

    checkpoint(Step.DRAWING)
    diagram = subject.diagram(options.area)
    content = render_png(diagram, options.theme, scale=options.scale, transparent=options.transparent)
    checkpoint(Step.DRAWING)
    path.write_bytes(content)
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
