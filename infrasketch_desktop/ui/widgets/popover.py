"""A frame that floats over the window and goes away on Escape or when something else is clicked or takes the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from infrasketch_desktop.ui.widgets.roles import set_role


class Popover(QFrame):
    """A child of the window, not a window of its own, so that it moves and dies with it."""

    def __init__(self, parent: QWidget, width: int) -> None:
        super().__init__(parent)
        self._area = parent
        set_role(self, "popover")
        self.setFixedWidth(width)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(8, 8, 8, 8)
        self.body.setSpacing(8)
        self._return_to: QWidget | None = None
        self.hide()

    def open_at(self, corner: QPoint) -> None:
        """Show the frame with its top-left corner at `corner` of the window, moved so that it is fully inside."""
        self._remember_focus()
        self.adjustSize()
        area = self._area.rect()
        x = max(8, min(corner.x(), area.width() - self.width() - 8))
        y = max(8, min(corner.y(), area.height() - self.height() - 8))
        self.move(x, y)
        if self.isHidden():
            application = _application()
            application.installEventFilter(self)
            application.focusChanged.connect(self._on_focus_changed)
        self.show()
        self.raise_()

    def open_centered(self, top: int) -> None:
        self.open_at(QPoint((self._area.width() - self.width()) // 2, top))

    def close_popover(self) -> None:
        """Hide the frame and give the focus back to where it was."""
        if self.isHidden():
            return
        application = _application()
        application.removeEventFilter(self)
        application.focusChanged.disconnect(self._on_focus_changed)
        self.hide()
        if self._return_to is not None:
            self._return_to.setFocus()
            self._forget_focus()

    def event(self, event: QEvent) -> bool:
        """Grow and shrink with what it says."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self.adjustSize()
        return handled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_popover()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.MouseButtonPress
            and isinstance(watched, QWidget)
            and watched.window() is self.window()
            and not self._holds(watched)
        ):
            self.close_popover()
        return False

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        """The focus was taken from inside to somewhere else in the window, and stays there."""
        if before is None or now is None or now.window() is not self.window():
            return
        if self._holds(before) and not self._holds(now):
            self._forget_focus()
            self.close_popover()

    def _holds(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget)

    def _remember_focus(self) -> None:
        """Not that of a menu, which is a window of its own and about to go; other widgets may go as well."""
        self._forget_focus()
        focused = QApplication.focusWidget()
        if focused is not None and focused.window() is self.window():
            self._return_to = focused
            focused.destroyed.connect(self._on_focus_destroyed)

    def _forget_focus(self) -> None:
        if self._return_to is not None:
            self._return_to.destroyed.disconnect(self._on_focus_destroyed)
            self._return_to = None

    def _on_focus_destroyed(self) -> None:
        self._return_to = None


def _application() -> QApplication:
    """The one there is while anything is shown."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
