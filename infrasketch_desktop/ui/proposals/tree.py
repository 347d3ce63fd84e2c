"""Differences as a tree: one section for each sort, and for a proposal a box for each item."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import Difference, Sort
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.panels.kind_icons import KindIcons
from infrasketch_desktop.ui.proposals.wording import detail_of, section_title, title_of
from infrasketch_desktop.ui.theme.measures import grown, grown_size, keep_grown
from infrasketch_desktop.ui.widgets.rows import show_names

_ID = Qt.ItemDataRole.UserRole
_ICON = 20
_SIGNS = {
    Sort.ADDED: ("plus", "success"),
    Sort.CHANGED: ("pencil", "warning"),
    Sort.MOVED: ("nudge", "warning"),
    Sort.REMOVED: ("trash", "danger"),
}


class DifferenceTree(QTreeWidget):
    """`ticked` carries ids and whether they are to be taken, `looked_at` the id that is current or None.

    `accepted` and `refused` follow Enter and Escape. Rows work out what they show when they come into sight.
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
        self._rows: dict[str, _Row] = {}
        self._items: tuple[Difference, ...] = ()
        self._sides = Diagram(), Diagram()
        self._chosen: frozenset[str] = frozenset()
        self._sections: list[_Section] = []
        self._pixmaps: dict[tuple[str, str], QPixmap] = {}
        show_names(self)
        self.setHeaderHidden(True)
        keep_grown(self, lambda: self.setIconSize(grown_size(_ICON, _ICON)))
        keep_grown(self, lambda: self.setIndentation(grown(16)))
        self.setAccessibleName(tr("Proposed changes") if with_boxes else tr("Differences"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentItemChanged.connect(lambda item, _before: self.looked_at.emit(item.data(0, _ID) if item else None))

    def show_items(self, items: Iterable[Difference], before: Diagram, after: Diagram) -> None:
        """List `items`, all of them ticked; the one that was current stays so."""
        current = self.currentItem()
        kept = current.data(0, _ID) if current is not None else None
        blocker = QSignalBlocker(self)
        self.clear()
        self._rows.clear()
        self._pixmaps.clear()
        self._sections.clear()
        self._items, self._sides = tuple(items), (before, after)
        self._chosen = frozenset(item.id for item in self._items)
        for sort in Sort:
            found = [item for item in self._items if item.sort is sort]
            if found:
                self._add_section(sort, found)
        if kept in self._rows:
            self.setCurrentItem(self._rows[kept])
        blocker.unblock()

    @property
    def items(self) -> tuple[Difference, ...]:
        """What is listed."""
        return self._items

    def show_chosen(self, chosen: Collection[str]) -> None:
        """Tick the rows of `chosen` and no others; a section shows whether all, some or none of it is."""
        self._chosen = frozenset(chosen)
        for section in self._sections:
            section.count(self._chosen)
        self.viewport().update()

    def box_of(self, item_id: str) -> Qt.CheckState | None:
        """Whether a row is ticked; None in a list without boxes."""
        if not self._with_boxes:
            return None
        return Qt.CheckState.Checked if item_id in self._chosen else Qt.CheckState.Unchecked

    def words_of(self, item: Difference) -> tuple[str, str]:
        """What a row is called, and what is said below that."""
        return title_of(item, *self._sides), detail_of(item, *self._sides)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.refused.emit()
        else:
            super().keyPressEvent(event)

    def _add_section(self, sort: Sort, items: Sequence[Difference]) -> None:
        section = _Section(self, [item.id for item in items], with_box=self._with_boxes)
        section.setText(0, section_title(sort, len(items)))
        section.setIcon(0, self._line_icon(*_SIGNS[sort]))
        font = section.font(0)
        font.setWeight(font.Weight.DemiBold)
        section.setFont(0, font)
        rows = [_Row(self, item) for item in items]
        self._rows.update((row.item.id, row) for row in rows)
        section.addChildren(rows)
        self._sections.append(section)
        self.addTopLevelItem(section)
        section.setExpanded(True)

    def icon_of(self, item: Difference) -> QIcon:
        """The small picture of what a row is about."""
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
            self._pixmaps[name, role] = self._icons.pixmap(name, _ICON, self.devicePixelRatioF(), role)
        return QIcon(self._pixmaps[name, role])


class _Row(QTreeWidgetItem):
    """One difference. A proposal may have thousands, of which a few dozen are ever seen."""

    def __init__(self, tree: DifferenceTree, item: Difference) -> None:
        super().__init__()
        self._tree = tree
        self.item = item

    def data(self, column: int, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                title, detail = self._tree.words_of(self.item)
                return f"{title}\n{detail}" if detail else title
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(self._tree.words_of(self.item))
            case Qt.ItemDataRole.DecorationRole:
                return self._tree.icon_of(self.item)
            case Qt.ItemDataRole.CheckStateRole:
                return self._tree.box_of(self.item.id)
            case Qt.ItemDataRole.UserRole:
                return self.item.id
            case _:
                return super().data(column, role)

    def setData(self, column: int, role: int, value: Any) -> None:
        if role == Qt.ItemDataRole.CheckStateRole:
            self._tree.ticked.emit([self.item.id], _is_checked(value))
        else:
            super().setData(column, role, value)


class _Section(QTreeWidgetItem):
    """A heading; its box stands for all the rows below it."""

    def __init__(self, tree: DifferenceTree, ids: Sequence[str], *, with_box: bool) -> None:
        super().__init__()
        self._tree = tree
        self._ids = frozenset(ids)
        self._box: Qt.CheckState | None = Qt.CheckState.Checked if with_box else None

    def count(self, chosen: frozenset[str]) -> None:
        """Work out the box anew."""
        states = Qt.CheckState
        if self._box is not None:
            is_none = self._ids.isdisjoint(chosen)
            self._box = (
                states.Checked if self._ids <= chosen else states.Unchecked if is_none else states.PartiallyChecked
            )

    def data(self, column: int, role: int) -> Any:
        return self._box if role == Qt.ItemDataRole.CheckStateRole else super().data(column, role)

    def setData(self, column: int, role: int, value: Any) -> None:
        if role == Qt.ItemDataRole.CheckStateRole:
            self._tree.ticked.emit(sorted(self._ids), _is_checked(value))
        else:
            super().setData(column, role, value)


def _is_checked(value: Any) -> bool:
    """Qt hands a state over as such or as its number."""
    return Qt.CheckState(value) == Qt.CheckState.Checked
