"""Texts as long as German ones are read whole: no label and no button is smaller than what it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabBar, QToolButton, QWidget

from infrasketch_desktop.ui.home.cards import PICTURE_RATIO
from infrasketch_desktop.ui.widgets.popover import Popover
from tests.language.conftest import Speak
from tests.language.test_untranslated import DIALOGS, PANELS, SENTENCE, shown

pytestmark = pytest.mark.usefixtures("pseudo")


def cut(top: QWidget) -> Iterator[str]:
    for widget in top.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton) and widget.text().strip() and _is_read(widget):
            lacks = _lacks(widget)
            if lacks:
                yield f"{widget.text()[:80]!r} in {type(widget.parentWidget()).__name__}: {lacks}"


def cut_tabs(top: QWidget) -> Iterator[str]:
    for bar in top.findChildren(QTabBar):
        for at in range(bar.count() if bar.isVisible() else 0):
            needed = bar.fontMetrics().horizontalAdvance(bar.tabText(at))
            if bar.tabRect(at).width() < needed:
                yield f"{bar.tabText(at)!r}: {bar.tabRect(at).width()} of {needed} wide"


def _is_read(widget: QWidget) -> bool:
    """Whether it is in sight, and shows its text and not an icon instead."""
    icon_alone = isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    return not (icon_alone or widget.visibleRegion().isEmpty())


def _lacks(widget: QLabel | QAbstractButton) -> str:
    needed = widget.sizeHint()
    if isinstance(widget, QLabel) and widget.wordWrap():
        height = widget.heightForWidth(widget.width())
        return f"{widget.height()} of {height} high" if widget.height() < height else ""
    return f"{widget.width()} of {needed.width()} wide" if widget.width() < needed.width() else ""


def lay_out() -> None:
    for _ in range(4):  # a layout that grows asks those around it for room, one after the other
        QApplication.processEvents()


def test_in_the_window_with_each_panel(speak: Speak) -> None:
    found: dict[str, list[str]] = {}
    with speak("de") as desktop:
        desktop.window.showNormal()
        desktop.window.setGeometry(0, 0, 1280, 800)
        lay_out()
        found["home"] = list(cut(desktop.window))
        desktop.describe(SENTENCE)
        desktop.editor.selection.set(list(desktop.diagram.nodes)[:1])
        lay_out()
        found["tabs"] = list(cut_tabs(desktop.window))
        for name in PANELS:
            desktop.window.panels.reveal(name)
            desktop.settle()
            lay_out()
            found[name] = list(cut(desktop.window))
    assert not {place: lines for place, lines in found.items() if lines}


def test_tabs_of_a_narrow_window_are_whole_and_can_be_scrolled(speak: Speak) -> None:
    with speak("de") as desktop:
        desktop.window.showNormal()
        desktop.window.setGeometry(0, 0, 800, 600)
        desktop.describe(SENTENCE)
        lay_out()
        assert not list(cut_tabs(desktop.window))
        bars = [bar for bar in desktop.window.findChildren(QTabBar) if bar.isVisible()]
        assert bars
        assert all(bar.elideMode() is Qt.TextElideMode.ElideNone and bar.usesScrollButtons() for bar in bars)


def test_in_every_dialog(speak: Speak) -> None:
    found: dict[str, list[str]] = {}
    with speak("de") as desktop:
        desktop.window.showNormal()
        desktop.window.setGeometry(0, 0, 1280, 800)
        desktop.describe(SENTENCE)
        desktop.editor.selection.set(list(desktop.diagram.nodes)[:1])
        for action in DIALOGS:
            before = shown()
            desktop.window.commands.perform(action)
            desktop.settle()
            lay_out()
            tops = [*(shown() - before), *desktop.window.findChildren(Popover)]
            found[action] = [line for top in tops for line in cut(top)]
            for top in tops:
                top.close()
            desktop.settle()
    assert not {action: lines for action, lines in found.items() if lines}


def test_cards_of_templates_say_all_of_their_line(speak: Speak) -> None:
    """They paint it themselves, so no label tells."""
    with speak("de") as desktop:
        desktop.window.showNormal()
        desktop.window.setGeometry(0, 0, 1280, 800)
        lay_out()
        needs = []
        for card in desktop.window.home.template_cards:
            metrics, room = card.fontMetrics(), QRect(0, 0, card.width() - 2 * 14, 1000)
            line = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, card.toolTip()).height()
            needs.append(line)
            assert card.height() >= round(card.width() * PICTURE_RATIO) + metrics.lineSpacing() + line + 2 * 12
        assert max(needs) > desktop.window.fontMetrics().height()  # some take a second line
