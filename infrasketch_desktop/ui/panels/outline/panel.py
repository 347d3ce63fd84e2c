"""The outline on the screen: its selection is the selection of the canvas, both ways."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QVBoxLayout, QWidget

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.editor.editor import Editor
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.panels.kind_icons import KindIcons
from infrasketch_desktop.ui.panels.outline.model import OutlineModel
from infrasketch_desktop.ui.theme.measures import grown, keep_grown
from infrasketch_desktop.ui.widgets.roles import label, set_role
from infrasketch_desktop.ui.widgets.rows import show_names


class OutlinePanel(QWidget):
    """Shows the sketch of one editor."""

    def __init__(self, editor: Editor, icons: KindIcons, line_icons: Icons, menu: Callable[[], None]) -> None:
        super().__init__()
        self._editor = editor
        self._syncing = False
        self.model = OutlineModel(icons)
        self.model.show_diagram(editor.document.diagram)
        self.model.rename_wanted.connect(self._on_rename_wanted)
        self.model.regroup_wanted.connect(self._on_regroup_wanted)
        self.tree = _Tree(menu, line_icons)
        self.tree.setModel(self.model)
        self.tree.expandAll()
        self.model.rowsInserted.connect(self._expand_new)
        self._closed: list[str] = []
        self.model.modelAboutToBeReset.connect(self._note_closed)
        self.model.modelReset.connect(self._expand_all)
        self._empty = label(tr("Nodes and groups appear here as you add them."), "muted", wrap=True)
        self._empty.setContentsMargins(16, 16, 16, 16)
        set_role(self, "panel")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self.tree)
        self.tree.selectionModel().selectionChanged.connect(self._on_tree_selected)
        editor.selection.changed.connect(self._follow_selection)
        editor.document_changed.connect(self._on_document_changed)
        self._follow_selection()
        self._show_state()

    def _on_document_changed(self, changes: object) -> None:
        self._syncing = True
        self.model.follow(changes)  # type: ignore[arg-type]  # signals carry plain objects
        self._syncing = False
        self._follow_selection()
        self._show_state()

    def _expand_new(self, parent: QModelIndex, first: int, last: int) -> None:
        self.tree.expand(parent)
        for row in range(first, last + 1):
            self.tree.expandRecursively(self.model.index(row, 0, parent))

    def _note_closed(self) -> None:
        """What is closed stays so while the rows are made anew."""
        found = ((i, self.model.index_of(i)) for i in self._editor.document.diagram.groups)
        self._closed = [i for i, at in found if at.isValid() and not self.tree.isExpanded(at)]

    def _expand_all(self) -> None:
        """Group by group: Qt's `expandAll` would lay out every row at once, also where nobody sees the tree."""
        for record_id in self._editor.document.diagram.groups:
            if record_id not in self._closed:
                self.tree.expand(self.model.index_of(record_id))

    def _show_state(self) -> None:
        empty = self.model.rowCount() == 0
        self._empty.setVisible(empty)
        self.tree.setVisible(not empty)

    def _on_tree_selected(self) -> None:
        if self._syncing:
            return
        self._syncing = True
        chosen = self.tree.selectionModel().selectedIndexes()
        self._editor.selection.set(i for index in chosen if (i := self.model.record_id(index)) is not None)
        if self._editor.selection.current is not None:
            self._editor.canvas.reveal([self._editor.document.diagram.shown(self._editor.selection.current)])
        self._syncing = False

    def _follow_selection(self) -> None:
        if self._syncing:
            return
        self._syncing = True
        wanted = QItemSelection()
        for first, last in self.model.runs_of(self._editor.selection.ids):
            wanted.append(QItemSelectionRange(first, last))
        self.tree.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        current = self._editor.selection.current
        index = self.model.index_of(current) if current else self.model.index_of("")
        if index.isValid():
            self.tree.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.tree.scrollTo(index)
        self._syncing = False

    def _on_rename_wanted(self, record_id: str, text: str) -> None:
        self._editor.edit(tr("Rename"), lambda edit: edits.rename(edit, record_id, text))

    def _on_regroup_wanted(self, ids: list[str], parent: str | None) -> None:
        self._editor.edit(tr("Move to group"), lambda edit: edits.set_group(edit, ids, parent))


class _Tree(QTreeView):
    def __init__(self, menu: Callable[[], None], icons: Icons) -> None:
        super().__init__()
        self._menu = menu
        self._icons = icons
        show_names(self)
        self.setAccessibleName(tr("Outline"))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        keep_grown(self, lambda: self.setIndentation(grown(16)))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragEnabled(True)
        self.setAutoExpandDelay(600)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Only the arrow of a row with others below it; the rest of the style's branches says nothing here."""
        painter.fillRect(rect, self.palette().base())  # Qt begins a chosen row here, as a piece by itself
        if self.model().hasChildren(index):
            side = 16
            area = QRectF(rect.right() - side, rect.center().y() - side / 2 + 1, side, side)
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            self._icons.paint(painter, area, name, "muted")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.state() == QAbstractItemView.State.EditingState  # the key that ends it comes by here too
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            if not editing:
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)
