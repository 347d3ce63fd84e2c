"""The files of a project as a tree; a word and a sign say what becomes of each, or how far it was checked."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeView

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.file_rows import FileRows
from infrasketch_desktop.ui.code.listing import Listing
from infrasketch_desktop.ui.code.row_frame import RowFrame
from infrasketch_desktop.ui.code.standing import Standing
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.theme.measures import grown, grown_size, keep_grown
from infrasketch_desktop.ui.widgets.roles import set_role

_ICON = 16
_INDENT = 14
_MOST_OPEN = 24
"""Rows up to which the outer folders stand open at first."""
_MEASURED = 60
"""Rows whose words are measured for the width of their column."""


class FileTree(QTreeView):
    """`chosen` carries the path that is current, "" on a folder; `opened` one on which Enter or a double click fell."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._signs: dict[tuple[str, str], QIcon] = {}
        self._rows = FileRows(self._line_icon)
        self._unfolded: set[str] = set()
        set_role(self, "files")
        self.setAccessibleName(tr("Files"))
        self.setModel(self._rows)
        self.setHeaderHidden(True)
        keep_grown(self, lambda: self.setIconSize(grown_size(_ICON, _ICON)))
        keep_grown(self, lambda: self.setIndentation(grown(_INDENT)))
        self.setUniformRowHeights(True)
        self.setItemDelegate(RowFrame(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.header().setStretchLastSection(False)
        self.header().setResizeContentsPrecision(_MEASURED)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.selectionModel().currentChanged.connect(lambda index, _before: self.chosen.emit(self._path_of(index)))
        self.doubleClicked.connect(self._open)
        self.expanded.connect(lambda index: self._unfolded.add(self._rows.place_of(index)))
        self.collapsed.connect(lambda index: self._unfolded.discard(self._rows.place_of(index)))

    @property
    def path(self) -> str:
        """The file that is current, "" when none is."""
        return self._path_of(self.currentIndex())

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._rows.listing.standings)

    def show_listing(self, listing: Listing) -> None:
        """List these files; what was current and what was folded stays so, where it is still there."""
        current, before = self.path, self._rows.listing
        blocker = QSignalBlocker(self)
        if self._rows.show_listing(listing):
            around = [branch.place for branch in listing.around(current)] if current in listing.standings else []
            if around:
                self.setCurrentIndex(self._rows.index_of(current))  # which opens the folders above it
            self._fold(around, before)
        blocker.unblock()

    def refresh(self) -> None:
        """Draw the signs in the colours of now."""
        self._signs.clear()
        self.viewport().update()

    def choose(self, path: str) -> None:
        index = self._rows.index_of(path)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def standing(self, path: str) -> Standing:
        """How a file that is listed stands."""
        return self._rows.listing.standings[path]

    def standing_of(self, place: str) -> str:
        """What stands beside a file, or beside a folder whose path ends with a slash."""
        return self._rows.listing.standing_of(place).word

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        path = self._path_of(index)
        if path:
            self.opened.emit(path)

    def _path_of(self, index: QModelIndex) -> str:
        place = self._rows.place_of(index)
        return "" if place.endswith("/") else place

    def _fold(self, around: Collection[str], before: Listing) -> None:
        """Open the folders that were open, and the outer ones where few rows come of it, if they are new.

        Those `around` the file that is current are shut again if they were.
        """
        outer = self._rows.listing.branches[0]
        rows = len(outer.files) + sum(1 + len(inner.folders) + len(inner.files) for inner in outer.folders)
        wanted = (
            self._unfolded | {inner.place for inner in outer.folders if rows <= _MOST_OPEN} - before.by_place.keys()
        )
        for place in wanted:
            self.setExpanded(self._rows.index_of(place), True)
        for place in around:
            if place not in wanted and place in before.by_place:
                self.setExpanded(self._rows.index_of(place), False)
        self._unfolded = {place for place in wanted.union(around) if self.isExpanded(self._rows.index_of(place))}

    def _line_icon(self, name: str, role: str) -> QIcon:
        """As it is: a tree shows the icons of open rows in the colours of what is switched on."""
        if not name:
            return QIcon()
        if (name, role) not in self._signs:
            pixmap = self._icons.pixmap(name, _ICON, self.devicePixelRatioF(), role)
            self._signs[name, role] = QIcon(pixmap)
        return self._signs[name, role]
