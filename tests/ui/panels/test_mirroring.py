"""Where lines begin at the other side, the panels lie as somebody arranged them, left and right exchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.panels.docks import Docks
from infrasketch_desktop.ui.panels.mirroring import mirrored, version_of
from tests.support.skins import worn

WIDTH, HEIGHT = 900, 600
LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
Window = tuple[QMainWindow, dict[str, QDockWidget]]


@pytest.fixture
def make(qtbot: QtBot) -> Callable[[], Window]:
    """A window with panels a, b, c at the left and d, e at the right."""

    def window() -> Window:
        made, docks = QMainWindow(), {}
        qtbot.addWidget(made)
        made.setDockNestingEnabled(True)
        made.setCentralWidget(QLabel())
        for name in "abcde":
            docks[name] = dock = QDockWidget(name, made)
            dock.setObjectName(name)
            made.addDockWidget(LEFT if name in "abc" else RIGHT, dock)
        made.resize(WIDTH, HEIGHT)
        made.show()
        return made, docks

    return window


@pytest.fixture
def _back(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def arranged(window: QMainWindow, docks: dict[str, QDockWidget]) -> bytes:
    """b behind a, c beside both; d hidden, e floating."""
    window.splitDockWidget(docks["a"], docks["c"], Qt.Orientation.Horizontal)
    window.tabifyDockWidget(docks["a"], docks["b"])
    docks["a"].raise_()
    docks["d"].hide()
    docks["e"].setFloating(True)
    QApplication.processEvents()
    window.resizeDocks([docks["a"], docks["c"]], [150, 220], Qt.Orientation.Horizontal)
    QApplication.processEvents()
    return bytes(window.saveState(1).data())


def test_panels_change_sides_and_places_and_keep_width_tabs_and_what_is_hidden(make: Callable[[], Window]) -> None:
    window, docks = make()
    state = arranged(window, docks)
    other, there = make()
    assert other.restoreState(QByteArray(mirrored(state, 2)), 2)
    QApplication.processEvents()
    for name in "ac":
        before, after = docks[name].geometry(), there[name].geometry()
        assert (after.left(), after.width()) == (WIDTH - before.left() - before.width(), before.width())
    assert [dock.objectName() for dock in other.tabifiedDockWidgets(there["a"])] == ["b"]
    assert there["b"].visibleRegion().isEmpty()
    assert (there["d"].isHidden(), there["e"].isFloating()) == (True, True)
    assert there["e"].size() == docks["e"].size()
    assert [other.dockWidgetArea(there[name]) for name in "abcd"] == [RIGHT, RIGHT, RIGHT, LEFT]


def test_what_qt_did_not_write_is_no_arrangement(make: Callable[[], Window]) -> None:
    state = arranged(*make())
    areas = state.index(b"\xfd")
    deep = state[: areas + 17] + (b"\xfc\x01\0\0\0\x01\xfc" + bytes(16)) * 5000
    for damaged in (b"", b"x" * 300, *(state[:at] for at in range(areas, areas + 150, 7)), deep):
        assert mirrored(damaged, 2) == b""
    assert (version_of(state), version_of(b"\0"), version_of(b"x" * 8)) == (1, None, None)


@pytest.mark.usefixtures("_back")
def test_the_panels_of_a_run_in_another_language_lie_mirrored_in_the_next(qapp: QApplication, qtbot: QtBot) -> None:
    state, places = b"", []
    onwards, back = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
    with worn(qapp) as skin:
        for direction in (onwards, back, back, onwards, onwards):
            qapp.setLayoutDirection(direction)
            window = QMainWindow()
            qtbot.addWidget(window)
            window.setCentralWidget(QLabel())
            panels = Docks(window, Icons(skin))
            panels.fill(dict.fromkeys(("palette", "chat"), QLabel))
            panels.remember(state)
            window.resize(1200, HEIGHT)
            window.show()
            panels.show_again()
            if not state:
                window.resizeDocks([panels.dock("palette")], [400], Qt.Orientation.Horizontal)
                panels.reveal("chat")
            qapp.processEvents()
            palette = panels.dock("palette").geometry()
            places.append((palette.left(), 1200 - palette.right() - 1, palette.width(), panels.is_in_front("chat")))
            state = panels.state()
    left, right = (0, 800, 400, True), (800, 0, 400, True)
    assert places == [left, right, right, left, left]
