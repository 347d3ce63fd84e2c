"""What a new person is offered: the tour, a sample, and to bring diagrams along; quietly, and no longer than needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.storage import sketch_file
from infrasketch_desktop.ui.main_window import MainWindow


def button(window: MainWindow, text: str) -> QPushButton:
    return next(one for one in window.home.first_steps.findChildren(QPushButton) if one.text() == text)


def test_a_first_start_offers_the_tour_a_sample_and_to_bring_diagrams(window: MainWindow, qtbot: QtBot) -> None:
    """All of it within reach of keys, and nothing in the way of the box."""
    steps = window.home.first_steps
    assert steps.welcome.isVisible()
    assert steps.bring.isVisible()
    assert window.home.box.edit.hasFocus()
    reached: set[QWidget | None] = set()
    for _ in range(20):
        reached.add(window.focusWidget())
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert {button(window, text) for text in ("Take the tour", "Open a sample", "Choose files…")} <= reached
    qtbot.mouseClick(button(window, "Take the tour"), Qt.MouseButton.LeftButton)
    assert window.help.tour is not None
    window.help.tour.leave()
    assert not steps.welcome.isVisible()
    assert steps.bring.isVisible()


def test_the_offer_can_be_turned_down_for_ever(start: Callable[..., Program], qtbot: QtBot) -> None:
    window = start().windows.all[0]
    close = next(iter(window.home.first_steps.welcome.findChildren(QToolButton)))
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not window.home.first_steps.welcome.isVisible()
    window.close()
    assert not start().windows.all[0].home.first_steps.welcome.isVisible()


def test_whoever_has_diagrams_is_not_asked_to_bring_some(
    sketched: MainWindow, program: Program, tmp_path: Path, qtbot: QtBot, idle: Callable[[MainWindow], None]
) -> None:
    path = tmp_path / "shop.infrasketch"
    path.write_bytes(sketch_file.write(sketched.editor.document.snapshot()))
    program.services.shelf.note_opened(path, sketched.editor.document.snapshot())
    sketched.show_home()
    assert not sketched.home.first_steps.bring.isVisible()
    assert sketched.home.recent_cards
    idle(sketched)


def test_the_sample_is_a_new_sketch_with_its_review_beside_it(
    window: MainWindow, qtbot: QtBot, idle: Callable[[MainWindow], None]
) -> None:
    qtbot.mouseClick(button(window, "Open a sample"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.editor is not None)
    idle(window)
    assert window.editor.session.path is None
    assert not window.isWindowModified()
    assert window.panels.is_in_front("findings")
    assert len(window.editor.document.diagram.nodes) > 10
    assert any("example" in notice.text for notice in window.banners.notices)


def test_files_can_be_dropped_on_the_card(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, idle: Callable[[MainWindow], None]
) -> None:
    file = tmp_path / "web.mmd"
    file.write_text("flowchart LR\n  a[Browser] --> b[API]\n")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    card = window.home.first_steps.bring
    at, none = QPointF(card.rect().center()), Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none)
    card.dragEnterEvent(enter)
    assert enter.isAccepted()
    assert card.property("role") == "drop-ready"
    card.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, none))
    assert card.property("role") == "drop"
    qtbot.waitUntil(lambda: window.editor is not None)
    assert {node.label for node in window.editor.document.diagram.nodes.values()} == {"Browser", "API"}
    idle(window)
