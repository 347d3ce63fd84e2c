"""The tour: goes by keys and by deeds, can be left at any time, and touches nothing that is somebody's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.storage.settings import Theme, Wish
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.tour import tour as tour_module
from infrasketch_desktop.ui.tour.deeds import SENTENCE
from infrasketch_desktop.ui.tour.tour import Tour
from tests.support.desktop import FakeChooser

Key = Qt.Key


@pytest.fixture
def take(window: MainWindow, qtbot: QtBot, idle: Callable[[MainWindow], None]) -> Callable[[int], Tour]:
    """Takes the tour of the window up to a step, by the keyboard."""

    def until(number: int = 1) -> Tour:
        window.commands.perform("help.tour")
        tour = window.help.tour
        assert tour is not None
        for at in range(1, number):
            qtbot.keyClick(tour.callout.next, Key.Key_Right)
            qtbot.waitUntil(lambda at=at: tour.number == at + 1)
            idle(window)
        return tour

    return until


def over(window: MainWindow, program: Program) -> bool:
    return window.help.tour is None and program.services.preferences.current.tour_seen


def test_keys_go_through_all_steps_and_back(
    window: MainWindow, program: Program, qtbot: QtBot, take: Callable[[int], Tour]
) -> None:
    """The first step draws the example, because the others need one; the last one ends the tour."""
    before = QApplication.focusWidget()
    tour = take(5)
    assert before is window.home.box.edit
    assert {node.technology for node in window.editor.document.diagram.nodes.values()} >= {"Redis", "PostgreSQL"}
    qtbot.keyClick(tour.callout.next, Key.Key_PageUp)
    assert tour.number == 4
    qtbot.keyClick(tour.callout.next, Key.Key_Left)
    qtbot.keyClick(tour.callout.next, Key.Key_PageDown)
    qtbot.keyClick(tour.callout.next, Key.Key_Return)
    assert tour.number == 5
    qtbot.keyClick(tour.callout.next, Key.Key_Return)
    assert over(window, program)
    assert window.editor.canvas.hasFocus()
    assert len(program.windows.all) == 1


def test_each_deed_leads_to_the_next_step(
    window: MainWindow, program: Program, qtbot: QtBot, take: Callable[[int], Tour], idle: Callable[[MainWindow], None]
) -> None:
    tour = take(1)
    qtbot.keyClicks(window.home.box.edit, SENTENCE)
    qtbot.keyClick(window.home.box.edit, Key.Key_Return)
    qtbot.waitUntil(lambda: tour.number == 2)
    window.commands.perform("insert.api")
    qtbot.waitUntil(lambda: tour.number == 3)
    tour.callout.offer.click()
    review = window.bench.review
    qtbot.waitUntil(lambda: review.proposal is not None)
    assert tour.number == 3, "what is proposed is looked at first"
    review.refuse()
    qtbot.waitUntil(lambda: tour.number == 4)
    for name in ("code", "document"):
        window.panels.reveal(name)
        idle(window)
    assert tour.number == 4
    window.panels.reveal("findings")
    qtbot.waitUntil(lambda: tour.number == 5)
    window.commands.perform("file.export")
    qtbot.waitUntil(lambda: over(window, program))
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    idle(window)


def test_a_sentence_in_the_prompt_line_is_the_third_deed(
    window: MainWindow, qtbot: QtBot, take: Callable[[int], Tour]
) -> None:
    tour = take(3)
    window.commands.perform("insert.api")
    QApplication.processEvents()
    assert tour.number == 3, "a change by hand is none in words"
    qtbot.keyClicks(window.bench.page.prompt.box.edit, "add a CDN")
    qtbot.keyClick(window.bench.page.prompt.box.edit, Key.Key_Return)
    qtbot.waitUntil(lambda: tour.number == 4)


def test_the_tour_moves_a_node_as_the_mouse_would_and_it_can_be_undone(
    window: MainWindow, qtbot: QtBot, take: Callable[[int], Tour]
) -> None:
    tour = take(2)
    before = window.editor.document.snapshot()
    tour.callout.offer.click()
    qtbot.waitUntil(lambda: tour.number == 3)
    assert [node.pinned for node in window.editor.document.diagram.nodes.values()].count(True) == 1
    window.commands.perform("edit.undo")
    assert window.editor.document.diagram.same_records(before)


def test_escape_close_and_a_dialog_leave_and_the_focus_goes_back(
    window: MainWindow, program: Program, qtbot: QtBot, take: Callable[[int], Tour]
) -> None:
    tour = take(1)
    assert tour.callout.next.hasFocus()
    qtbot.keyClick(tour.callout.next, Key.Key_Escape)
    assert over(window, program)
    assert window.home.box.edit.hasFocus()
    take(1).callout.close_button.click()
    assert window.help.tour is None
    take(1)
    dialog = window.help.show_about()
    qtbot.waitUntil(lambda: window.help.tour is None)
    dialog.accept()
    take(2)
    window.editor.canvas.setFocus()
    window.editor.selection.set(())
    qtbot.keyClick(window, Key.Key_Escape)
    assert window.help.tour is None


def test_doing_something_else_leaves(
    window: MainWindow, program: Program, qtbot: QtBot, take: Callable[[int], Tour], idle: Callable[[MainWindow], None]
) -> None:
    take(2)
    window.commands.perform("file.home")
    qtbot.waitUntil(lambda: over(window, program))
    window.show_sketch()
    assert window.help.tour is None
    qtbot.waitUntil(lambda: not window.findChildren(Tour))
    program.services.preferences.change(tour_seen=False)
    other = program.windows.add()
    other.commands.perform("help.tour")
    qtbot.waitUntil(lambda: bool(other.home.template_cards))
    idle(other)
    other.close()
    assert program.services.preferences.current.tour_seen


def test_an_open_sketch_is_not_touched(
    sketched: MainWindow, program: Program, qtbot: QtBot, idle: Callable[[MainWindow], None]
) -> None:
    before = sketched.editor.document.snapshot()
    sketched.commands.perform("help.tour")
    assert sketched.help.tour is None
    assert len(program.windows.all) == 2
    other = program.windows.all[1]
    idle(other)
    tour = other.help.tour
    tour.callout.next.click()
    qtbot.waitUntil(lambda: tour.number == 2)
    idle(other)
    tour.callout.offer.click()
    tour.leave()
    assert sketched.editor.document.diagram.same_records(before)
    assert other.editor.document.diagram.nodes


def test_a_tour_that_was_left_goes_on_in_its_sketch_until_somebody_keeps_it(
    window: MainWindow, program: Program, take: Callable[..., Tour], chooser: FakeChooser, tmp_path: Path
) -> None:
    take(3).leave()
    again = take()
    assert (len(program.windows.all), again.number) == (1, 2)
    again.leave()
    chooser.path = tmp_path / "mine.infrasketch"
    assert window.files.save()
    window.commands.perform("help.tour")
    assert window.help.tour is None
    assert len(program.windows.all) == 2


def dimmed(tour: Tour) -> int:
    """How dark the rest of the window is drawn, of 255."""
    image = QImage(tour.spotlight.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    tour.spotlight.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    return image.pixelColor(2, 2).alpha()


def test_the_light_follows_the_window(
    window: MainWindow, program: Program, qtbot: QtBot, take: Callable[[int], Tour]
) -> None:
    tour = take(2)

    def lit() -> bool:
        canvas = window.editor.canvas
        [hole] = tour.spotlight.holes
        middle = canvas.mapTo(window, canvas.rect().center())
        return abs(hole.width() - canvas.width()) < 20 and (hole.center() - middle).manhattanLength() < 12

    assert lit()
    before = window.editor.canvas.size()
    window.resize(window.width() - 60, window.height() - 90)
    qtbot.waitUntil(lambda: window.editor.canvas.size() != before and lit())
    assert dimmed(tour) > 0
    program.services.skin.choose(Theme.LIGHT, Wish.ON)
    assert dimmed(tour) == 0, "nothing loses contrast there"
    height = tour.callout.height()
    program.services.preferences.change(text_scale=1.5)
    qtbot.waitUntil(lambda: tour.callout.height() > height and lit())
    assert window.rect().contains(tour.callout.geometry())


def test_a_screen_reader_says_the_step_and_the_menu_leads_back_to_it(
    window: MainWindow, take: Callable[[int], Tour], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(tour_module, "announce", lambda _widget, text: said.append(text))
    tour = take(1)
    assert said == [tour.callout.said]
    window.home.box.setFocus()
    window.commands.perform("help.tour")
    assert window.help.tour is tour
    assert tour.callout.next.hasFocus()
    assert len(said) == 2
    assert tour.callout.accessibleName() == "Step 1 of 5: Describe your system"
    assert "press Enter" in tour.callout.accessibleDescription()
    assert tour.callout.said.startswith("Step 1 of 5. Describe your system. Type a sentence")
    assert tour.callout.close_button.accessibleName()


def test_from_right_to_left_the_arrows_change_their_parts(
    window: MainWindow, qtbot: QtBot, take: Callable[[int], Tour]
) -> None:
    tour = take(2)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.keyClick(tour.callout.next, Key.Key_Left)
    assert tour.number == 3
    qtbot.keyClick(tour.callout.next, Key.Key_Right)
    assert tour.number == 2
