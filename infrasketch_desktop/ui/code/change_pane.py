"""What becomes of one file: its first lines when it is new, else both texts beside each other and the choice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from infrasketch_desktop.codegen.updating.change import FileChange, State
from infrasketch_desktop.ui.code.aligning import Aligned, aligned
from infrasketch_desktop.ui.code.choosing import Choice, chosen, options, result_of
from infrasketch_desktop.ui.code.compare_pane import ComparePane
from infrasketch_desktop.ui.code.conflicts import disputed
from infrasketch_desktop.ui.code.file_pane import FilePane, ShownFile
from infrasketch_desktop.ui.code.lines import SourceText
from infrasketch_desktop.ui.code.shading import shaded
from infrasketch_desktop.ui.code.survey import head
from infrasketch_desktop.ui.code.words import choice_name, state_standing
from infrasketch_desktop.ui.icons import ColorSource, Icons
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks
from infrasketch_desktop.ui.text import tr
from infrasketch_desktop.ui.widgets.roles import button, label, set_role


@dataclass(frozen=True, slots=True)
class _Sides:
    """Two texts with what they are called."""

    left: str
    right: str
    left_title: str
    right_title: str


class ChangePane(QWidget):
    """`chosen` carries a path and what a person chose for it."""

    chosen = Signal(str, object)

    def __init__(self, skin: ColorSource, icons: Icons, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._task: Task | None = None
        self._change: FileChange | None = None
        self._choice = Choice.PLANNED
        self.file = FilePane(skin, icons)
        self.compare = ComparePane(skin, icons)
        self.story = label("", "hint", wrap=True)
        self.views = QComboBox()
        self.choices = {choice: self._choice_button(choice) for choice in Choice}
        self._pages = QStackedWidget()
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
        self.story.setText(change.why or state_standing(change).story)
        is_new = change.mine is None and change.base is None
        self._pages.setCurrentIndex(0 if is_new or change.state is State.SAME else 1)
        if self._pages.currentIndex():
            self._fill_views(change)
            self._align()
        else:
            self._shade(change)

    def refresh(self) -> None:
        """Wear the colours of now."""
        self.file.refresh()
        self.compare.refresh()

    # --- a file by itself

    def _shade(self, change: FileChange) -> None:
        whole = change.mine
        text = whole if whole is not None else head(change.theirs or "")
        note = "" if whole is not None else head_note(change)

        def work(_progress: Progress) -> ShownFile:
            source = SourceText(text, shaded(change.path, text))
            return ShownFile(change.path, source, state_standing(change), note)

        self._run(work, self.file.show_file)

    # --- two texts

    def _fill_views(self, change: FileChange) -> None:
        kept = self.views.currentData()
        self.views.clear()
        for name, title in self._offered_views(change):
            self.views.addItem(title, name)
        self.views.setCurrentIndex(max(self.views.findData(kept), 0))
        self.views.setVisible(self.views.count() > 1)

    def _offered_views(self, change: FileChange) -> list[tuple[str, str]]:
        found = [("result", tr("Yours and what it becomes"))]
        if change.base is not None and change.mine not in (None, change.base):
            found.append(("mine", tr("What you changed")))
        if change.base is not None and change.theirs is not None and change.base != change.theirs:
            found.append(("theirs", tr("What the diagram changed")))
        return found

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
        change = self._change
        if change is None:
            return
        sides = self._sides(change)

        def work(_progress: Progress) -> Aligned:
            return aligned(change.path, sides.left, sides.right, disputed(sides.right))

        def show(found: Aligned) -> None:
            self.compare.show_aligned(found, sides.left_title, sides.right_title)

        self._run(work, show)

    def _run(self, work: object, done: object) -> None:
        """One look at a time: what was asked before is not wanted any more."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._tasks.run(tr("Comparing"), work, done, quiet=True)  # type: ignore[arg-type]

    # --- putting together

    def _choice_button(self, choice: Choice) -> QPushButton:
        made = button("", partial(self._choose, choice), "segment")
        made.setCheckable(True)
        return made

    def _choose(self, choice: Choice) -> None:
        if self._change is not None:
            self.chosen.emit(self._change.path, choice)

    def _build(self) -> None:
        self.views.setAccessibleName(tr("What is compared"))
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        for made in self.choices.values():
            group.addButton(made)
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.views)
        self.story.setContentsMargins(12, 0, 12, 0)
        two = QWidget()
        layout = QVBoxLayout(two)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.story)
        layout.addLayout(row)
        layout.addWidget(self.compare, 1)
        self._pages.addWidget(self.file)
        self._pages.addWidget(two)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        set_role(self, "panel")


def head_note(change: FileChange) -> str:
    """What is said above the first lines of a file."""
    lines = (change.theirs or "").count("\n")
    shown = head(change.theirs or "").count("\n") + 1
    return tr("The first {shown} of {lines} lines. The rest comes with the code.", shown=shown, lines=lines)
