"""Every movement of credits in a table: date, what, where the file went, credits, balance after."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QStackedLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.credits.desk import Movement
from infrasketch_desktop.ui.credits.words import moment
from infrasketch_desktop.ui.moments import on_date
from infrasketch_desktop.ui.numbers import number, signed
from infrasketch_desktop.ui.widgets.roles import button, label, set_role
from infrasketch_desktop.ui.widgets.rows import show_names

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WHEN, _WHAT, _WHERE, _CREDITS, _AFTER = range(5)


class HistoryTable(QWidget):
    """`more_wanted` asks for older movements."""

    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._listed: tuple[Movement, ...] = ()
        self.table = QTreeWidget()
        show_names(self.table)
        self.table.setAccessibleName(tr("History"))
        set_role(self.table, "framed")
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setHeaderLabels([tr("Date"), tr("What"), tr("Where"), tr("Credits"), tr("Balance")])
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_WHERE, QHeaderView.ResizeMode.Stretch)
        for column in (_CREDITS, _AFTER):
            self.table.headerItem().setTextAlignment(column, _RIGHT)
        self.more = button(tr("Show older ones"), self.more_wanted.emit, "link")
        self._nothing = label("", "muted", wrap=True, live=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._build()
        self._say(tr("Looking…"))

    @property
    def said(self) -> str:
        """What stands where the table would be."""
        return self._nothing.text() if self._pages.currentWidget() is self._nothing else ""

    def show_movements(self, movements: Sequence[Movement], *, more: bool) -> None:
        self.more.setVisible(more)
        if not movements:
            self._say(tr("Nothing yet. What you buy and spend will be listed here."))
            return
        self._pages.setCurrentIndex(1)
        self.setFocusProxy(self.table)
        top, movements = self.table.verticalScrollBar().value(), tuple(movements)
        if movements[: len(self._listed)] != self._listed:
            self.table.clear()
            self._listed = ()
        self.table.addTopLevelItems([_row(movement) for movement in movements[len(self._listed) :]])
        self._listed = movements
        self.table.verticalScrollBar().setValue(top)

    def show_trouble(self, text: str) -> None:
        self._say(text)

    def _build(self) -> None:
        holder = QWidget()
        self._pages = QStackedLayout(holder)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(holder, 1)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.hide()

    def _say(self, text: str) -> None:
        self._nothing.setText(text)
        self._pages.setCurrentIndex(0)
        self.setFocusProxy(None)  # type: ignore[arg-type]  # Tab would end at what leads to a hidden table


def _row(movement: Movement) -> QTreeWidgetItem:
    when = on_date(moment(movement.at))
    where = Path(movement.place).name if movement.place else ""
    row = QTreeWidgetItem([when, movement.what, where, signed(movement.credits), number(movement.after)])
    row.setToolTip(_WHERE, movement.place)
    row.setData(_WHERE, Qt.ItemDataRole.AccessibleTextRole, where or tr("No file"))
    for column in (_CREDITS, _AFTER):
        row.setTextAlignment(column, _RIGHT)
    return row
