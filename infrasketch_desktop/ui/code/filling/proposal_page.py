"""The second page: each region as it is and as it would be, what the checks said, and which of them are accepted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from infrasketch_desktop.assistant.filling.result import Fill, FillResult
from infrasketch_desktop.codegen.regions import with_inside
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.aligning import Aligned, aligned
from infrasketch_desktop.ui.code.compare_pane import ComparePane
from infrasketch_desktop.ui.code.filling.words import checked_text, dropped_text
from infrasketch_desktop.ui.icons import ColorSource, Icons
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.ui.widgets.roles import label, set_role
from infrasketch_desktop.ui.widgets.rows import show_names

_LIST_WIDTH = 220
_COMPARE_HEIGHT = 260
_MOST_SAID = 600
"""Characters of what the model said that are shown; the code says the rest."""


class ProposalPage(QWidget):
    """`changed` follows the ticks."""

    changed = Signal()

    def __init__(self, skin: ColorSource, icons: Icons, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._result: FillResult | None = None
        self.said = label("", wrap=True)
        self.list = QListWidget()
        show_names(self.list)
        self.checks = label("", "hint", wrap=True)
        self.why = label("", wrap=True)
        self.compare = ComparePane(skin, icons, QWidget())
        self._build()
        self.list.currentRowChanged.connect(self._show_row)
        self.list.itemChanged.connect(lambda _item: self.changed.emit())

    @property
    def names(self) -> tuple[str, ...]:
        """The regions that are ticked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def show_result(self, result: FillResult) -> None:
        self._result = result
        text = result.text if len(result.text) <= _MOST_SAID else f"{result.text[:_MOST_SAID].rstrip()} …"
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self.checks.setText(checked_text(result))
        self.checks.setVisible(bool(result.kept))
        self.list.blockSignals(True)
        self.list.clear()
        for fill in result.fills:
            self.list.addItem(_item(fill))
        self.list.blockSignals(False)
        self.list.setVisible(len(result.fills) > 1)
        self.compare.setVisible(bool(result.fills))
        self.why.setVisible(False)
        self.list.setCurrentRow(0)
        self._show_row(0)
        self.changed.emit()

    def _show_row(self, row: int) -> None:
        if self._result is None or not 0 <= row < len(self._result.fills):
            return
        fill, wish, is_there = self._result.fills[row], self._result.wish, lifeline(self)
        before, after = fill.before, fill.after
        if fill.may_be_kept:  # then it is shown where it would stand
            before, after = wish.text, with_inside(wish.text, fill.name, fill.after)
        self.why.setText(dropped_text(fill) if fill.why else "")
        self.why.setVisible(bool(fill.why))
        set_role(self.why, "danger" if fill.why else "")
        title = tr("Dropped") if fill.why else tr("Proposed")

        def arrived(found: Aligned) -> None:
            if is_there():
                self.compare.show_aligned(found, tr("Now"), title)

        self._tasks.run(tr("Comparing"), lambda _progress: aligned(wish.path, before, after), arrived, quiet=True)

    def _build(self) -> None:
        self.list.setAccessibleName(tr("Regions"))
        self.list.setFixedWidth(_LIST_WIDTH)
        set_role(self.list, "framed")
        self.compare.setMinimumHeight(_COMPARE_HEIGHT)
        for text in (self.said, self.checks, self.why):
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.list)
        row.addWidget(self.compare, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(label(tr("Proposed code"), "heading"))
        layout.addWidget(self.said)
        layout.addWidget(self.checks)
        layout.addWidget(self.why)
        layout.addLayout(row, 1)


def _item(fill: Fill) -> QListWidgetItem:
    """What is kept can be ticked, and is; what was dropped cannot."""
    item = QListWidgetItem(fill.name)
    item.setData(Qt.ItemDataRole.UserRole, fill.name)
    if fill.may_be_kept:
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
    else:
        item.setText(tr("{name} (dropped)", name=fill.name))
    return item
