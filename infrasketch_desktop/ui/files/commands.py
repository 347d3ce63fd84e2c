"""The file commands of one window: new, open, save, export, close."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QMainWindow

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import listed, quoted, tr, tr_count
from infrasketch_desktop.storage.errors import (
    AlreadyOpenError,
    ChangedOnDiskError,
    NewerVersionError,
    OpenError,
    StorageError,
)
from infrasketch_desktop.storage.paths import SKETCH_SUFFIX
from infrasketch_desktop.storage.recovery import Recoverable
from infrasketch_desktop.storage.session import SketchSession
from infrasketch_desktop.storage.sketches import load
from infrasketch_desktop.ui.credits.commands import CreditsCommands
from infrasketch_desktop.ui.files.blank import blank
from infrasketch_desktop.ui.files.names import file_name
from infrasketch_desktop.ui.files.saving import Saver
from infrasketch_desktop.ui.moments import ago
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.ui.widgets.banner import Choice, Notice, Tone

if TYPE_CHECKING:
    from infrasketch_desktop.ui.editor.editor import Editor


_CHANGED = "changed-on-disk"
SAVE_FAILED = "save-failed"


class Place(Protocol):
    """What the file commands need of their window."""

    @property
    def editor(self) -> Editor | None: ...
    @property
    def saver(self) -> Saver | None: ...
    @property
    def tasks(self) -> Tasks: ...
    @property
    def credits(self) -> CreditsCommands: ...

    def adopt(self, session: SketchSession) -> None:
        """Show this sketch instead of what is shown."""

    def discard(self) -> None:
        """Close what is shown without keeping what is unsaved of it."""

    def show_notice(self, notice: Notice) -> None: ...
    def clear_notice(self, key: str) -> None: ...
    def another(self) -> FileCommands:
        """The file commands of a new, empty window."""

    def elsewhere(self, path: Path) -> bool:
        """Bring the window to the front that has this file open; False when none has."""


class FileCommands:
    """`widget` is the parent of dialogs."""

    def __init__(self, place: Place, widget: QMainWindow, services: Services) -> None:
        self._place = place
        self._widget = widget
        self._services = services

    def new(self) -> None:
        """An empty sheet: here when nothing is here yet, else in a new window."""
        self._free_place()._adopt_new(blank(self._services.preferences.current))  # noqa: SLF001 - the same class in another window

    def new_window(self) -> None:
        self._place.another()

    def use_template(self, diagram: Diagram) -> None:
        """Begin with a copy of a finished diagram."""
        self._adopt_new(diagram)

    def choose_and_open(self) -> None:
        path = self._services.chooser.sketch_to_open(self._widget, self._folder())
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> bool:
        """Open a sketch file here or, when something else is open here, in a new window. False when it cannot be."""
        return self._open_in(path, self._free_place)

    def open_here(self, path: Path) -> bool:
        """Open a sketch file in this window, whatever it shows; that is kept first."""
        return self._open_in(path, lambda: self)

    def _open_in(self, path: Path, window: Callable[[], FileCommands]) -> bool:
        """Open a sketch file in the window that `window` answers, asked only once the file could be read."""
        if self._place.elsewhere(path):
            return True
        try:
            session = self._services.workspace.open(path)
        except OpenError as error:
            self._tell_unopened(path, error)
            return False
        window()._opened(session, path)  # noqa: SLF001 - the same class, perhaps in another window
        return True

    def save(self) -> bool:
        """Save to the sketch's own file, or ask for one. False when nothing was saved."""
        saver = self._place.saver
        if self._place.editor is None or saver is None:
            return False
        if self._place.editor.session.path is None:
            return self.save_as()
        return saver.save()

    def save_as(self) -> bool:
        editor, saver = self._place.editor, self._place.saver
        if editor is None or saver is None:
            return False
        suggested = editor.session.path or self._folder() / f"{file_name(editor)}{SKETCH_SUFFIX}"
        path = self._services.chooser.sketch_to_save(self._widget, suggested)
        if path is None:
            return False
        self._services.preferences.change(last_folder=str(path.parent))
        return saver.save(path)

    def close(self) -> None:
        self._widget.close()

    def export(self) -> None:
        """Open the export dialog for the diagram as it is now."""
        from infrasketch_desktop.exchange.subject import Subject  # noqa: PLC0415 - not needed to start
        from infrasketch_desktop.ui.exporting.dialog import ExportDialog, Source  # noqa: PLC0415 - likewise

        editor = self._place.editor
        if editor is None:
            return
        subject = Subject(editor.document.snapshot(), editor.placed_selection())
        source = Source(subject, editor.canvas.theme, self._folder_of(editor) / file_name(editor))
        ExportDialog(source, self._services, self._place.credits, self._place.tasks, self._widget).open()

    def print(self) -> None:
        """Open the print dialog for the diagram as it is now."""
        from infrasketch_desktop.ui.exporting.printing import PrintDialog  # noqa: PLC0415 - not needed to start

        editor = self._place.editor
        if editor is not None:
            PrintDialog(editor.document.snapshot(), self._services, self._place.tasks, self._widget).open()

    def save_failed(self, error: Exception) -> None:
        """Say why a save did not work and what can be done about it."""
        if isinstance(error, ChangedOnDiskError):
            self.tell_changed_on_disk()
            return
        choices = (Choice(tr("Try again"), self.save), Choice(tr("Save as…"), self.save_as))
        self._place.show_notice(Notice(str(error), Tone.DANGER, choices, key=SAVE_FAILED))

    def tell_changed_on_disk(self) -> None:
        """Another program wrote the file: let the architect decide which one stays."""
        editor = self._place.editor
        if editor is None or editor.session.path is None:
            return
        name = editor.session.path.name
        text = tr("“{name}” was changed by another program. Yours is still open here, unsaved.", name=name)
        choices = (Choice(tr("Load the other one"), self.reload), Choice(tr("Keep mine"), self._keep_mine))
        self._place.show_notice(Notice(text, Tone.WARNING, choices, key=_CHANGED))

    def reload(self) -> None:
        """Take the file as it is on disk now; the state that was open here stays as a version in the library."""
        editor = self._place.editor
        if editor is None or editor.session.path is None:
            return
        path = editor.session.path
        try:
            load(path)
        except OpenError as error:
            self._tell_unopened(path, error)
            return
        self._services.shelf.keep(path, editor.document.diagram)
        self._place.discard()
        self._place.clear_notice(_CHANGED)
        self.open_here(path)

    def recover(self, found: Recoverable) -> None:
        """Open what a killed run left."""
        try:
            session = self._services.workspace.recover(found)
        except StorageError as error:
            self._place.show_notice(Notice(str(error), Tone.DANGER))
            return
        self._free_place()._place.adopt(session)  # noqa: SLF001 - the same class in another window

    def offer_recovery(self, found: Recoverable) -> None:
        """Say that work of a killed run was found, and let the architect take it or leave it."""
        name = found.title or (found.path.stem if found.path else "")
        what = quoted(name) if name else tr("an untitled diagram")
        edits = tr_count("%n edit", "%n edits", found.edit_count) if found.edit_count else ""
        how = listed(part for part in (edits, ago(found.last_edit, self._services.now())) if part)
        text = tr("Unsaved work on {what} was kept: {how}.", what=what, how=how)
        if not found.complete:
            text += " " + tr("The very last edits could not be read.")
        choices = (
            Choice(tr("Open it"), lambda: self.recover(found)),
            Choice(tr("Throw it away"), found.discard),
        )
        notice = Notice(
            text,
            Tone.WARNING,
            choices,
            key=str(found.journal),
            again=lambda window: window.files.offer_recovery(found),
        )
        self._place.show_notice(notice)

    def _keep_mine(self) -> None:
        if self._place.saver is not None:
            self._place.saver.save(overwrite=True)

    def _opened(self, session: SketchSession, path: Path) -> None:
        self._services.preferences.change(last_folder=str(path.parent))
        self._place.adopt(session)
        self._services.shelf.note_opened(session.path or path, session.document.diagram)
        self._look_for_unsaved(session.path or path)

    def _look_for_unsaved(self, path: Path) -> None:
        """A killed run may have left newer work on this very file."""

        def done(found: tuple[Recoverable, ...]) -> None:
            for each in found:
                self.offer_recovery(each)

        self._place.tasks.run(
            tr("Looking for unsaved work"),
            lambda _progress: self._services.workspace.recoverable(path).sketches,
            done,
            quiet=True,
        )

    def _adopt_new(self, diagram: Diagram) -> None:
        self._place.adopt(self._services.workspace.new(diagram))

    def _free_place(self) -> FileCommands:
        """Here, when nothing would be replaced; else a new window."""
        editor = self._place.editor
        if editor is None or (editor.session.path is None and not editor.session.is_modified):
            return self
        return self._place.another()

    def _tell_unopened(self, path: Path, error: OpenError) -> None:
        tone = Tone.WARNING if isinstance(error, AlreadyOpenError) else Tone.DANGER
        choices = () if isinstance(error, AlreadyOpenError | NewerVersionError) else self._ways_back(path)
        text = str(error)
        if path.name not in text:
            text = tr("“{name}” was not opened. {reason}", name=path.name, reason=text)
        self._place.show_notice(Notice(text, tone, choices, key=f"open {path}"))

    def _ways_back(self, path: Path) -> tuple[Choice, ...]:
        """What may bring a damaged or missing sketch back: the journal of a killed run, and local versions."""
        journals = self._services.workspace.recoverable(path).sketches[:1]
        choices = [Choice(tr("Open the recovery journal"), partial(self.recover, found)) for found in journals]
        self._services.shelf.open()
        versions = self._services.shelf.versions(path)
        if versions:
            newest = versions[0]
            title = tr("Open the version saved {when}", when=ago(newest.taken_at, self._services.now()))
            choices.append(Choice(title, lambda: self._open_version(newest.id)))
        return tuple(choices)

    def _open_version(self, version_id: int) -> None:
        diagram = self._services.shelf.version(version_id)
        if diagram is not None:
            self._free_place()._adopt_new(diagram)  # noqa: SLF001 - the same class in another window

    def _folder_of(self, editor: Editor) -> Path:
        return editor.session.path.parent if editor.session.path is not None else self._folder()

    def _folder(self) -> Path:
        last = self._services.preferences.current.last_folder
        return Path(last) if last and Path(last).is_dir() else self._services.documents_folder
