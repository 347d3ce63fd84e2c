"""A file that is there already: both texts beside each other, what they are, and what it may become."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from infrasketch_desktop.codegen.updating.change import FileChange
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.aligning import Aligned, aligned
from infrasketch_desktop.ui.code.choosing import Choice, chosen, options, result_of
from infrasketch_desktop.ui.code.compare_pane import ComparePane
from infrasketch_desktop.ui.code.conflicts import disputed
from infrasketch_desktop.ui.code.words import choice_name, state_standing
from infrasketch_desktop.ui.icons import ColorSource, Icons
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks
from infrasketch_desktop.ui.widgets.roles import button, label, name_menu


@dataclass(frozen=True, slots=True)
class _Sides:
    """Two texts with what they are called."""

    left: str
    right: str
    left_title: str
    right_title: str


class MergePane(QWidget):
    """`choice_made` carries a path and what a person chose for it."""

    choice_made = Signal(str, object)

    def __init__(self, skin: ColorSource, icons: Icons, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._task: Task | None = None
        self._change: FileChange | None = None
        self._choice = Choice.PLANNED
        self.views = QComboBox()
        self.compare = ComparePane(skin, icons, self.views)
        self.story = label("", "hint", wrap=True)
        self.choices = {choice: self._choice_button(choice) for choice in Choice}
        self._build()
        self.views.activated.connect(lambda _index: self._align())

    def show_change(self, change: FileChange, choice: Choice) -> None:
        """Show a file of an update, and what was chosen for it."""
        self._change, self._choice = change, choice
        offered = options(change)
        for one, made in self.choices.items():
            made.setVisible(one in offered)
            made.setText(choice_name(one, change.state))
            made.setChecked(one is choice)
        self.story.setText(state_standing(change).story)
        self._fill_views(change)
        self._align()

    def _fill_views(self, change: FileChange) -> None:
        kept = self.views.currentData()
        self.views.clear()
        for name, title in _views(change):
            self.views.addItem(title, name)
        self.views.setCurrentIndex(max(self.views.findData(kept), 0))
        self.views.setVisible(self.views.count() > 1)

    def _sides(self, change: FileChange) -> _Sides:
        before, yours = tr("Generated last time"), tr("Yours")
        match self.views.currentData():
            case "mine":
                return _Sides(change.base or "", change.mine or "", before, yours)
            case "theirs":
                return _Sides(change.base or "", change.theirs or "", before, tr("Generated now"))
            case _:
                result = result_of(chosen(change, self._choice))
                return _Sides(change.mine or "", result, yours, tr("What it becomes"))

    def _align(self) -> None:
        """Put the texts beside each other on a worker; an earlier wish is not waited for any more."""
        change = self._change
        if change is None:
            return
        sides, is_there = self._sides(change), lifeline(self)

        def work(_progress: Progress) -> Aligned:
            return aligned(change.path, sides.left, sides.right, disputed(sides.right))

        def arrived(found: Aligned) -> None:
            if is_there():
                self.compare.show_aligned(found, sides.left_title, sides.right_title)

        if self._task is not None:
            self._task.cancel()
        self._task = self._tasks.run(tr("Comparing"), work, arrived, quiet=True)

    def _choice_button(self, choice: Choice) -> QPushButton:
        made = button("", partial(self._choose, choice), "segment")
        made.setCheckable(True)
        made.setAutoExclusive(True)  # as its group has it; a screen reader takes it from here
        return made

    def _choose(self, choice: Choice) -> None:
        if self._change is not None:
            self.choice_made.emit(self._change.path, choice)

    def _build(self) -> None:
        name_menu(self.views, tr("What is compared"))
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        for made in self.choices.values():
            group.addButton(made)
            row.addWidget(made)
        row.addStretch(1)
        self.story.setContentsMargins(12, 0, 12, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.story)
        layout.addLayout(row)
        layout.addWidget(self.compare, 1)


def _views(change: FileChange) -> list[tuple[str, str]]:
    """What may be compared, with what that is called."""
    found = [("result", tr("Yours and what it becomes"))]
    if change.base is not None and change.mine not in (None, change.base):
        found.append(("mine", tr("What you changed")))
    if change.base is not None and change.theirs is not None and change.base != change.theirs:
        found.append(("theirs", tr("What the diagram changed")))
    return found
