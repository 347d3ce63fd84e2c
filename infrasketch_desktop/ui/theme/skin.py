"""The appearance of the whole program: what was chosen, what it comes to now, and telling everyone when it changes."""

from __future__ import annotations

from PySide6.QtCore import QDir, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from infrasketch_desktop.picture.theme import Theme
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.storage.settings import Theme as Appearance
from infrasketch_desktop.storage.settings import Wish
from infrasketch_desktop.ui.desktop_wishes import DesktopWishes
from infrasketch_desktop.ui.theme.colors import Colors, theme_of, window_colors
from infrasketch_desktop.ui.theme.stylesheet import palette, style_sheet

_SCHEMES = {
    Appearance.SYSTEM: Qt.ColorScheme.Unknown,
    Appearance.LIGHT: Qt.ColorScheme.Light,
    Appearance.DARK: Qt.ColorScheme.Dark,
}


class Skin(QObject):
    """`colors` are those of now; `changed` follows every choice and every change of what the desktop asks for."""

    changed = Signal()

    def __init__(self, app: QApplication, wishes: DesktopWishes, font: QFont | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._wishes = wishes
        self._appearance = Appearance.SYSTEM
        self._contrast = Wish.SYSTEM
        self._own_font = app.font()
        if font is not None:
            app.setFont(font)
        self._read_colors()
        QDir.setSearchPaths("marks", [str(resource_path("icons", "marks"))])
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        wishes.changed.connect(self._on_wishes_changed)

    @property
    def appearance(self) -> Appearance:
        return self._appearance

    @property
    def contrast(self) -> Wish:
        """The choice of high contrast; whether it is in force, the theme says."""
        return self._contrast

    @property
    def theme(self) -> Theme:
        """The theme of the canvas and of pictures."""
        return self._theme

    @property
    def colors(self) -> Colors:
        return self._colors

    def choose(self, appearance: Appearance, contrast: Wish) -> None:
        self._appearance, self._contrast = appearance, contrast
        self._app.styleHints().setColorScheme(_SCHEMES[appearance])
        self._apply()

    def release(self) -> None:
        """Give the application back its own look; the skin is of no use afterwards."""
        self._app.styleHints().colorSchemeChanged.disconnect(self._on_scheme_changed)
        self._wishes.changed.disconnect(self._on_wishes_changed)
        # What is still to be deleted goes first: Qt would keep pointers to it when the next style sheet comes.
        self._app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._app.setStyleSheet("")
        self._app.setFont(self._own_font)
        self.deleteLater()

    def use_font(self, font: QFont) -> None:
        """Set the application's font; every text size in the window is a multiple of its size."""
        self._app.setFont(font)
        self._apply()

    def _on_scheme_changed(self) -> None:
        if self._appearance is Appearance.SYSTEM:
            self._apply()

    def _on_wishes_changed(self) -> None:
        if self._theme is not self._wanted():
            self._apply()

    def _apply(self) -> None:
        self._read_colors()
        self._app.setPalette(palette(self._colors))
        onward = "left" if self._app.layoutDirection() is Qt.LayoutDirection.RightToLeft else "right"
        self._app.setStyleSheet(style_sheet(self._colors, self._app.font().pointSizeF(), onward))
        self.changed.emit()

    def _read_colors(self) -> None:
        self._theme = self._wanted()
        self._colors = window_colors(self._theme)

    def _wanted(self) -> Theme:
        is_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        strong = self._wishes.contrast if self._contrast is Wish.SYSTEM else self._contrast is Wish.ON
        return theme_of(self._appearance, system_dark=is_dark, high_contrast=strong)
