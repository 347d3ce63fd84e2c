"""The tree behind the outline, kept true to its document change by change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Edge, Passage, Placed, Sheet
from infrasketch_desktop.ui.describing import description_of, name_of
from infrasketch_desktop.ui.outline_order import Order, order_of
from infrasketch_desktop.ui.panels.kind_icons import KindIcons

MIME = "application/x-infrasketch-outline"
Index = QModelIndex | QPersistentModelIndex

AT_ONCE = 60
"""Rows that may come, go or move one by one; for more the tree is built anew, as Qt looks at all rows for each."""


_USUAL = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemIsDragEnabled
)
_GROUP = _USUAL | Qt.ItemFlag.ItemIsDropEnabled
"""Put together once: Qt asks for those of all rows whenever one of them comes or goes."""


@dataclass(eq=False, slots=True)
class _Row:
    """One row: `number` is its name towards Qt, `order` its place among its siblings."""

    number: int
    record_id: str
    order: Order
    parent: _Row | None
    children: list[_Row] = field(default_factory=list)


class OutlineModel(QAbstractItemModel):
    """One row for each placed record under the row of its group, by name. Changes are asked for, not made here."""

    rename_wanted = Signal(str, str)
    regroup_wanted = Signal(list, object)

    def __init__(self, icons: KindIcons) -> None:
        super().__init__()
        self._icons = icons
        self._diagram = Diagram()
        self._numbers = count(1)
        self._root = self._new_row("", (0, "", ""), None)
        self._rows: dict[str, _Row] = {}
        self._by_number: dict[int, _Row] = {}

    def show_diagram(self, diagram: Diagram) -> None:
        """Build all rows anew from `diagram`, which later changes are told about by `follow`."""
        self.beginResetModel()
        self._diagram = diagram
        self._rows.clear()
        self._by_number.clear()
        self._root.children.clear()
        self._fill_all()
        self.endResetModel()

    def follow(self, changes: ChangeSet) -> None:
        """Take over a finished change set of the shown diagram."""
        elsewhere = Edge | Passage | Sheet
        touched = [change for change in changes if not isinstance(change.after or change.before, elsewhere)]
        if sum(_is_misplaced(change.before, change.after) for change in touched) > AT_ONCE:
            self.show_diagram(self._diagram)
            return
        for change in touched:
            if _is_misplaced(change.before, change.after) and not self._stays(change.id):
                self._take(change.id)
        for change in touched:
            self._add_branch(change.id)
        self._tell_changed({change.id for change in touched} | _ends(changes))

    def index_of(self, record_id: str) -> QModelIndex:
        row = self._rows.get(record_id)
        return self._index(row) if row is not None else QModelIndex()

    def runs_of(self, ids: Iterable[str]) -> Iterator[tuple[QModelIndex, QModelIndex]]:
        """First and last rows of the runs that the records with `ids` make below each other."""
        wanted = dict.fromkeys(row for i in ids if (row := self._rows.get(i)) is not None)
        for parent in dict.fromkeys(row.parent for row in wanted):
            assert parent is not None
            places = [place for place, row in enumerate(parent.children) if row in wanted]
            for _, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
                found = [parent.children[place] for _, place in run]
                yield self._index(found[0]), self._index(found[-1])

    def record_id(self, index: Index) -> str | None:
        return self._row(index).record_id if index.isValid() else None

    def refresh_icons(self) -> None:
        """The colours of kinds have changed; Qt is told once for each group, as row by row would stall the window."""
        for parent in (self._root, *self._rows.values()):
            if parent.children:
                ends = (self._index(parent.children[0]), self._index(parent.children[-1]))
                self.dataChanged.emit(*ends, [Qt.ItemDataRole.DecorationRole])

    # --- what Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's default
        children = self._row(parent).children
        return self.createIndex(row, column, children[row].number) if 0 <= row < len(children) else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent without arguments is another
        above = self._row(index).parent
        return QModelIndex() if above is None or above is self._root else self._index(above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return len(self._row(parent).children)

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's default
        return bool(self._row(parent).children)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return _GROUP if self.record_id(index) in self._diagram.groups else _USUAL

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record = self._diagram.placed(self.record_id(index) or "")
        if record is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return name_of(record)
            case Qt.ItemDataRole.DecorationRole:
                return self._icons.for_record(record)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return description_of(self._diagram, record)
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        record_id = self.record_id(index)
        if role != Qt.ItemDataRole.EditRole or record_id is None:
            return False
        self.rename_wanted.emit(record_id, str(value).strip())
        return True

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

    # --- rows

    def _row(self, index: Index) -> _Row:
        return self._by_number[index.internalId()] if index.isValid() else self._root

    def _index(self, row: _Row) -> QModelIndex:
        assert row.parent is not None
        return self.createIndex(_place(row.parent, row.order), 0, row.number)

    def _new_row(self, record_id: str, order: Order, parent: _Row | None) -> _Row:
        return _Row(next(self._numbers), record_id, order, parent)

    def _add_branch(self, record_id: str) -> None:
        """Insert the row of a record that has none yet, with all below it, after those of the groups around it."""
        record = self._diagram.placed(record_id)
        if record is None or record_id in self._rows:
            return
        if record.group is not None and record.group not in self._rows:
            self._add_branch(record.group)
            return
        parent = self._rows[record.group] if record.group else self._root
        at = _place(parent, order_of(record))
        self.beginInsertRows(QModelIndex() if parent is self._root else self._index(parent), at, at)
        self._fill(parent, record_id)
        self.endInsertRows()

    def _fill(self, parent: _Row, record_id: str) -> None:
        """Put the row of a record and all below it into the tree, while Qt does not look."""
        record = self._diagram.placed(record_id)
        assert record is not None
        row = self._new_row(record_id, order_of(record), parent)
        parent.children.insert(_place(parent, row.order), row)
        self._rows[record_id] = row
        self._by_number[row.number] = row
        for member in self._diagram.members(record_id):
            self._fill(row, member)

    def _stays(self, record_id: str) -> bool:
        """Whether a record that changed is in the same group and between the same siblings; its row knows it then."""
        row, record = self._rows.get(record_id), self._diagram.placed(record_id)
        if row is None or record is None or row.parent is None or row.parent.record_id != (record.group or ""):
            return False
        siblings, order, at = row.parent.children, order_of(record), _place(row.parent, row.order)
        if not all(other.order < order for other in siblings[max(at - 1, 0) : at]):
            return False
        if not all(order < other.order for other in siblings[at + 1 : at + 2]):
            return False
        row.order = order
        return True

    def _take(self, record_id: str) -> None:
        """Remove a row with all below it; what is still in the diagram is added again with its own group."""
        row = self._rows.get(record_id)
        if row is None or row.parent is None:
            return
        parent, at = row.parent, _place(row.parent, row.order)
        self.beginRemoveRows(QModelIndex() if parent is self._root else self._index(parent), at, at)
        del parent.children[at]
        self._forget(row)
        self.endRemoveRows()

    def _forget(self, row: _Row) -> None:
        del self._rows[row.record_id]
        del self._by_number[row.number]
        for child in row.children:
            self._forget(child)

    def _fill_all(self) -> None:
        """Make the rows of everything, sorted once."""
        diagram = self._diagram
        collections: tuple[Mapping[str, Placed], ...] = (diagram.groups, diagram.nodes, diagram.notes)
        records = {record.id: record for found in collections for record in found.values()}
        for record in records.values():
            row = self._new_row(record.id, order_of(record), None)
            self._rows[record.id] = self._by_number[row.number] = row
        for row in sorted(self._rows.values(), key=lambda each: each.order):
            group = records[row.record_id].group
            row.parent = self._rows[group] if group is not None else self._root
            row.parent.children.append(row)

    def _tell_changed(self, ids: set[str]) -> None:
        for record_id in ids & self._rows.keys():
            index = self.index_of(record_id)
            self.dataChanged.emit(index, index)


def _is_misplaced(before: Any, after: Any) -> bool:
    """Whether a change brings or takes a record away, or takes it to another place in the tree."""
    return before is None or after is None or before.group != after.group or name_of(before) != name_of(after)


def _ends(changes: ChangeSet) -> set[str]:
    """What edges that changed end at: how many connections it has is part of its description."""
    edges = [edge for change in changes for edge in (change.before, change.after) if isinstance(edge, Edge)]
    return {end for edge in edges for end in (edge.source, edge.target)}


def _place(parent: _Row, order: Order) -> int:
    return bisect_left(parent.children, order, key=lambda row: row.order)
