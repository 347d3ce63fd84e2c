"""The library of this machine as the window uses it: opened late, and forgiving, because no sketch depends on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.storage.errors import LibraryError, StorageError

if TYPE_CHECKING:
    from infrasketch_desktop.storage.library import Entry, Library, Version

T = TypeVar("T")


class Shelf(QObject):
    """Before `open` it seems empty, and what it is told waits.

    `changed` follows whatever may change recent sketches or versions.
    """

    changed = Signal()

    def __init__(
        self,
        file: Path,
        now: Callable[[], datetime],
        failed: Callable[[Exception], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._file = file
        self._now = now
        self._failed = failed
        self._library: Library | None = None
        self._waiting: list[Callable[[Library], object]] = []

    @property
    def is_open(self) -> bool:
        return self._library is not None

    def open(self) -> None:
        """Open the library on this thread. Importing it beforehand on another thread saves a fifth of a second."""
        from infrasketch_desktop.storage.library import open_library  # noqa: PLC0415 - it is opened after the first paint

        if self._library is not None:
            return
        try:
            opened = open_library(self._file, self._now)
        except LibraryError as error:
            self._failed(error)
            opened = open_library(None, self._now)
        self._library = opened.library
        if opened.warning:
            self._failed(LibraryError(opened.warning))
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            self._tell(message)
        self.changed.emit()

    def close(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None
        self.deleteLater()

    def recent(self, limit: int = 12) -> tuple[Entry, ...]:
        return self._ask(lambda library: library.catalog.recent(limit), ())

    def search(self, text: str) -> tuple[Entry, ...]:
        return self._ask(lambda library: library.catalog.search(text), ())

    def versions(self, path: Path) -> tuple[Version, ...]:
        return self._ask(lambda library: library.versions.list(path), ())

    def version(self, version_id: int) -> Diagram | None:
        """The sketch as a version had it; None when it cannot be read, which is told about."""
        return self._ask(lambda library: library.versions.diagram(version_id), None)

    def note_opened(self, path: Path, diagram: Diagram) -> None:
        self._tell(lambda library: library.catalog.note_opened(path, diagram))

    def note_saved(self, path: Path, diagram: Diagram, content: bytes, thumbnail: bytes) -> None:
        """Remember a saved state with its picture, and keep it as a version."""

        def both(library: Library) -> None:
            library.catalog.note_saved(path, diagram, thumbnail)
            library.versions.keep(path, content)

        self._tell(both)

    def keep(self, path: Path, diagram: Diagram) -> None:
        """Keep a state of a known sketch as a version of it, because it is about to be replaced."""
        content = sketch_file.write(diagram)
        self._tell(lambda library: library.versions.keep(path, content, "replaced"))

    def set_thumbnail(self, path: Path, png: bytes) -> None:
        self._tell(lambda library: library.catalog.set_thumbnail(path, png))

    def set_pinned(self, path: Path, pinned: bool) -> None:
        self._tell(lambda library: library.catalog.set_pinned(path, pinned))

    def forget(self, path: Path) -> None:
        self._tell(lambda library: library.catalog.forget(path))

    def conversation(self, about: bytes) -> str:
        """What was kept of the conversation about a sketch (see `storage.library.conversations`)."""
        return self._ask(lambda library: library.conversations.load(about), "")

    def keep_conversation(self, about: bytes, text: str) -> None:
        """Keep what a conversation is now; "" forgets it."""
        self._tell(lambda library: library.conversations.keep(about, text), quiet=True)

    def _ask(self, question: Callable[[Library], T], nothing: T) -> T:
        if self._library is None:
            return nothing
        try:
            return question(self._library)
        except StorageError as error:
            self._failed(error)
            return nothing

    def _tell(self, message: Callable[[Library], object], *, quiet: bool = False) -> None:
        if self._library is None:
            self._waiting.append(message)
            return
        try:
            message(self._library)
        except LibraryError as error:
            self._failed(error)
            return
        if not quiet:
            self.changed.emit()
