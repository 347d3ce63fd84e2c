"""What becomes of one file: its first lines when it is new, all of it when it stays, else what a merge makes of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from infrasketch_desktop.codegen.updating.change import FileChange, State
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.choosing import Choice
from infrasketch_desktop.ui.code.file_pane import FilePane, ShownFile
from infrasketch_desktop.ui.code.lines import SourceText
from infrasketch_desktop.ui.code.merge_pane import MergePane
from infrasketch_desktop.ui.code.shading import shaded
from infrasketch_desktop.ui.code.survey import head
from infrasketch_desktop.ui.code.words import state_standing
from infrasketch_desktop.ui.icons import ColorSource, Icons
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.numbers import number
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks
from infrasketch_desktop.ui.widgets.roles import set_role


class ChangePane(QWidget):
    """`choice_made` carries a path and what a person chose for it."""

    choice_made = Signal(str, object)

    def __init__(self, skin: ColorSource, icons: Icons, tasks: Tasks) -> None:
        super().__init__()
        self._skin, self._icons, self._tasks = skin, icons, tasks
        self._task: Task | None = None
        self._merge: MergePane | None = None
        self.file = FilePane(skin, icons)
        self.file.save.hide()  # where it goes is what the dialog is about
        self.file.offers_fill = False
        self._pages = QStackedWidget()
        self._pages.addWidget(self.file)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        set_role(self, "panel")

    @property
    def merge(self) -> MergePane:
        """Made when a file is first merged, for most folders are new."""
        if self._merge is None:
            self._merge = MergePane(self._skin, self._icons, self._tasks)
            self._merge.choice_made.connect(self.choice_made)
            self._pages.addWidget(self._merge)
        return self._merge

    def show_change(self, change: FileChange, choice: Choice) -> None:
        """Show a file of an update, and what was chosen for it."""
        is_new = change.mine is None and change.base is None
        if is_new or change.state is State.SAME:
            self._pages.setCurrentWidget(self.file)
            self._shade(change)
        else:
            self.merge.show_change(change, choice)
            self._pages.setCurrentWidget(self.merge)

    def _shade(self, change: FileChange) -> None:
        whole, is_there = change.mine, lifeline(self)
        text = whole if whole is not None else head(change.theirs or "")
        note = "" if whole is not None else change.why or head_note(change)

        def work(_progress: Progress) -> ShownFile:
            source = SourceText(text, shaded(change.path, text))
            return ShownFile(change.path, source, state_standing(change), note)

        def arrived(shown: ShownFile) -> None:
            if is_there():
                self.file.show_file(shown)

        if self._task is not None:
            self._task.cancel()
        self._task = self._tasks.run(tr("Reading a file"), work, arrived, quiet=True)


def head_note(change: FileChange) -> str:
    """What is said above the first lines of a file."""
    lines = (change.theirs or "").count("\n")
    shown = head(change.theirs or "").count("\n") + 1
    return tr(
        "The first {shown} of {lines} lines. The rest comes with the code.", shown=number(shown), lines=number(lines)
    )
