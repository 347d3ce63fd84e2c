"""The tidy popover: says what a layout would move before it does, and lets the architect choose scope and direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QRadioButton, QWidget

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.engine import Engine
from infrasketch_desktop.ui.numbers import number
from infrasketch_desktop.ui.tasks import Progress, Task, Tasks
from infrasketch_desktop.ui.widgets.popover import Popover
from infrasketch_desktop.ui.widgets.roles import button, label, name_menu

if TYPE_CHECKING:
    from infrasketch_desktop.layout.arrangement import Arrangement
    from infrasketch_desktop.layout.scope import Scope

_WIDTH = 320


class TidyPopover(Popover):
    """Works out the layout while it is open; pressing the button only applies what was told."""

    def __init__(self, parent: QWidget, editor: Editor, engine: Engine, tasks: Tasks) -> None:
        super().__init__(parent, _WIDTH)
        self.setAccessibleName(tr("Tidy"))
        self._editor = editor
        self._engine = engine
        self._tasks = tasks
        self._task: Task | None = None
        self._arrangement: Arrangement | None = None
        self.everything = QRadioButton(tr("Everything"))
        self.selected = QRadioButton(tr("The selection"))
        self.grouped = QRadioButton()
        self.direction = QComboBox()
        name_menu(self.direction, tr("Direction"))
        self.direction.addItem(tr("Top to bottom"), Direction.DOWN)
        self.direction.addItem(tr("Left to right"), Direction.RIGHT)
        self.outcome = label("", "muted", wrap=True, live=True)
        self.go = button(tr("Tidy"), self._apply, "primary")
        self._build()
        editor.document_changed.connect(lambda _changes: self._work_out() if self.isVisible() else None)

    def open_below(self, corner: QPoint) -> None:
        """Show the popover for what is selected now."""
        groups = self._groups()
        chosen = [i for i in self._editor.selection.ids if self._editor.document.diagram.placed(i) is not None]
        self.selected.setEnabled(bool(chosen))
        self.grouped.setVisible(bool(groups))
        if groups:
            name = self._editor.document.diagram.groups[groups[0]].label or groups[0]
            self.grouped.setText(tr("Inside “{name}”", name=name))
        several = len(chosen) > 1
        (
            self.grouped if len(groups) == 1 and not several else self.selected if several else self.everything
        ).setChecked(True)
        self.direction.setCurrentIndex(self.direction.findData(self._editor.document.diagram.sheet.direction))
        self.open_at(corner)
        self.setFocus()
        self._work_out()

    def close_popover(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        super().close_popover()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter tidies from wherever in the popover the focus is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go.click()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.body.setContentsMargins(16, 16, 16, 16)
        self.body.addWidget(label(tr("Tidy"), "heading"))
        choices = QButtonGroup(self)
        for choice in (self.everything, self.selected, self.grouped):
            choices.addButton(choice)
            self.body.addWidget(choice)
        self.body.addWidget(label(tr("Direction"), "section"))
        self.body.addWidget(self.direction)
        self.body.addSpacing(4)
        self.body.addWidget(self.outcome)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(tr("Cancel"), self.close_popover))
        row.addWidget(self.go)
        self.body.addLayout(row)
        choices.buttonClicked.connect(lambda _button: self._work_out())
        self.direction.activated.connect(lambda _row: self._work_out())

    def _groups(self) -> list[str]:
        return [i for i in self._editor.selection.ids if i in self._editor.document.diagram.groups]

    def _scope(self) -> Scope:
        from infrasketch_desktop.layout.scope import Scope  # noqa: PLC0415 - the layout is loaded after the first paint

        if self.grouped.isChecked() and self._groups():
            return Scope.inside(self._groups()[0])
        if self.selected.isChecked():
            return Scope.selection(self._editor.selection.ids)
        return Scope.everything()

    def _work_out(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._arrangement = None
        if self.go.hasFocus():
            self.setFocus()  # a button that is disabled would pass the focus on to whatever comes next
        self.go.setEnabled(False)
        self.outcome.setText(tr("Working out what moves…"))
        scope, direction = self._scope(), self.direction.currentData()

        def work(diagram: Diagram, progress: Progress) -> Arrangement:
            return self._engine.tidy(diagram, scope, direction, progress)

        self._task = task = self._tasks.run_on(
            self._editor.document,
            tr("Tidying"),
            work,
            self._show,
            lambda _stale: self._work_out(),
            failed=self._failed,
            stopped=lambda: self._stopped(task),
        )

    def _show(self, arrangement: Arrangement) -> None:
        self._task = None
        self._arrangement = arrangement
        total = len(self._editor.document.diagram.nodes)
        self.outcome.setText(outcome(arrangement.moved, total, arrangement.kept))
        self.go.setEnabled(bool(arrangement))

    def _failed(self, error: Exception) -> None:
        self._task = None
        self.outcome.setText(str(error))

    def _stopped(self, task: Task) -> None:
        """Cancelled from the status bar; one that was cancelled for a newer one is not missed."""
        if self._task is task:
            self._task = None
            self.outcome.setText(tr("Stopped; nothing was moved."))

    def _apply(self) -> None:
        arrangement = self._arrangement
        self.close_popover()
        if arrangement is not None:
            apply(self._editor, arrangement)


def apply(editor: Editor, arrangement: Arrangement) -> None:
    """Put a finished layout into the document as one undo step and show all of it."""
    from infrasketch_desktop.layout.arrangement import apply_arrangement  # noqa: PLC0415 - loaded after the first paint

    if editor.edit(tr("Tidy"), lambda edit: apply_arrangement(edit, arrangement)):
        editor.canvas.fit_all()


def outcome(moved: int, total: int, kept: int) -> str:
    """What a layout would do, such as “Moves 12 of 15 nodes, 3 are pinned.”"""
    if moved == 0:
        return tr("Everything is tidy already.")
    nodes = tr_count("%n node", "%n nodes", total)
    if not kept:
        return tr("Moves {moved} of {nodes}.", moved=number(moved), nodes=nodes)
    return tr_count(
        "Moves {moved} of {nodes}, %n is pinned.",
        "Moves {moved} of {nodes}, %n are pinned.",
        kept,
        moved=number(moved),
        nodes=nodes,
    )
