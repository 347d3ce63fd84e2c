"""The panels as dock widgets: made for each editor, hidden, moved and remembered together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QMainWindow, QTabWidget, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.motion import is_reduced
from infrasketch_desktop.ui.panels.mirroring import mirrored, version_of
from infrasketch_desktop.ui.widgets.roles import icon_button, label, set_role

LEFT_WIDTH, RIGHT_WIDTH = 264, 332
_TAB_PADDING = 2 * 8 + 2
"""Of one tab, as in the style sheet, and a little for rounding; in pixels."""
PAINTED_MS = 1
"""After what else a window shows was painted: with 0 Qt would not let the loop turn in between."""
_LAYOUT_VERSION = 3
"""One more with each change of the docks: an arrangement without the new ones is not used."""
_MIRRORED_VERSION = 1000 + _LAYOUT_VERSION
"""Of an arrangement where one writes from right to left; each of the two can be turned round into the other."""
_LEFT = ("palette", "outline", "library")
_RIGHT = ("properties", "chat", "document", "findings", "code")


class Docks:
    """The docks of one window by name. They live as long as the window; their content changes with the sketch."""

    def __init__(self, window: QMainWindow, icons: Icons) -> None:
        self._window = window
        self._version = _MIRRORED_VERSION if _is_mirrored() else _LAYOUT_VERSION
        self._docks = {name: _Dock(name, title, icons, window) for name, title in _titles().items()}
        window.setDockNestingEnabled(True)
        window.setAnimated(not is_reduced())
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self._put_in_place()
        self._default = window.saveState(self._version)
        self._shown_state: QByteArray | None = None
        self._is_arranged = False
        self._points = window.font().pointSizeF()
        self.hide_all()

    def fill(self, makers: Mapping[str, Callable[[], QWidget]]) -> None:
        """Have each dock show what its function makes, from when somebody sees it; what was there before is deleted."""
        for name, dock in self._docks.items():
            dock.begin(makers.get(name))

    def hide_all(self) -> None:
        """Put the docks away while the home page is shown; `show_again` brings back those that were open."""
        if any(not dock.isHidden() for dock in self._docks.values()):
            self._shown_state = self._window.saveState(self._version)
        for dock in self._docks.values():
            dock.hide()

    def show_again(self) -> None:
        if self._shown_state is None or not self._window.restoreState(self._shown_state, self._version):
            self._window.restoreState(self._default, self._version)
        if not self._is_arranged:
            self._is_arranged = True
            self.make_room_for_tabs()

    def state(self) -> bytes:
        """The arrangement to remember between runs."""
        open_now = any(not dock.isHidden() for dock in self._docks.values())
        state = self._window.saveState(self._version) if open_now else self._shown_state or self._default
        return bytes(state.data())

    def remember(self, state: bytes) -> None:
        """Use an arrangement of an earlier run, mirrored where that wrote the other way, from `show_again` on."""
        written_otherwise = {_LAYOUT_VERSION, _MIRRORED_VERSION} - {self._version}
        if version_of(state) in written_otherwise:
            state = mirrored(state, self._version)
        if state:
            self._shown_state = QByteArray(state)
            self._is_arranged = True

    def is_shown(self, name: str) -> bool:
        return not self._docks[name].isHidden()

    def toggle(self, name: str) -> None:
        """Show a hidden panel, bring one behind others to the front, hide the one in front."""
        if self.is_in_front(name):
            self._docks[name].hide()
        else:
            self.reveal(name)

    def dock(self, name: str) -> QDockWidget:
        """The panel itself, for what points at it."""
        return self._docks[name]

    def is_in_front(self, name: str) -> bool:
        """Whether the panel can be seen: shown, and not behind others of its place."""
        return self.is_shown(name) and not self._docks[name].visibleRegion().isEmpty()

    def reveal(self, name: str) -> None:
        self._docks[name].show()
        self._docks[name].raise_()
        self._docks[name].fill()

    def reset(self) -> None:
        """Put every panel back to its first place."""
        for dock in self._docks.values():
            dock.setFloating(False)
        self._window.restoreState(self._default, self._version)

    def follow_preferences(self) -> None:
        """Once the text has grown, widen the open sides whose tabs could no longer be read; narrow none."""
        self._window.setAnimated(not is_reduced())
        before, self._points = self._points, self._window.font().pointSizeF()
        if self._points > before:
            self.make_room_for_tabs()

    def make_room_for_tabs(self) -> None:
        """Widen the open sides whose tabs cannot be read, as after a change of the language."""
        for names in (_LEFT, _RIGHT):
            shown = [dock for name in names if not (dock := self._docks[name]).isHidden() and not dock.isFloating()]
            needed = self._tabs_width([dock.windowTitle() for dock in shown])
            if shown and max(dock.width() for dock in shown) < needed:
                self._window.resizeDocks(shown[:1], [needed], Qt.Orientation.Horizontal)

    def _tabs_width(self, titles: Sequence[str]) -> int:
        font = QFont(self._window.font())
        font.setWeight(QFont.Weight.DemiBold)  # as the style sheet draws the one in front
        metrics = QFontMetrics(font)
        return sum(metrics.horizontalAdvance(title) + _TAB_PADDING for title in titles)

    def _put_in_place(self) -> None:
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        if _is_mirrored():
            left, right = right, left
        for area, names in ((left, _LEFT), (right, _RIGHT)):
            self._window.addDockWidget(area, self._docks[names[0]])
            for first, second in pairwise(names):
                self._window.tabifyDockWidget(self._docks[first], self._docks[second])
            self._docks[names[0]].raise_()
        docks = [self._docks["palette"], self._docks["properties"]]
        self._window.resizeDocks(docks, [LEFT_WIDTH, RIGHT_WIDTH], Qt.Orientation.Horizontal)


class _Dock(QDockWidget):
    def __init__(self, name: str, title: str, icons: Icons, window: QMainWindow) -> None:
        super().__init__(title, window)
        self.setObjectName(f"panel-{name}")
        self.setAccessibleName(title)
        self._bar = _TitleBar(title, icons, self)
        self.setTitleBarWidget(self._bar)
        self.setMinimumWidth(220)
        later = Qt.ConnectionType.QueuedConnection  # the window has then settled which docks share a place
        self.dockLocationChanged.connect(self._fit_bar, later)
        self.visibilityChanged.connect(self._fit_bar, later)
        self.topLevelChanged.connect(self._fit_bar, later)
        self._make: Callable[[], QWidget] | None = None
        self._is_waiting = False
        self.visibilityChanged.connect(self._fill_if_seen, later)  # and has been painted no sooner

    def begin(self, make: Callable[[], QWidget] | None) -> None:
        """Forget what is shown, and show what `make` makes from when somebody sees it."""
        before: QWidget | None = self.widget()
        if before is not None:
            self.setWidget(None)  # type: ignore[arg-type]  # Qt takes none
            before.deleteLater()
        self._make, self._is_waiting = make, True
        QTimer.singleShot(PAINTED_MS, self, self._stop_waiting)

    def _stop_waiting(self) -> None:
        """The diagram has been painted: what lies beside it comes in a turn of the loop of its own."""
        self._is_waiting = False
        self._fill_if_seen()

    def _fill_if_seen(self) -> None:
        """Qt counts one behind others as shown."""
        if not self._is_waiting and not self.visibleRegion().isEmpty():
            self.fill()

    def fill(self) -> None:
        """Have what is to be shown there now, seen or not."""
        make, self._make = self._make, None
        if make is not None:
            panel = make()
            self.setWidget(panel)
            panel.show()  # Qt would, one turn of its loop later

    def _fit_bar(self) -> None:
        """Tabs say the title already; alone or floating, the panel says it itself and can be dragged by it."""
        window = self.parentWidget()
        tabbed = (
            isinstance(window, QMainWindow)
            and not self.isFloating()
            and bool([dock for dock in window.tabifiedDockWidgets(self) if not dock.isHidden()])
        )
        self._bar.show_title(not tabbed)


class _TitleBar(QWidget):
    def __init__(self, title: str, icons: Icons, dock: QDockWidget) -> None:
        super().__init__(dock)
        self._shown = True
        self._title = title
        self._icons = icons
        self._dock = dock
        self._parts: tuple[QWidget, ...] = ()
        set_role(self, "panel")

    def show_title(self, shown: bool) -> None:
        """Say the title or not. What says it is made the first time: most panels are never seen without their tabs."""
        self._shown = shown
        if shown and not self._parts:
            self._fill()
        for part in self._parts:
            part.setVisible(shown)
        self.updateGeometry()

    def _fill(self) -> None:
        hide = icon_button(self._icons, "close", tr("Hide {panel}", panel=self._title), self._dock.hide, "muted")
        self._parts = (label(self._title, "section"), hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.addWidget(self._parts[0], 1)
        layout.addWidget(hide)

    def sizeHint(self) -> QSize:
        return super().sizeHint() if self._shown else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() if self._shown else QSize(0, 0)


def _is_mirrored() -> bool:
    return QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft


def _titles() -> dict[str, str]:
    return {
        "palette": tr("Palette"),
        "outline": tr("Outline"),
        "library": tr("Library"),
        "properties": tr("Properties"),
        "chat": tr("Chat"),
        "document": tr("Document"),
        "findings": tr("Review"),
        "code": tr("Code"),
    }
