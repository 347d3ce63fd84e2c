"""An architect's morning in the window: describe, look, edit by sentence and mouse, undo, tidy, close, find again."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.storage import sketches
from tests.journeys.test_command_line import SENTENCE, places, the
from tests.support.desktop import Desktop, FakeChooser, running

CTRL = Qt.KeyboardModifier.ControlModifier
CDN = "put a CDN in front of the web app"


def test_everything_is_there_again_in_the_next_run(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    file, profile = tmp_path / "shop.infrasketch", tmp_path / "profile"
    with running(qapp, qtbot, profile, chooser=FakeChooser(file)) as desktop:
        desktop.describe(SENTENCE)
        desktop.say(CDN)
        move_by_hand(desktop, NodeKind.CACHE)
        desktop.window.commands.perform("file.save")
        desktop.settle()
        drawn = desktop.editor.document.snapshot()
    with running(qapp, qtbot, profile) as desktop:
        (card,) = desktop.window.home.recent_cards
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
        desktop.until(lambda: desktop.window.editor is not None)
        assert desktop.diagram.same_records(drawn)
        assert desktop.editor.session.path == file
    assert sketches.load(file).same_records(drawn)


def test_a_sentence_is_drawn_at_once_and_in_full_view(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with running(qapp, qtbot, tmp_path) as desktop:
        desktop.describe(SENTENCE)
        nodes = desktop.diagram.nodes.values()
        assert {node.technology for node in nodes} >= {"FastAPI", "Redis", "PostgreSQL"}
        desktop.until(lambda: all(desktop.editor.canvas.visible.encloses(node.rect) for node in nodes))


def test_an_edit_by_sentence_is_one_step_to_undo(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with running(qapp, qtbot, tmp_path) as desktop:
        desktop.describe(SENTENCE)
        before = desktop.editor.document.snapshot()
        desktop.say(CDN)
        after = desktop.editor.document.snapshot()
        assert the(after, NodeKind.CDN)
        assert places(before).items() <= places(after).items()
        desktop.press(Qt.Key.Key_Z, CTRL)
        assert desktop.diagram.same_records(before)
        desktop.press(Qt.Key.Key_Y, CTRL)
        assert desktop.diagram.same_records(after)


def test_tidying_leaves_what_was_placed_by_hand(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with running(qapp, qtbot, tmp_path) as desktop:
        desktop.describe(SENTENCE)
        moved = move_by_hand(desktop, NodeKind.CACHE)
        assert moved.pinned
        tidy(desktop)
        kept = desktop.diagram.nodes[moved.id]
        assert (kept.x, kept.y) == (moved.x, moved.y)
        once = desktop.editor.document.snapshot()
        tidy(desktop)
        assert desktop.diagram.same_records(once)


def test_work_that_was_never_saved_is_offered_after_a_crash(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with running(qapp, qtbot, tmp_path) as desktop:
        desktop.describe(SENTENCE)
        drawn = desktop.editor.document.snapshot()
    with running(qapp, qtbot, tmp_path) as desktop:
        offer = desktop.window.banners.findChildren(QAbstractButton)[0]
        qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
        desktop.until(lambda: desktop.window.editor is not None)
        assert desktop.diagram.same_records(drawn)


def move_by_hand(desktop: Desktop, kind: NodeKind) -> Node:
    """Drag the node of a kind to an empty place of the canvas."""
    node = the(desktop.diagram, kind)
    center = node.rect.center
    desktop.drag(center, Point(center.x + 40, center.y + 130))
    return desktop.diagram.nodes[node.id]


def tidy(desktop: Desktop) -> None:
    desktop.window.commands.perform("arrange.tidy")
    desktop.settle()
    popover = desktop.bench.tidy
    if popover.go.isEnabled():
        desktop.qtbot.mouseClick(popover.go, Qt.MouseButton.LeftButton)
    else:
        popover.close_popover()
    desktop.settle()
