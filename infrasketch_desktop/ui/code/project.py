"""What is known of the code of one open sketch: its folder, what generating would bring, how far it was checked."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from infrasketch_desktop.codegen.updating.change import FileChange
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.checks import Checked, remembered_by, run_checks
from infrasketch_desktop.ui.code.listing import Listing
from infrasketch_desktop.ui.code.reasons import reason
from infrasketch_desktop.ui.code.remembering import folder_of, with_folder
from infrasketch_desktop.ui.code.survey import Survey, survey
from infrasketch_desktop.ui.code.words import project_standings
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.paid.work import watched
from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks


class CodeProject(QObject):
    """`changed` follows everything that is shown. `open_path` is the file that the panel shows.

    `listing` are the files of `survey`, without what checks said. `trouble` says why the folder cannot be looked at,
    "" when it can.
    """

    changed = Signal()

    def __init__(self, editor: Editor, tasks: Tasks, preferences: Preferences) -> None:
        super().__init__(editor)
        self._editor = editor
        self._tasks = tasks
        self._preferences = preferences
        self._folder: Path | None = None
        self._task: Task | None = None
        self.survey: Survey | None = None
        self.listing = Listing.of({})
        self.open_path = ""
        self.trouble = ""
        self.checked: Checked | None = None
        self.checking: Task | None = None
        self.check_step = ""
        self.is_old = True
        editor.document_changed.connect(lambda _changes: self._on_edited())

    @property
    def folder(self) -> Path | None:
        """Where the code of this sketch goes; what was chosen before it had a file holds as well."""
        path = self._editor.session.path
        remembered = folder_of(self._preferences.current.code_folders, path) if path is not None else None
        return remembered or self._folder

    def use_folder(self, folder: Path) -> None:
        """Generate there from now on, also in later runs."""
        if folder != self.folder:
            self.checked = None
        self._folder = folder
        self.follow_file()
        self.look()

    def follow_file(self) -> None:
        """Remember the folder for the file that the sketch has now."""
        path = self._editor.session.path
        if path is not None and self._folder is not None:
            words = with_folder(self._preferences.current.code_folders, path, self._folder)
            self._preferences.change(code_folders=words)

    def look(self) -> None:
        """Plan anew and look at the folder; an earlier look that is under way is given up."""
        if self._task is not None:
            self._task.cancel()
        diagram, folder, is_there = self._editor.document.snapshot(), self.folder, lifeline(self)
        self.is_old = False

        def work(progress: Progress) -> tuple[Survey, Listing]:
            found = survey(diagram, folder, (), watched(progress))
            return found, Listing.of(project_standings(found))

        def arrived(looked: tuple[Survey, Listing]) -> None:
            if is_there():
                self._show(*looked)

        def failed(error: Exception) -> None:
            if is_there():
                self._failed(error)

        self._task = self._tasks.run(tr("Looking at the code"), work, arrived, failed, quiet=True)

    def check(self) -> None:
        """Run the checks that this computer has over what was generated; one run at a time."""
        folder = self.folder
        if folder is None or self.checking is not None:
            return
        is_there = lifeline(self)

        def told(step: str) -> None:
            self.check_step = step

        def ended(found: Checked | None = None) -> None:
            if is_there():
                self.checked, self.checking = found or self.checked, None
                self.changed.emit()
                self.look()  # the READMEs tell it now

        def failed(error: Exception) -> None:
            ended(Checked(trouble=reason(error)) if reason(error) else None)
            if not reason(error):
                raise error

        self.check_step = ""
        self.checking = self._tasks.run(
            tr("Checking the code"), lambda progress: run_checks(folder, progress, told), ended, failed, stopped=ended
        )
        self.changed.emit()

    @property
    def is_looking(self) -> bool:
        return self._task is not None

    def _show(self, found: Survey, listing: Listing) -> None:
        self._task = None
        if self.checked is not None and self.survey is not None:
            self.checked = self.checked.without(_edited(self.survey, found))
        elif self.checked is None:
            self.checked = remembered_by(found.levels)
        self.survey, self.listing, self.trouble = found, listing, ""
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._task = None
        self.survey, self.listing, self.trouble = (
            None,
            Listing.of({}),
            reason(error) or tr("The code could not be planned."),
        )
        self.changed.emit()
        if not reason(error):
            raise error

    def _on_edited(self) -> None:
        self.is_old = True


def _edited(before: Survey, now: Survey) -> list[str]:
    """The files that somebody changed in the folder from one look to the next; what checks fill in is no edit."""
    return [
        path
        for path, change in now.by_path.items()
        if path in before.by_path and _content(before.by_path[path]) != _content(change)
    ]


def _content(change: FileChange) -> str:
    return change.mine if change.mine is not None else change.on_disk
