"""Loads and saves one sketch, for callers that keep no session open."""

from __future__ import annotations

from pathlib import Path

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.storage.bounded import read_bounded


def load(path: Path) -> Diagram:
    """The diagram in the sketch file `path`. Raises OpenError."""
    return sketch_file.read(read_bounded(path, sketch_file.MAX_BYTES))


def save(path: Path, diagram: Diagram) -> None:
    """Write `diagram` to `path`, whole or not at all. Raises SaveError."""
    write_atomically(path, sketch_file.write(diagram))
