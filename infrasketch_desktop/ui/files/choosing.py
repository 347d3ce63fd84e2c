"""Asks the user for paths; a seam, so that tests answer instead of a dialog of the system."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from infrasketch_desktop.language import listed, quoted, tr
from infrasketch_desktop.storage.paths import SKETCH_SUFFIX

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Chooser(Protocol):
    """None means that the user thought better of it."""

    def sketch_to_open(self, parent: QWidget, folder: Path) -> Path | None: ...
    def sketch_to_save(self, parent: QWidget, suggested: Path) -> Path | None: ...
    def files_to_import(self, parent: QWidget, folder: Path) -> tuple[Path, ...]: ...
    def folder_to_import(self, parent: QWidget, folder: Path) -> Path | None: ...
    def export_to_save(self, parent: QWidget, suggested: Path, sort: str) -> Path | None:
        """Where a file goes; `sort` says what it is, and it gets the ending of `suggested` if it has none."""

    def copy_to_save(self, parent: QWidget, suggested: Path) -> Path | None:
        """Where a copy of a file of any sort goes."""

    def folder_to_fill(self, parent: QWidget, suggested: Path) -> Path | None:
        """The folder in which several files, or a folder, go."""

    def printer(self, parent: QWidget) -> QPrinter | None:
        """The printer to use, with what the person chose for it."""

    def may_replace(self, parent: QWidget, names: Sequence[str]) -> bool:
        """Whether what is there already under these names may be replaced."""


class DialogChooser:
    """The file dialogs of the system."""

    def sketch_to_open(self, parent: QWidget, folder: Path) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(parent, tr("Open a diagram"), str(folder), _sketches())
        return Path(name) if name else None

    def sketch_to_save(self, parent: QWidget, suggested: Path) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(parent, tr("Save the diagram"), str(suggested), _sketches())
        return with_suffix(Path(name), SKETCH_SUFFIX) if name else None

    def export_to_save(self, parent: QWidget, suggested: Path, sort: str) -> Path | None:
        wanted = f"{sort} (*{suggested.suffix})"
        name, _ = QFileDialog.getSaveFileName(parent, tr("Export"), str(suggested), wanted)
        return with_suffix(Path(name), suggested.suffix) if name else None

    def copy_to_save(self, parent: QWidget, suggested: Path) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(parent, tr("Save a copy"), str(suggested), _all_files())
        return Path(name) if name else None

    def folder_to_fill(self, parent: QWidget, suggested: Path) -> Path | None:
        name = QFileDialog.getExistingDirectory(parent, tr("Export into this folder"), str(suggested))
        return Path(name) if name else None

    def printer(self, parent: QWidget) -> QPrinter | None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - not needed to start

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        return printer if QPrintDialog(printer, parent).exec() == QPrintDialog.DialogCode.Accepted else None

    def may_replace(self, parent: QWidget, names: Sequence[str]) -> bool:
        box = QMessageBox(QMessageBox.Icon.Warning, tr("Export"), already_there(names), parent=parent)
        replace = box.addButton(tr("Replace"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        return box.clickedButton() is replace

    def files_to_import(self, parent: QWidget, folder: Path) -> tuple[Path, ...]:
        names, _ = QFileDialog.getOpenFileNames(parent, tr("Import"), str(folder), _importable())
        return tuple(Path(name) for name in names)

    def folder_to_import(self, parent: QWidget, folder: Path) -> Path | None:
        name = QFileDialog.getExistingDirectory(parent, tr("Import a repository folder"), str(folder))
        return Path(name) if name else None


def already_there(names: Sequence[str]) -> str:
    """What is asked before files and folders with these names are replaced."""
    shown = listed(map(quoted, names))
    if len(names) == 1:
        return tr("{name} is there already. Replace it?", name=shown)
    return tr("{names} are there already. Replace them?", names=shown)


def _importable() -> str:
    """All that can be read first, then each format by itself, then everything."""
    from infrasketch_desktop.formats.table import FORMATS  # noqa: PLC0415 - not needed to start

    readable = [found for found in FORMATS if found.reads and found.suffixes]
    endings = [(found.title, (*found.suffixes, *found.also)) for found in readable]
    every = sorted({suffix for _, suffixes in endings for suffix in suffixes})
    lines = [(tr("All that can be imported"), every), *endings]
    shown = [f"{title} ({' '.join(f'*{suffix}' for suffix in suffixes)})" for title, suffixes in lines]
    return ";;".join([*shown, _all_files()])


def with_suffix(path: Path, suffix: str) -> Path:
    """`path` as it is when it has a suffix already, else with `suffix` added."""
    return path if path.suffix else path.with_name(path.name + suffix)


def _all_files() -> str:
    return tr("All files") + " (*)"


def _sketches() -> str:
    return tr("InfraSketch diagrams") + f" (*{SKETCH_SUFFIX})"
