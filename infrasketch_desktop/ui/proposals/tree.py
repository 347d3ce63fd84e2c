"""Differences as a tree: one section for each sort, and for a proposal a box for each item."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import Difference, Sort
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.panels.kind_icons import KindIcons
from infrasketch_desktop.ui.proposals.wording import detail_of, section_title, title_of
from infrasketch_desktop.ui.text import tr

_ID = Qt.ItemDataRole.UserRole
_ICON = QSize(20, 20)
_SIGNS = {
    Sort.ADDED: ("plus", "success"),
    Sort.CHANGED: ("pencil", "warning"),
    Sort.MOVED: ("nudge", "warning"),
    Sort.REMOVED: ("trash", "danger"),
}


class DifferenceTree(QTreeWidget):
    """`ticked` carries ids and whether they are to be taken, `looked_at` the id that is current or None.

    `accepted` and `refused` follow Enter and Escape.
    """

    ticked = Signal(list, bool)
    looked_at = Signal(object)
    accepted = Signal()
    refused = Signal()

    def __init__(self, kind_icons: KindIcons, icons: Icons, *, with_boxes: bool = True) -> None:
        super().__init__()
        self._kind_icons = kind_icons
        self._icons = icons
        self._with_boxes = with_boxes
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._items: tuple[Difference, ...] = ()
        self._sections: list[QTreeWidgetItem] = []
        self._pixmaps: dict[tuple[str, str], QPixmap] = {}
        self.setHeaderHidden(True)
        self.setIconSize(_ICON)
        self.setIndentation(16)
        self.setAccessibleName(tr("Proposed changes") if with_boxes else tr("Differences"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemChanged.connect(self._on_ticked)
        self.currentItemChanged.connect(lambda item, _before: self.looked_at.emit(item.data(0, _ID) if item else None))

    def show_items(self, items: Iterable[Difference], before: Diagram, after: Diagram) -> None:
        """List `items`; the one that was current stays so."""
        current = self.currentItem()
        kept = current.data(0, _ID) if current is not None else None
        blocker = QSignalBlocker(self)
        self.clear()
        self._rows.clear()
        self._pixmaps.clear()
        self._sections.clear()
        self._items = tuple(items)
        for sort in Sort:
            found = [item for item in self._items if item.sort is sort]
            if found:
                self._add_section(sort, found, (before, after))
        self.expandAll()
        if kept in self._rows:
            self.setCurrentItem(self._rows[kept])
        blocker.unblock()

    @property
    def items(self) -> tuple[Difference, ...]:
        """What is listed."""
        return self._items

    def show_chosen(self, chosen: Collection[str]) -> None:
        """Tick the rows of `chosen` and no others; a section shows whether all, some or none of it is."""
        blocker = QSignalBlocker(self)
        for item_id, row in self._rows.items():
            _tick(row, Qt.CheckState.Checked if item_id in chosen else Qt.CheckState.Unchecked)
        for section in self._sections:
            states = {row.checkState(0) for row in _children(section)}
            _tick(section, states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked)
        blocker.unblock()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.refused.emit()
        else:
            super().keyPressEvent(event)

    def _add_section(self, sort: Sort, items: Iterable[Difference], sides: tuple[Diagram, Diagram]) -> None:
        rows = [self._row(item, sides) for item in items]
        section = QTreeWidgetItem([section_title(sort, len(rows))])
        section.setIcon(0, self._line_icon(*_SIGNS[sort]))
        font = section.font(0)
        font.setWeight(font.Weight.DemiBold)
        section.setFont(0, font)
        self._let_tick(section)
        section.addChildren(rows)
        self._sections.append(section)
        self.addTopLevelItem(section)

    def _row(self, item: Difference, sides: tuple[Diagram, Diagram]) -> QTreeWidgetItem:
        title, detail = title_of(item, *sides), detail_of(item, *sides)
        row = QTreeWidgetItem([f"{title}\n{detail}" if detail else title])
        row.setData(0, _ID, item.id)
        row.setIcon(0, self._icon(item))
        row.setToolTip(0, f"{title}\n{detail}")
        self._let_tick(row)
        self._rows[item.id] = row
        return row

    def _let_tick(self, row: QTreeWidgetItem) -> None:
        if self._with_boxes:
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(0, Qt.CheckState.Checked)

    def _icon(self, item: Difference) -> QIcon:
        record = item.after if item.after is not None else item.before
        match record:
            case Node() | Group() | Note():
                return self._kind_icons.for_record(record)
            case Edge():
                return self._line_icon("edge", "muted")
            case _:
                return self._line_icon("text", "muted")

    def _line_icon(self, name: str, role: str) -> QIcon:
        """As it is: a tree shows the icons of open rows in the colours of what is switched on."""
        if (name, role) not in self._pixmaps:
            self._pixmaps[name, role] = self._icons.pixmap(name, _ICON.width(), self.devicePixelRatioF(), role)
        return QIcon(self._pixmaps[name, role])

    def _on_ticked(self, row: QTreeWidgetItem) -> None:
        item_id = row.data(0, _ID)
        ids = [item_id] if item_id else [child.data(0, _ID) for child in _children(row)]
        self.ticked.emit(ids, row.checkState(0) == Qt.CheckState.Checked)


def _children(row: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (row.child(place) for place in range(row.childCount()))
    return [child for child in found if child is not None]


def _tick(row: QTreeWidgetItem, state: Qt.CheckState) -> None:
    if row.checkState(0) != state:
        row.setCheckState(0, state)
