"""The table of actions as Qt knows it: one QAction each, kept true to the state of its window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from infrasketch_desktop.language import from_the_left
from infrasketch_desktop.ui.actions.action import Action, Category, Scope
from infrasketch_desktop.ui.actions.window import Window
from infrasketch_desktop.ui.icons import Icons


class ActionSet(QObject):
    """The actions of one window. `refresh` asks each whether it can be done now; it is called after every change."""

    def __init__(self, table: Sequence[Action], window: Window, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = window
        self._table = {action.id: action for action in table}
        self._made = {action.id: self._make(action, icons) for action in table}
        parent.addActions([self._made[a.id] for a in table if a.scope is Scope.WINDOW])

    def __iter__(self) -> Iterator[Action]:
        return iter(self._table.values())

    def __getitem__(self, action_id: str) -> QAction:
        return self._made[action_id]

    def title(self, action: Action) -> str:
        """What the action is called at this moment."""
        return action.label(self._window) if action.label else action.title

    def attach_canvas(self, canvas: QWidget) -> None:
        """Let the keys of the canvas work while `canvas` has the focus."""
        canvas.addActions([self._made[a.id] for a in self if a.scope is Scope.CANVAS])

    def perform(self, action_id: str) -> None:
        """Do the action now if it can be done."""
        self._refresh(self._table[action_id])
        self._made[action_id].trigger()

    def is_enabled(self, action_id: str) -> bool:
        return self._made[action_id].isEnabled()

    def refresh(self) -> None:
        for action in self:
            self._refresh(action)

    def _refresh(self, action: Action) -> None:
        made = self._made[action.id]
        made.setEnabled(action.enabled(self._window))
        if action.checked is not None:
            made.setChecked(action.checked(self._window))
        if action.label is not None:
            made.setText(_menu_text(action.label(self._window)))
            made.setToolTip(_tool_tip(made.text(), action))

    def _make(self, action: Action, icons: Icons) -> QAction:
        made = QAction(icons.icon(action.icon), _menu_text(action.title), self)
        made.setObjectName(action.id)
        made.setShortcuts([QKeySequence(keys) for keys in action.shortcuts])
        if action.scope is Scope.CANVAS:
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.setCheckable(action.checked is not None)
        made.setToolTip(_tool_tip(action.title, action))
        made.setIconVisibleInMenu(False)
        made.triggered.connect(lambda: self._perform(action))
        return made

    def _perform(self, action: Action) -> None:
        """Whatever changes the diagram or the selection finds the label that was being typed in its place."""
        if action.category is not Category.VIEW:
            self._window.sketch.finish_label()
        action.perform(self._window)
        self.refresh()


def shown_keys(action: Action) -> str:
    """The first shortcut as this system writes it, or nothing."""
    return keys_text(action.shortcuts[0]) if action.shortcuts else ""


def keys_text(keys: str | QKeySequence) -> str:
    """Keys as this system writes them, from left to right in every language."""
    return from_the_left(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))


def _menu_text(title: str) -> str:
    return title.replace("&", "&&")


def _tool_tip(title: str, action: Action) -> str:
    keys = shown_keys(action)
    title = title.removesuffix("…")
    return f"{title}  ({keys})" if keys else title
