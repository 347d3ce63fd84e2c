"""The top bar of the editor: history, tools, arranging, and the way to everything else."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.qactions import ActionSet, keys_text
from infrasketch_desktop.ui.credits.balance_button import AccountButton, BalanceButton
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.menu import Menu
from infrasketch_desktop.ui.widgets.roles import set_role

_START = "file.home file.save | edit.undo edit.redo | tool.select tool.hand tool.node tool.edge tool.text tool.group |"
_DIRECTIONS = ("arrange.direction-down", "arrange.direction-right")
_STYLES = ("arrange.style-orthogonal", "arrange.style-curved", "arrange.style-straight")
_END = "view.fit code.all file.export"


class TopBar(QToolBar):
    """Icons alone, each with its name and keys as tool tip; what can be chosen opens from small menus."""

    def __init__(
        self, actions: ActionSet, icons: Icons, controller: CreditsController, model: Callable[[], QWidget]
    ) -> None:
        """`model` makes the button that names the model in use."""
        super().__init__(tr("Tools"))
        self.setObjectName("top-bar")
        self.setMovable(False)
        self.setFloatable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._actions = actions
        self._add(_START)
        self.tidy = self._add_named("arrange.tidy", tr("Tidy"))
        self._add_menu(icons, "direction", tr("Reading direction"), _DIRECTIONS)
        self._add_menu(icons, "orthogonal", tr("Style of connections"), _STYLES)
        gap = QWidget()
        gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(gap)
        search = self._add_named("help.palette", tr("Search actions"))
        keys = keys_text(self._actions["help.palette"].shortcut())
        search.setText("   ".join((tr("Search actions"), keys)))
        set_role(search, "search")
        self._add(_END)
        self.addSeparator()
        self.model = model()
        self.addWidget(self.model)
        self.balance = BalanceButton(actions, icons, controller)
        self.addWidget(self.balance)
        self.addWidget(AccountButton(actions, icons, controller))
        self._show_overflow(icons)

    def _add(self, words: str) -> None:
        for word in words.split():
            if word == "|":
                self.addSeparator()
            else:
                self.addAction(self._actions[word])
                self._name(word)

    def _show_overflow(self, icons: Icons) -> None:
        """Qt's own button for what a narrow window has no room for."""
        overflow = self.findChild(QToolButton, "qt_toolbar_ext_button")
        if overflow is not None:
            overflow.setIcon(icons.icon("chevron-down", "text"))
            overflow.setAccessibleName(tr("More tools"))
            overflow.setToolTip(tr("More tools"))

    def _name(self, action_id: str) -> None:
        button = self.widgetForAction(self._actions[action_id])
        button.setAccessibleName(self._actions[action_id].text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _add_named(self, action_id: str, title: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._actions[action_id])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setText(title)
        button.setAccessibleName(title)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addWidget(button)
        return button

    def _add_menu(self, icons: Icons, icon: str, title: str, ids: tuple[str, ...]) -> None:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setToolTip(title)
        button.setAccessibleName(title)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_role(button, "menu")
        menu = Menu(button)
        for action_id in ids:
            menu.addAction(self._actions[action_id])
        button.setMenu(menu)
        self.addWidget(button)
