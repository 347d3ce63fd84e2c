"""The library on the screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from infrasketch_desktop.language import dotted, tr, tr_count
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.moments import ago, on_date, to_the_second
from infrasketch_desktop.ui.shelf import Shelf
from infrasketch_desktop.ui.theme.measures import grown_size, keep_grown
from infrasketch_desktop.ui.widgets.menu import Menu
from infrasketch_desktop.ui.widgets.roles import button, label, set_role
from infrasketch_desktop.ui.widgets.rows import show_names
from infrasketch_desktop.ui.widgets.writing import follow_writing

_DATA = Qt.ItemDataRole.UserRole
_THUMBNAIL = (56, 36)
PAIR = 2
"""Versions that can be compared with each other."""


class LibraryPanel(QWidget):
    """`open_wanted` carries the path of a diagram, `restore_wanted` the id of a version and when it was taken.

    `compare_wanted` carries one or two pairs of them, newest first: one is compared with the diagram as it is now.
    """

    open_wanted = Signal(object)
    restore_wanted = Signal(int, str)
    compare_wanted = Signal(list)

    def __init__(self, editor: Editor, shelf: Shelf, icons: Icons, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._editor = editor
        self._shelf = shelf
        self._icons = icons
        self._now = now
        self.search = QLineEdit()
        follow_writing(self.search)
        self.search.setPlaceholderText(tr("Search all diagrams"))
        self.search.setAccessibleName(tr("Search the library"))
        self.search.setClearButtonEnabled(True)
        set_role(self.search, "search")
        self.list = _list(tr("Diagrams"))
        keep_grown(self.list, lambda: self.list.setIconSize(grown_size(*_THUMBNAIL)))
        self.versions = _list(tr("Versions of this diagram"))
        self.versions.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.compare = button(tr("Compare"), self._compare)
        self.restore = button(tr("Go back"), self._restore)
        self._no_sketches = label("", "muted", wrap=True)
        self._no_versions = label("", "muted", wrap=True)
        self._build()
        self.search.textChanged.connect(self.refresh)
        self.list.itemActivated.connect(lambda item: self.open_wanted.emit(item.data(_DATA)))
        self.list.itemClicked.connect(lambda item: self.open_wanted.emit(item.data(_DATA)))
        self.versions.itemActivated.connect(lambda _item: self._compare())
        self.versions.itemDoubleClicked.connect(lambda _item: self._compare())
        self.versions.itemSelectionChanged.connect(self._show_choice)
        self.list.customContextMenuRequested.connect(self._open_menu)
        shelf.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what the library knows now."""
        self._fill_sketches()
        self._fill_versions()

    def _build(self) -> None:
        set_role(self, "panel")
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 8)
        layout.setSpacing(8)
        title = label(tr("Versions of this diagram"), "section")
        title.setContentsMargins(8, 8, 0, 0)
        top, bottom = QVBoxLayout(), QVBoxLayout()
        for part, widgets in ((top, (self._no_sketches, self.list)), (bottom, (self._no_versions, self.versions))):
            for widget in widgets:
                part.addWidget(widget)
            part.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.search)
        layout.addLayout(top, 3)
        layout.addWidget(title)
        layout.addLayout(bottom, 2)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(8, 0, 8, 4)
        row.addWidget(self.compare)
        row.addWidget(self.restore)
        row.addStretch(1)
        layout.addWidget(self._buttons)
        for hint in (self._no_sketches, self._no_versions):
            hint.setContentsMargins(8, 0, 8, 0)
            hint.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _fill_sketches(self) -> None:
        query = self.search.text().strip()
        entries = self._shelf.search(query) if query else self._shelf.recent(30)
        self.list.clear()
        for entry in entries:
            nodes = tr_count("%n node", "%n nodes", entry.node_count)
            facts = dotted((nodes, ago(entry.opened_at, self._now())))
            item = QListWidgetItem(f"{entry.title or entry.path.stem}\n{facts}")
            item.setIcon(self._thumbnail(entry.thumbnail))
            item.setData(_DATA, entry.path)
            item.setToolTip(str(entry.path))
            self.list.addItem(item)
        self.list.setVisible(bool(entries))
        self._no_sketches.setVisible(not entries)
        nothing = tr("No diagram says that.") if query else tr("Diagrams appear here once they are saved.")
        self._no_sketches.setText(nothing)

    def _fill_versions(self) -> None:
        path = self._editor.session.path
        versions = self._shelf.versions(path) if path is not None else ()
        self.versions.clear()
        for version in versions:
            item = QListWidgetItem(self._icons.icon("history", "muted"), _when(version.taken_at, self._now()))
            exact = to_the_second(version.taken_at, self._now())
            item.setData(_DATA, (version.id, exact))
            item.setToolTip(tr("{moment}. Double click to see what changed since.", moment=exact))
            self.versions.addItem(item)
        self.versions.setVisible(bool(versions))
        self._buttons.setVisible(bool(versions))
        self._show_choice()
        self._no_versions.setVisible(not versions)
        self._no_versions.setText(
            tr("Each save is kept here as a version.") if path else tr("Save the diagram to keep versions of it.")
        )

    def _thumbnail(self, png: bytes | None) -> QIcon:
        pixmap = QPixmap()
        if png is None or not pixmap.loadFromData(png):
            return self._icons.icon("picture", "muted")
        return QIcon(pixmap)

    def _chosen(self) -> list[tuple[int, str]]:
        """The chosen versions, newest first."""
        rows = sorted(self.versions.row(item) for item in self.versions.selectedItems())
        return [self.versions.item(row).data(_DATA) for row in rows]

    def _show_choice(self) -> None:
        chosen = len(self._chosen())
        self.compare.setEnabled(chosen in (1, 2))
        self.compare.setText(tr("Compare both") if chosen == PAIR else tr("Compare with now"))
        self.restore.setEnabled(chosen == 1)

    def _compare(self) -> None:
        chosen = self._chosen()
        if chosen and len(chosen) <= PAIR:
            self.compare_wanted.emit(chosen)

    def _restore(self) -> None:
        for version_id, moment in self._chosen()[:1]:
            self.restore_wanted.emit(version_id, moment)

    def _open_menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        if item is None:
            return
        path: Path = item.data(_DATA)
        menu = Menu(self)
        menu.addAction(tr("Open"), lambda: self.open_wanted.emit(path))
        menu.addAction(tr("Forget"), lambda: self._shelf.forget(path))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.list.mapToGlobal(at))


def _when(moment: datetime, now: datetime) -> str:
    """“2 minutes ago · 16:07:41”: several saves within a minute are told apart."""
    passed, exact = ago(moment, now), to_the_second(moment, now)
    return exact if passed == on_date(moment) else dotted((passed, exact))


def _list(name: str) -> QListWidget:
    made = QListWidget()
    show_names(made)
    made.setAccessibleName(name)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made
