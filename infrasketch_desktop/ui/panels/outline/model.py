"""The tree behind the outline, kept true to its document change by change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Placed, Sheet
from infrasketch_desktop.ui.describing import description_of, name_of
from infrasketch_desktop.ui.panels.kind_icons import KindIcons

ID = Qt.ItemDataRole.UserRole
MIME = "application/x-infrasketch-outline"
Index = QModelIndex | QPersistentModelIndex


class OutlineModel(QStandardItemModel):
    """One row for each placed record under the row of its group, by name. Changes are asked for, not made here."""

    rename_wanted = Signal(str, str)
    regroup_wanted = Signal(list, object)

    def __init__(self, icons: KindIcons) -> None:
        super().__init__()
        self._icons = icons
        self._diagram = Diagram()
        self._items: dict[str, QStandardItem] = {}

    def show_diagram(self, diagram: Diagram) -> None:
        """Build all rows anew from `diagram`, which later changes are told about by `follow`."""
        self.clear()
        self._items = {}
        self._diagram = diagram
        for member in diagram.members(None):
            self._add_branch(member)

    def follow(self, changes: ChangeSet) -> None:
        """Take over a finished change set of the shown diagram."""
        touched = [change for change in changes if not isinstance(change.after or change.before, Edge | Sheet)]
        for change in touched:
            if change.before is not None and self._is_misplaced(change.before, change.after):
                self._take(change.id)
        for change in touched:
            if change.after is not None and change.id not in self._items:
                self._add_branch(change.id)
            elif change.after is not None:
                self._describe(self._items[change.id])
        self._redescribe_ends(changes)

    def index_of(self, record_id: str) -> QModelIndex:
        item = self._items.get(record_id)
        return item.index() if item is not None else QModelIndex()

    def record_id(self, index: Index) -> str | None:
        return index.data(ID) if index.isValid() else None

    def refresh_icons(self) -> None:
        for item in self._items.values():
            self._describe(item)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        record_id = self.record_id(index)
        if role == Qt.ItemDataRole.EditRole and record_id is not None:
            self.rename_wanted.emit(record_id, str(value).strip())
            return True
        return super().setData(index, value, role)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        mime = QMimeData()
        ids = [i for index in indexes if (i := self.record_id(index)) is not None]
        mime.setData(MIME, "\n".join(ids).encode())
        return mime

    def canDropMimeData(self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: Index) -> bool:
        target = self.record_id(parent)
        return data.hasFormat(MIME) and (target is None or target in self._diagram.groups)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Ask for the move; the rows follow when the document has changed. False keeps Qt from moving them itself."""
        if self.canDropMimeData(data, action, row, column, parent):
            ids = bytes(data.data(MIME).data()).decode().split("\n")
            self.regroup_wanted.emit(ids, self.record_id(parent))
        return False

    def _is_misplaced(self, before: Any, after: Any) -> bool:
        return after is None or before.group != after.group or name_of(before) != name_of(after)

    def _take(self, record_id: str) -> None:
        """Remove a row with all below it; what is still in the diagram is added again by its own group."""
        item = self._items.get(record_id)
        if item is None:
            return
        self._forget(item)
        self.removeRow(item.row(), item.index().parent())

    def _forget(self, item: QStandardItem) -> None:
        self._items.pop(item.data(ID), None)
        for row in range(item.rowCount()):
            self._forget(item.child(row))

    def _add_branch(self, record_id: str) -> None:
        record = self._diagram.placed(record_id)
        if record is None or record_id in self._items:
            return
        if record.group is not None and record.group not in self._items:
            self._add_branch(record.group)
            if record_id in self._items:
                return
        item = QStandardItem()
        item.setData(record_id, ID)
        self._describe(item)
        self._items[record_id] = item
        parent = self._items[record.group] if record.group else self.invisibleRootItem()
        parent.insertRow(self._row_for(parent, _order(record)), item)
        for member in self._diagram.members(record_id):
            self._add_branch(member)

    def _row_for(self, parent: QStandardItem, key: tuple[int, str, str]) -> int:
        low, high = 0, parent.rowCount()
        while low < high:
            middle = (low + high) // 2
            other = self._diagram.placed(parent.child(middle).data(ID))
            if other is not None and _order(other) < key:
                low = middle + 1
            else:
                high = middle
        return low

    def _describe(self, item: QStandardItem) -> None:
        record = self._diagram.placed(item.data(ID))
        if record is None:
            return
        described = description_of(self._diagram, record)
        item.setText(name_of(record))
        item.setIcon(self._icons.for_record(record))
        item.setData(described, Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(described)
        item.setDropEnabled(isinstance(record, Group))

    def _redescribe_ends(self, changes: ChangeSet) -> None:
        """Edges that came or went change how many a node has."""
        for change in changes:
            for edge in (change.before, change.after):
                if isinstance(edge, Edge):
                    for end in (edge.source, edge.target):
                        if end in self._items:
                            self._describe(self._items[end])


def _order(record: Placed) -> tuple[int, str, str]:
    """Groups first, then nodes, then notes, each by name."""
    rank = {Group: 0, Node: 1, Note: 2}[type(record)]
    return rank, name_of(record).casefold(), record.id
