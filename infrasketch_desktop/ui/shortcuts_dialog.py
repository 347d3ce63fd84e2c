"""The list of all keys, read from the table of actions."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.action import Action, Category
from infrasketch_desktop.ui.actions.matching import score
from infrasketch_desktop.ui.actions.qactions import keys_text
from infrasketch_desktop.ui.theme.measures import grown, resize_grown
from infrasketch_desktop.ui.widgets.roles import label, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing

_BAR, _WIDEST = 24, 1100
"""Pixels of the scroll bar beside the keys, and how wide larger text may make the dialog."""


class ShortcutsDialog(QDialog):
    """Searchable; grouped by category; only actions that have keys, and the gestures that belong to no action."""

    def __init__(self, actions: Iterable[Action], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_grown(self, 560, 640)
        self._rows: list[tuple[str, str, str]] = [*_action_rows(actions), *_gesture_rows()]
        self.search = QLineEdit()
        follow_writing(self.search)
        self.search.setPlaceholderText(tr("Search shortcuts"))
        self.search.setAccessibleName(tr("Search shortcuts"))
        self.search.setClearButtonEnabled(True)
        set_role(self.search, "search")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(tr("Keyboard shortcuts"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(self.search)
        layout.addWidget(self._area)
        self.search.textChanged.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        page = QWidget(self._area.viewport())  # in its place: what comes into it is styled once
        grid = QGridLayout(page)
        grid.setContentsMargins(4, 0, 16, 0)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        heading, at = "", 0
        for category, title, keys in self._rows:
            if self.search.text() and score(self.search.text(), f"{title} {keys}") is None:
                continue
            if category != heading:
                heading = category
                section = label(category, "section")
                section.setContentsMargins(0, 12 if at else 0, 0, 0)
                grid.addWidget(section, at, 0, 1, 2)
                at += 1
            grid.addWidget(label(title), at, 0)
            written = label(keys, "keys")
            written.setAccessibleName(tr("{name}: {text}", name=title, text=keys))
            grid.addWidget(written, at, 1, Qt.AlignmentFlag.AlignRight)
            at += 1
        if at == 0:
            grid.addWidget(label(tr("No shortcut fits."), "muted"), 0, 0)
        grid.setRowStretch(at + 1, 1)
        self._area.setWidget(page)
        self._area.setMinimumWidth(min(page.minimumSizeHint().width() + grown(_BAR), _WIDEST))


def _action_rows(actions: Iterable[Action]) -> Iterable[tuple[str, str, str]]:
    with_keys = [action for action in actions if action.shortcuts]
    for category in Category:
        for action in with_keys:
            if action.category is category:
                yield tr(category.value), action.title.removesuffix("…"), _keys(action.shortcuts)


def _keys(shortcuts: Iterable[str]) -> str:
    return "   ".join(map(keys_text, shortcuts))


def _gesture_rows() -> tuple[tuple[str, str, str], ...]:
    mouse = tr("Mouse")
    return (
        (mouse, tr("Zoom to the pointer"), tr("Ctrl+wheel, pinch")),
        (mouse, tr("Move the sheet"), tr("Wheel, space+drag, middle button")),
        (mouse, tr("Duplicate while dragging"), tr("Alt+drag")),
        (mouse, tr("Edit a label"), tr("Double click")),
        (mouse, tr("Add to the selection"), tr("Shift+click")),
    )
