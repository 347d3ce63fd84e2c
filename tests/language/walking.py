"""Everything in a window that a person reads or hears, with where it was found."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDockWidget,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

Found = tuple[str, str]
_ROLES = {
    "item": Qt.ItemDataRole.DisplayRole,
    "tool tip of an item": Qt.ItemDataRole.ToolTipRole,
    "accessible name of an item": Qt.ItemDataRole.AccessibleTextRole,
}


def texts_of(top: QWidget) -> Iterator[Found]:
    """Of a window and everything in it, also what is hidden just now."""
    for widget in (top, *top.findChildren(QWidget)):
        where = _name(widget)
        yield from ((f"{what} of {where}", text) for what, text in _of_widget(widget) if text.strip())
        for action in widget.actions():
            yield from ((f"{what} of an action of {where}", text) for what, text in _of_action(action) if text.strip())
    for view in top.findChildren(QAbstractItemView):
        if view.model() is not None and not isinstance(view, QHeaderView):
            yield from ((f"{what} of {_name(view)}", text) for what, text in _of_model(view.model()) if text.strip())


def _of_widget(widget: QWidget) -> Iterator[Found]:
    yield "tool tip", widget.toolTip()
    yield "status tip", widget.statusTip()
    yield "accessible name", widget.accessibleName()
    yield "accessible description", widget.accessibleDescription()
    match widget:
        case QAbstractButton() | QLabel():
            yield "text", widget.text()
        case QLineEdit() | QPlainTextEdit() | QTextEdit():
            yield "placeholder", widget.placeholderText()
        case QGroupBox() | QMenu():
            yield "title", widget.title()
        case QDialog() | QDockWidget():
            yield "title", widget.windowTitle()
        case QComboBox():
            yield from (("choice", widget.itemText(row)) for row in range(widget.count()))
        case QTabBar():
            yield from (("tab", widget.tabText(at)) for at in range(widget.count()))
    if isinstance(widget, QPlainTextEdit | QTextEdit) and widget.isReadOnly():
        yield "text", widget.toPlainText()


def _of_action(action: QAction) -> Iterator[Found]:
    yield "text", action.text().replace("&&", "&")
    yield "tool tip", action.toolTip()


def _of_model(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[Found]:
    parent = parent or QModelIndex()
    for row in range(model.rowCount(parent)):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)  # private there
        for column in range(columns):
            index = model.index(row, column, parent)
            yield from ((what, str(index.data(role) or "")) for what, role in _ROLES.items())
        yield from _of_model(model, model.index(row, 0, parent))


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} in {type(widget.window()).__name__}"
