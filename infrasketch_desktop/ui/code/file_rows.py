"""The rows of the tree of files: they work out what they show when they come into sight."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from infrasketch_desktop.language import listed
from infrasketch_desktop.ui.code.listing import Branch, Listing
from infrasketch_desktop.ui.code.standing import Standing

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

_Role = Qt.ItemDataRole
_SAID = frozenset({_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole, _Role.DecorationRole})


class FileRows(QAbstractItemModel):
    """Names beside standings. Towards Qt a row is known by the number of the folder that it lies in."""

    def __init__(self, sign: Callable[[str, str], QIcon]) -> None:
        """`sign` makes the icon with a name in the colour of a role."""
        super().__init__()
        self._sign = sign
        self.listing = Listing.of({})

    def show_listing(self, listing: Listing) -> bool:
        """Whether the rows are others now; else those that are there say what is new."""
        if listing.standings.keys() == self.listing.standings.keys():
            self.listing = listing
            if self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 1))
            return False
        self.beginResetModel()
        self.listing = listing
        self.endResetModel()
        return True

    def place_of(self, index: Index) -> str:
        """The path of a file, or that of a folder with a slash at the end; "" for no row."""
        if not index.isValid():
            return ""
        branch, row = self.listing.branches[index.internalId()], index.row()
        inner = len(branch.folders)
        return branch.folders[row].place if row < inner else branch.files[row - inner]

    def index_of(self, place: str) -> QModelIndex:
        """The row of a file or a folder; that of one which is not listed is not valid."""
        if place.endswith("/"):
            folder = self.listing.by_place.get(place)
            return self._index(folder) if folder is not None else NOWHERE
        if place not in self.listing.standings:
            return NOWHERE
        branch = self.listing.branch_of(place)
        return self.createIndex(len(branch.folders) + bisect_left(branch.files, place), 0, branch.number)

    # --- what Qt asks

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        branch = self._branch(parent)
        if branch is None or not 0 <= row < len(branch.folders) + len(branch.files):
            return NOWHERE
        return self.createIndex(row, column, branch.number)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent without arguments is another
        return self._index(self.listing.branches[index.internalId()]) if index.isValid() else NOWHERE

    def rowCount(self, parent: Index = NOWHERE) -> int:
        branch = self._branch(parent)
        return len(branch.folders) + len(branch.files) if branch is not None else 0

    def hasChildren(self, parent: Index = NOWHERE) -> bool:
        return self.rowCount(parent) > 0

    def columnCount(self, _parent: Index = NOWHERE) -> int:
        return 2

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if role not in _SAID or not index.isValid():
            return None
        place = self.place_of(index)
        standing = self.listing.standing_of(place)
        return self._said(standing, role) if index.column() else self._called(index, place, standing, role)

    def _called(self, index: Index, place: str, standing: Standing, role: int) -> str | None:
        match role:
            case _Role.DisplayRole:
                return self._name(index, place)
            case _Role.ToolTipRole:
                return place
            case _Role.AccessibleTextRole:
                return listed((place, standing.word))
            case _:
                return None

    def _said(self, standing: Standing, role: int) -> str | QIcon | None:
        match role:
            case _Role.DisplayRole:
                return standing.word
            case _Role.ToolTipRole:
                return standing.story
            case _Role.DecorationRole:
                return self._sign(standing.icon, standing.role)
            case _:
                return None

    def _name(self, index: Index, place: str) -> str:
        if place.endswith("/"):
            return self.listing.by_place[place].name
        return place.removeprefix(self.listing.branches[index.internalId()].place)

    def _index(self, branch: Branch) -> QModelIndex:
        return self.createIndex(branch.row, 0, branch.above.number) if branch.above is not None else NOWHERE

    def _branch(self, index: Index) -> Branch | None:
        """The folder that a row stands for, the outermost for no row, None for a file and beside a folder."""
        if not index.isValid():
            return self.listing.branches[0]
        folders = self.listing.branches[index.internalId()].folders
        return folders[index.row()] if index.column() == 0 and index.row() < len(folders) else None
