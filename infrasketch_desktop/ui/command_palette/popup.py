"""The palette on the screen: a line to type in over a list to choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from infrasketch_desktop.language import isolated, tr
from infrasketch_desktop.ui.command_palette.entries import Entry, matching
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.theme.skin import Skin
from infrasketch_desktop.ui.widgets.popover import Popover
from infrasketch_desktop.ui.widgets.roles import label, line, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing

_WIDTH, _ROWS, _TOP = 600, 10, 72
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_ROWS, Qt.Key.Key_PageDown: _ROWS}


class CommandPalette(Popover):
    """Asks `source` for its entries each time it opens."""

    def __init__(self, parent: QWidget, icons: Icons, skin: Skin, source: Callable[[], Iterable[Entry]]) -> None:
        super().__init__(parent, _WIDTH)
        self.setAccessibleName(tr("Command palette"))
        self._icons = icons
        self._source = source
        self._entries: list[Entry] = []
        self.edit = QLineEdit()
        follow_writing(self.edit)
        self.edit.setPlaceholderText(tr("Search actions, templates, recent diagrams and nodes"))
        self.edit.setAccessibleName(tr("Command palette"))
        set_role(self.edit, "large")
        self.edit.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Results"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_EntryDelegate(skin, self.list))
        self._nothing = label(tr("Nothing fits. Try fewer letters."), "muted", live=True)
        self._nothing.setContentsMargins(12, 16, 12, 16)
        for widget in (self.edit, line(), self.list, self._nothing):
            self.body.addWidget(widget)
        self.edit.textChanged.connect(self._fill)
        self.list.itemClicked.connect(lambda _item: self._run_current())

    def open_palette(self) -> None:
        self._entries = list(self._source())
        self.edit.clear()
        self._fill()
        self.open_centered(_TOP)
        self.edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run_current()
                return True
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        self.list.clear()
        for entry in matching(self._entries, self.edit.text()):
            item = QListWidgetItem(self._icons.icon(entry.icon or "chevron-right", "muted"), entry.title)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(self.list.count() > 0)
        self._nothing.setVisible(self.list.count() == 0)
        row = self.list.sizeHintForRow(0) if self.list.count() else 0
        self.list.setFixedHeight(row * min(self.list.count(), _ROWS) + 10)
        if self.isVisible():
            self.adjustSize()

    def _move(self, step: int) -> None:
        count = self.list.count()
        if count:
            row = self.list.currentRow() + step
            self.list.setCurrentRow(row % count if abs(step) == 1 else min(max(row, 0), count - 1))

    def _run_current(self) -> None:
        if not self.list.count():
            return
        entry: Entry = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        if entry.enabled:
            self.close_popover()
            entry.run()


class _EntryDelegate(QStyledItemDelegate):
    """Title at the start; category and keys, quiet, at the end."""

    def __init__(self, skin: Skin, parent: QWidget) -> None:
        super().__init__(parent)
        self._skin = skin

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), option.fontMetrics.lineSpacing() + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        colors = self._skin.colors
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.soft if chosen else colors.hover))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 6, 6)
        icon = QRect(option.rect.x() + 12, option.rect.center().y() - 8, 18, 18)
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, _mirrored(option, icon))
        inner = option.rect.adjusted(42, 0, -12, 0)
        side = self._paint_side(painter, option, inner, entry)
        painter.setFont(option.font)
        painter.setPen(QColor(colors.disabled if not entry.enabled else colors.on_soft if chosen else colors.text))
        width = inner.width() - side - 16
        title = option.fontMetrics.elidedText(isolated(entry.title), Qt.TextElideMode.ElideRight, width)
        begins = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(_mirrored(option, inner), begins, title)
        painter.restore()

    def _paint_side(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, entry: Entry) -> int:
        """Paint keys and category and return how wide they are."""
        colors, used = self._skin.colors, 0
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.9)
        painter.setFont(small)
        painter.setPen(QColor(colors.muted))
        ends = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        for text in (entry.keys, entry.category):
            if text:
                painter.drawText(_mirrored(option, area.adjusted(0, 0, -used, 0)), ends, isolated(text))
                used += painter.fontMetrics().horizontalAdvance(text) + 16
        return used


def _mirrored(option: QStyleOptionViewItem, place: QRect) -> QRect:
    """`place` in a row as one writes from left to right, where it is as one writes here."""
    return QStyle.visualRect(option.direction, option.rect, place)
