"""The palette of parts: search, click, drag."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.panels.parts.part import MIME, Part, from_mime, to_mime


def test_click_adds_a_node_in_sight_and_selects_it(sketched: MainWindow, qtbot: QtBot) -> None:
    parts = sketched.bench.panels.parts
    before = set(sketched.editor.document.diagram.nodes)
    qtbot.keyClicks(parts.search, "load bal")
    item = parts.list.item(1)
    qtbot.mouseClick(parts.list.viewport(), Qt.MouseButton.LeftButton, pos=parts.list.visualItemRect(item).center())
    (new,) = set(sketched.editor.document.diagram.nodes) - before
    node = sketched.editor.document.diagram.nodes[new]
    assert node.kind is NodeKind.LOAD_BALANCER
    assert sketched.editor.selection.ids == (new,)
    assert not any(node.rect.intersects(sketched.editor.document.diagram.nodes[i].rect) for i in before)


def test_enter_in_the_search_adds_a_technology_with_its_kind(sketched: MainWindow, qtbot: QtBot) -> None:
    parts = sketched.bench.panels.parts
    qtbot.keyClicks(parts.search, "kafka")
    qtbot.keyClick(parts.search, Qt.Key.Key_Return)
    node = sketched.editor.document.diagram.nodes[sketched.editor.selection.current]
    assert (node.kind, node.technology) == (NodeKind.QUEUE, "Apache Kafka")


def test_nothing_fitting_is_said(sketched: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(sketched.bench.panels.parts.search, "zorgblatt")
    assert sketched.bench.panels.parts.list.count() == 0
    assert not sketched.bench.panels.parts._nothing.isHidden()


def test_dropped_part_lies_where_it_was_dropped(sketched: MainWindow) -> None:
    canvas = sketched.editor.canvas
    place = QPointF(60, 60)
    mime = to_mime(Part(NodeKind.CACHE, "Memcached", "Memcached"))
    drop = QDropEvent(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    sketched.bench._drops.eventFilter(canvas, drop)
    node = sketched.editor.document.diagram.nodes[sketched.editor.selection.current]
    center, wanted = node.rect.center, canvas.scene_point(place)
    assert abs(center.x - wanted.x) <= 1
    assert abs(center.y - wanted.y) <= 1
    assert node.pinned


def test_foreign_data_is_no_part() -> None:
    assert from_mime(QMimeData()) is None
    for content in (b"", b"[]", b'{"kind": "spaceship", "label": "x", "technology": ""}', b"\xff"):
        mime = QMimeData()
        mime.setData(MIME, content)
        assert from_mime(mime) is None
