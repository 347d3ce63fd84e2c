"""Whether things may move by themselves: the one place that knows, asked whenever something would begin to."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from infrasketch_desktop.storage.settings import Wish
from infrasketch_desktop.ui.desktop_wishes import DesktopWishes
from infrasketch_desktop.ui.preferences import Preferences

_EFFECTS = (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateTooltip)

_reduced = False


def is_reduced() -> bool:
    """Whether everything that would move by itself has to stand still; what it means is then shown in another way."""
    return _reduced


class Motion(QObject):
    """Follows the setting and, where that says so, the desktop.

    Whoever follows the preferences too, and was made later, finds the new answer.
    """

    def __init__(self, app: QApplication, preferences: Preferences, wishes: DesktopWishes) -> None:
        super().__init__(app)
        self._app = app
        self._wishes = wishes
        self._preferences = preferences
        self._flash = app.cursorFlashTime()
        self._effects = [effect for effect in _EFFECTS if app.isEffectEnabled(effect)]
        preferences.changed.connect(self._follow)
        self._follow()

    def release(self) -> None:
        """Let the application move as it did before."""
        self._preferences.changed.disconnect(self._follow)
        self._still(reduced=False)
        self.deleteLater()

    def _follow(self) -> None:
        wish = self._preferences.current.reduce_motion
        self._still(reduced=self._wishes.stillness if wish is Wish.SYSTEM else wish is Wish.ON)

    def _still(self, *, reduced: bool) -> None:
        """Carets stay lit, menus and tool tips are there at once."""
        global _reduced  # noqa: PLW0603 - one program has one answer
        _reduced = reduced
        self._app.setCursorFlashTime(0 if reduced else self._flash)
        for effect in self._effects:
            self._app.setEffectEnabled(effect, not reduced)
