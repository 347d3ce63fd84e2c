"""Asks the user for paths; a seam, so that tests answer instead of a dialog of the system."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from infrasketch_desktop.ui.text import tr

SKETCH_SUFFIX = ".infrasketch"
PICTURE_SUFFIX = ".png"


class Chooser(Protocol):
    """None means that the user thought better of it."""

    def sketch_to_open(self, parent: QWidget, folder: Path) -> Path | None: ...
    def sketch_to_save(self, parent: QWidget, suggested: Path) -> Path | None: ...
    def picture_to_save(self, parent: QWidget, suggested: Path) -> Path | None: ...


class DialogChooser:
    """The file dialogs of the system."""

    def sketch_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(parent, tr("Open a diagram"), str(folder), _sketches())
        return Path(name) if name else None

    def sketch_to_save(self, parent: QWidget, suggested: Path) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(parent, tr("Save the diagram"), str(suggested), _sketches())
        return with_suffix(Path(name), SKETCH_SUFFIX) if name else None

    def picture_to_save(self, parent: QWidget, suggested: Path) -> Path | None:
        pictures = tr("Pictures") + f" (*{PICTURE_SUFFIX})"
        name, _ = QFileDialog.getSaveFileName(parent, tr("Export"), str(suggested), pictures)
        return with_suffix(Path(name), PICTURE_SUFFIX) if name else None


def with_suffix(path: Path, suffix: str) -> Path:
    """`path` as it is when it has a suffix already, else with `suffix` added."""
    return path if path.suffix else path.with_name(path.name + suffix)


def _sketches() -> str:
    return tr("InfraSketch diagrams") + f" (*{SKETCH_SUFFIX})"
