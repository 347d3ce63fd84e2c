"""The files of a project as a tree; a word and a sign say what becomes of each, or how far it was checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from infrasketch_desktop.language import listed, tr
from infrasketch_desktop.ui.code.folding import Folder, folded
from infrasketch_desktop.ui.code.row_frame import RowFrame
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.theme.measures import grown, grown_size, keep_grown
from infrasketch_desktop.ui.widgets.roles import set_role

_PATH = Qt.ItemDataRole.UserRole
_ICON = 16
_INDENT = 14
_MOST_OPEN = 24
"""Rows up to which the outer folders stand open at first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is said beside a file: a word, a sign with its colour (a field of `Colors`), and the whole story.

    A folder says what stands with the highest `weight` in it, so that nothing is overlooked in one that is shut.
    """

    word: str
    icon: str
    role: str
    story: str = ""
    weight: int = 0
    is_problem: bool = False


class FileTree(QTreeWidget):
    """`chosen` carries the path that is current, "" on a folder; `opened` one on which Enter or a double click fell."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._items: dict[str, QTreeWidgetItem] = {}
        self._folders: dict[str, QTreeWidgetItem] = {}
        self._standings: Mapping[str, Standing] = {}
        self._signs: dict[tuple[str, str], QIcon] = {}
        set_role(self, "files")
        self.setAccessibleName(tr("Files"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        keep_grown(self, lambda: self.setIconSize(grown_size(_ICON, _ICON)))
        keep_grown(self, lambda: self.setIndentation(grown(_INDENT)))
        self.setUniformRowHeights(True)
        self.setItemDelegate(RowFrame(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(lambda item, _before: self.chosen.emit(_path_of(item)))
        self.itemDoubleClicked.connect(lambda item, _column: self._open(item))

    @property
    def path(self) -> str:
        """The file that is current, "" when none is."""
        return _path_of(self.currentItem())

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(self._items)

    def show_files(self, standings: Mapping[str, Standing]) -> None:
        """List these files; what was current and what was folded stays so, where it is still there."""
        current = self.path
        if standings.keys() == self._standings.keys():
            self._standings = standings
            self._write()
            return
        self._standings = standings
        opened = {place: item.isExpanded() for place, item in self._folders.items()}
        blocker = QSignalBlocker(self)
        self.clear()
        self._items, self._folders = {}, {}
        self._fill(self.invisibleRootItem(), folded(standings), "")
        if current in self._items:
            self.setCurrentItem(self._items[current])  # which opens the folders above it
        top = [self.topLevelItem(i) for i in range(self.topLevelItemCount())]
        is_small = sum(1 + item.childCount() for item in top if item is not None) <= _MOST_OPEN
        for place, item in self._folders.items():
            item.setExpanded(opened.get(place, is_small and item.parent() is None))
        self._write()
        blocker.unblock()

    def refresh(self) -> None:
        """Draw the signs in the colours of now."""
        self._signs.clear()
        self._write()

    def choose(self, path: str) -> None:
        item = self._items.get(path)
        if item is not None:
            self.setCurrentItem(item)
            self.scrollToItem(item)

    def standing(self, path: str) -> Standing:
        """How a file that is listed stands."""
        return self._standings[path]

    def standing_of(self, path: str) -> str:
        """What stands beside a file, or beside a folder whose path ends with a slash."""
        return (self._items.get(path) or self._folders[path]).text(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._open(item)
        else:
            super().keyPressEvent(event)

    def _open(self, item: QTreeWidgetItem) -> None:
        path = _path_of(item)
        if path:
            self.opened.emit(path)

    def _fill(self, parent: QTreeWidgetItem, folder: Folder, above: str) -> None:
        for inner in folder.folders:
            place = f"{above}{inner.name}/"
            item = QTreeWidgetItem([inner.name, ""])
            item.setToolTip(0, place)
            self._folders[place] = item
            parent.addChild(item)
            self._fill(item, inner, place)
        for path in folder.files:
            item = QTreeWidgetItem([path.rpartition("/")[2], ""])
            item.setData(0, _PATH, path)
            item.setToolTip(0, path)
            self._items[path] = item
            parent.addChild(item)

    def _write(self) -> None:
        for path, item in self._items.items():
            self._write_row(path, item, self._standings[path])
        for place, standing in _heaviest(self._folders, self._standings).items():
            self._write_row(place, self._folders[place], standing)

    def _write_row(self, place: str, item: QTreeWidgetItem, standing: Standing) -> None:
        item.setText(1, standing.word)
        item.setIcon(1, self._line_icon(standing.icon, standing.role))
        item.setToolTip(1, standing.story)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, listed((place, standing.word)))

    def _line_icon(self, name: str, role: str) -> QIcon:
        """As it is: a tree shows the icons of open rows in the colours of what is switched on."""
        if not name:
            return QIcon()
        if (name, role) not in self._signs:
            pixmap = self._icons.pixmap(name, _ICON, self.devicePixelRatioF(), role)
            self._signs[name, role] = QIcon(pixmap)
        return self._signs[name, role]


def _heaviest(folders: Iterable[str], standings: Mapping[str, Standing]) -> dict[str, Standing]:
    """For each folder the standing with the highest weight in it."""
    known, found = set(folders), dict[str, Standing]()
    for path, standing in standings.items():
        place = path
        while place := place.rstrip("/").rpartition("/")[0]:
            place = f"{place}/"
            if place in known and (place not in found or standing.weight > found[place].weight):
                found[place] = standing
    return found


def _path_of(item: QTreeWidgetItem | None) -> str:
    return str(item.data(0, _PATH) or "") if item is not None else ""
