"""An edge pulled into the open asks for a kind: keys choose, the canvas shows it, Escape leaves nothing behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.diagram.successors import likely_after
from infrasketch_desktop.ui.main_window import MainWindow
from tests.support.mouse import Mouse

Keys = Qt.Key


@pytest.fixture
def menu(sketched: MainWindow) -> QMenu:
    """The menu after an edge was pulled from the API to the right of everything."""
    assert sketched.bench is not None
    canvas, diagram = sketched.bench.editor.canvas, sketched.bench.editor.document.diagram
    canvas.fit_all()
    sketched.bench.choose_tool("edge")
    api = diagram.bounds("api")
    Mouse(canvas).drag(api.center, (api.right + 20, api.center.y), away(sketched))
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def away(window: MainWindow) -> Point:
    assert window.bench is not None
    visible = window.bench.editor.canvas.visible
    return Point(visible.right - 60, visible.bottom - 60)


def new_nodes(window: MainWindow) -> list[Node]:
    assert window.bench is not None
    return [n for n in window.bench.editor.document.diagram.nodes.values() if n.pinned]


def test_the_likeliest_kinds_stand_first(menu: QMenu) -> None:
    titles = [entry.text() for entry in menu.actions()]
    assert titles == [*(kind.display_name for kind in likely_after(NodeKind.API)), "More kinds"]


def test_enter_takes_the_first_as_one_step_and_lets_its_label_be_typed(
    menu: QMenu, sketched: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(menu, Keys.Key_Return)
    (new,) = new_nodes(sketched)
    bench = sketched.bench
    assert bench is not None
    assert new.kind is likely_after(NodeKind.API)[0]
    assert bench.editor.document.diagram.edges[f"api--{new.id}"].target == new.id
    assert bench.page.label_editor.record_id == new.id
    bench.page.label_editor.cancel()
    bench.editor.undo()
    assert not new_nodes(sketched)


def test_keys_reach_the_rarer_kinds_too(menu: QMenu, sketched: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(menu, Keys.Key_Up)
    qtbot.keyClick(menu, Keys.Key_Right)
    inner = QApplication.activePopupWidget()
    assert isinstance(inner, QMenu)
    qtbot.keyClick(inner, Keys.Key_Return)
    (new,) = new_nodes(sketched)
    assert new.kind not in likely_after(NodeKind.API)


def test_the_canvas_shows_the_node_to_come(menu: QMenu, sketched: MainWindow, qtbot: QtBot) -> None:
    assert sketched.bench is not None
    marks = sketched.bench.editor.canvas._screen.marks
    before = sketched.bench.editor.document.snapshot()
    kinds = []
    for _ in range(2):
        kinds += [r.kind for r in marks.preview.records.values() if isinstance(r, Node)]
        qtbot.keyClick(menu, Keys.Key_Down)
    assert kinds == list(likely_after(NodeKind.API)[:2])
    assert sketched.bench.editor.document.diagram.same_records(before)


def test_escape_and_nothing_happened(menu: QMenu, sketched: MainWindow, qtbot: QtBot) -> None:
    assert sketched.bench is not None
    title = sketched.bench.editor.document.undo_title
    qtbot.keyClick(menu, Keys.Key_Escape)
    assert not new_nodes(sketched)
    assert sketched.bench.editor.document.undo_title == title
    assert not sketched.bench.editor.canvas._screen.marks.preview.records
