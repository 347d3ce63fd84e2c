"""One key goes round the window, and everything in it can be reached by keyboard without a trap."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.main_window import MainWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier


def has_focus_in(*regions: QWidget) -> list[bool]:
    now = QApplication.focusWidget()
    return [now is not None and (region is now or region.isAncestorOf(now)) for region in regions]


def test_f6_goes_round_tools_panels_canvas_and_prompt(sketched: MainWindow, qtbot: QtBot) -> None:
    bench = sketched.bench
    sketched.panels.reveal("palette")
    sketched.panels.reveal("properties")
    regions = [sketched.top_bar, bench.panels.parts, bench.editor.canvas, bench.page.prompt, bench.panels.properties]
    bench.editor.canvas.setFocus()
    visited = []
    for key in [Qt.KeyboardModifier.NoModifier] * 6 + [SHIFT] * 6:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, key)
        visited.append(has_focus_in(*regions).index(True))
    assert visited == [3, 4, 0, 1, 2, 3, 2, 1, 0, 4, 3, 2]


def test_on_the_home_page_it_leads_into_the_page(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert has_focus_in(window.home) == [True]


@pytest.mark.parametrize("backwards", [False, True])
def test_tab_leads_through_everything_and_is_caught_nowhere(
    backwards: bool, sketched: MainWindow, qtbot: QtBot
) -> None:
    """From the canvas with nothing selected back to it; each widget gets the focus once at most."""
    panels, canvas = sketched.bench.panels, sketched.editor.canvas
    for name in ("outline", "chat", "palette", "properties"):
        sketched.panels.reveal(name)
    canvas.setFocus()
    met: list[QWidget] = []
    for _ in range(400):
        now = QApplication.focusWidget()
        if now is not canvas and now in met:
            break
        met.append(now)
        qtbot.keyClick(now, Qt.Key.Key_Backtab if backwards else Qt.Key.Key_Tab)
    wanted = [
        each
        for each in sketched.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not each.focusProxy()
        and not each.visibleRegion().isEmpty()
    ]
    missed = [each for each in wanted if each not in met and not isinstance(each, type(canvas))]
    assert not missed
    behind = (panels.outline, panels.chat)  # the palette and the properties lie before them
    assert not [each for each in met if any(panel.isAncestorOf(each) for panel in behind)]
