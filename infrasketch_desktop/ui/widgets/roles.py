"""Short makers for labels, buttons and lines; what they look like is decided by the style sheet through `role`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QPushButton, QToolButton, QWidget

from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.live import Live

SPACE = 8
"""All distances in the window are multiples of this, in pixels."""


class Button(QPushButton):
    """Enter presses it while it has the focus; in a dialog Qt would press the default button instead."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


def set_role(widget: QWidget, role: str) -> None:
    """Give `widget` the look that the style sheet has for `role`."""
    widget.setProperty("role", role)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # Qt styles what is new as soon as it is shown
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def label(text: str, role: str = "", *, wrap: bool = False, live: bool = False) -> QLabel:
    """`live` has changes of it said aloud; what tells of trouble is live in any case."""
    made = Live(text) if live or role == "danger" else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if made.layoutDirection() is Qt.LayoutDirection.RightToLeft:  # also a Latin name: Qt would begin it at the left
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        if wrap:  # Qt draws lines too far left by the blank at their end, and cuts them, unless they can be selected
            made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if role:
        set_role(made, role)
    return made


def button(text: str, clicked: Callable[[], object], role: str = "") -> QPushButton:
    made = Button(text.replace("&", "&&"))
    made.setAutoDefault(False)
    made.clicked.connect(lambda: clicked())  # noqa: PLW0108 - the signal's own argument is not for `clicked`
    if role:
        set_role(made, role)
    return made


def icon_button(icons: Icons, name: str, title: str, clicked: Callable[[], object], role: str = "text") -> QToolButton:
    """A button of one icon; `title` is its tool tip and what a screen reader says."""
    made = QToolButton()
    made.setIcon(icons.icon(name, role))
    made.setToolTip(title)
    made.setAccessibleName(title)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda: clicked())  # noqa: PLW0108 - the signal's own argument is not for `clicked`
    return made


def name_menu(menu: QComboBox, name: str) -> None:
    """Name a menu that no label stands beside.

    On Linux Qt tells its value as its name, whatever that is; a screen reader says what describes it too.
    """
    menu.setAccessibleName(name)
    menu.setAccessibleDescription(name)


def line(*, vertical: bool = False) -> QFrame:
    made = QFrame()
    set_role(made, "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made
