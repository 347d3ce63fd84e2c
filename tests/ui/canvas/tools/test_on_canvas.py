"""The tools on the real canvas, by real events: what a user does with mouse and Escape, and undoes again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import EdgeStyle, NodeKind
from infrasketch_desktop.diagram.records import Sheet
from infrasketch_desktop.picture.group import fold_rect
from infrasketch_desktop.ui.canvas.preview import NOTHING
from tests.support.desk import Desk
from tests.support.diagrams import document, edge, group, node

SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def desk(qtbot) -> Iterator[Desk]:
    """Two connected nodes on the left, a group of two on the right."""
    desk = Desk(
        document(
            node("a", 0, 0),
            node("b", 0, 300),
            group("g"),
            node("m", 600, 40, group="g"),
            node("k", 600, 300, group="g"),
            edge("a", "b", label="calls"),
        )
    )
    qtbot.addWidget(desk.view)
    before = desk.document.snapshot()
    yield desk
    while desk.document.undo():
        pass
    assert desk.diagram.same_records(before)


def test_draw_two_nodes_and_connect_them(desk: Desk):
    desk.choose_tool("node")
    desk.mouse.click(300, -100)
    desk.choose_tool("node")
    desk.mouse.click(300, 100)
    desk.choose_tool("edge")
    desk.mouse.drag((300, -100), (300, 0), (300, 100))
    assert [n.kind for n in desk.diagram.nodes.values()][-2:] == [NodeKind.CACHE] * 2
    assert "cache--cache-2" in desk.diagram.edges
    assert desk.labelled == ["cache", "cache-2"]


def test_connect_by_pulling_from_a_dot(desk: Desk):
    desk.mouse.move(90, 40)
    desk.mouse.drag((195, 40), (400, 150), (690, 80))
    assert desk.diagram.edges["a--m"].source == "a"
    assert desk.selection.ids == ("a--m",)


def test_pull_a_connection_into_the_open(desk: Desk):
    desk.mouse.move(90, 40)
    desk.mouse.drag((195, 40), (300, 100), (400, 100))
    ((source, at),) = desk.offered
    with desk.document.edit("Connect to a new node") as edit:
        made, _ = edits.connect_to_new_at(edit, source, at)
    assert made.rect == Rect(400, 60, 180, 80)


def test_drag_a_node_along_a_guide(desk: Desk):
    desk.mouse.pull((90, 40), (100, 100), (95, 165))
    assert {guide.start.x for guide in desk.preview.guides if guide.start.x == guide.end.x} >= {0, 90, 180}
    desk.mouse.release(95, 165)
    assert desk.diagram.nodes["a"].x == 0
    assert desk.diagram.nodes["a"].pinned
    assert desk.document.undo_title == "Move A"


def test_drag_several_and_undo_and_redo(desk: Desk):
    desk.mouse.click(90, 40)
    desk.mouse.keys = SHIFT
    desk.mouse.click(90, 340)
    desk.mouse.keys = CTRL
    desk.mouse.drag((90, 340), (150, 340), (190, 360))
    desk.mouse.keys = Qt.KeyboardModifier.NoModifier
    assert [(n.x, n.y) for n in desk.diagram.nodes.values()][:2] == [(100, 20), (100, 320)]
    desk.document.undo()
    assert [(n.x, n.y) for n in desk.diagram.nodes.values()][:2] == [(0, 0), (0, 300)]
    desk.document.redo()
    assert desk.diagram.nodes["a"].x == 100


def test_escape_in_the_middle_of_a_drag(desk: Desk, qtbot):
    desk.mouse.pull((90, 40), (200, 100), (300, 200))
    assert desk.preview.records
    qtbot.keyClick(desk.view, Qt.Key.Key_Escape)
    desk.mouse.move(350, 250, held=True)
    desk.mouse.release(350, 250)
    assert desk.preview == NOTHING
    assert desk.document.undo_title is None


def test_rubber_band(desk: Desk):
    desk.mouse.drag((-50, -50), (100, 100), (200, 400))
    assert set(desk.selection.ids) == {"a", "b", "a--b"}
    desk.mouse.click(-100, -100)
    assert desk.selection.ids == ()


def test_group_by_a_frame_collapse_and_expand(desk: Desk):
    desk.choose_tool("group")
    desk.mouse.drag((-60, -60), (100, 100), (240, 440))
    assert desk.diagram.members("group") == ("a", "b")
    assert desk.tool == "select"
    desk.mouse.click(*fold_rect(desk.diagram.bounds("group"), collapsed=False).center)
    assert desk.diagram.groups["group"].collapsed
    desk.mouse.click(*fold_rect(desk.diagram.bounds("group"), collapsed=True).center)
    assert not desk.diagram.groups["group"].collapsed


def test_drag_into_a_group_and_out_of_it(desk: Desk):
    desk.mouse.pull((90, 340), (300, 300), (690, 210))
    assert desk.preview.target == "g"
    assert [guide.label for guide in desk.preview.guides if guide.label] == ["50", "50"]
    desk.mouse.release(690, 210)
    assert desk.diagram.nodes["b"].group == "g"
    place = desk.diagram.bounds("b").center
    desk.mouse.drag(place, (300, 300), (300, 500))
    assert desk.diagram.nodes["b"].group is None


def test_drag_a_group_by_its_header(desk: Desk):
    frame = desk.diagram.bounds("g")
    desk.mouse.keys = CTRL
    desk.mouse.drag((frame.x + 60, frame.y + 10), (frame.x + 60, frame.y + 60), (frame.x + 60, frame.y + 110))
    assert desk.diagram.nodes["m"].y == 140
    assert desk.diagram.nodes["k"].y == 400


def test_duplicate_with_alt(desk: Desk):
    desk.mouse.keys = ALT
    desk.mouse.drag((90, 40), (200, 150), (300, 200))
    assert desk.selection.ids == ("a-2",)
    assert desk.diagram.nodes["a"].x == 0


def test_reconnect_by_dragging_an_end(desk: Desk):
    desk.selection.set(["a--b"])
    desk.mouse.drag((90, 300), (300, 300), (690, 340))
    assert desk.diagram.edges["a--b"].target == "k"


def test_lead_a_line_by_hand_and_straighten_it(desk: Desk):
    with desk.document.edit("Straight lines") as edit:
        edits.update(edit, "sheet", edge_style=EdgeStyle.STRAIGHT)
    desk.selection.set(["a--b"])
    desk.mouse.drag((90, 120), (200, 130), (240, 140))
    assert desk.diagram.edges["a--b"].waypoints == (Point(240, 140),)
    desk.mouse.drag((240, 140), (260, 160), (300, 200))
    assert desk.diagram.edges["a--b"].waypoints == (Point(300, 200),)
    desk.mouse.double_click(300, 200)
    assert desk.diagram.edges["a--b"].waypoints == ()


def test_move_a_stretch_of_a_right_angled_line_aside(desk: Desk):
    desk.mouse.drag((90, 120), (150, 120), (240, 120))
    assert {p.x for p in desk.diagram.edges["a--b"].waypoints} == {240}


def test_resize_by_a_corner(desk: Desk):
    desk.selection.set(["a"])
    desk.mouse.drag((180, 80), (200, 100), (240, 120))
    assert desk.diagram.bounds("a") == Rect(0, 0, 240, 120)


def test_a_double_click_asks_for_the_label(desk: Desk):
    desk.mouse.double_click(90, 40)
    desk.mouse.double_click(90, 190)
    assert desk.labelled == ["a", "a--b"]


def test_the_hand_pans(desk: Desk):
    desk.choose_tool("hand")
    corner = desk.visible
    desk.mouse.pull((0, 0), (50, 30))
    desk.mouse.release(0, 0)  # the sheet came along
    assert (desk.visible.x - corner.x, desk.visible.y - corner.y) == (-50, -30)


def test_write_a_note(desk: Desk):
    desk.choose_tool("text")
    desk.mouse.click(400, 500)
    assert desk.diagram.notes["note"].rect.contains(Point(400, 500))


def test_everything_in_a_row_is_undone_step_by_step(desk: Desk):
    before = [desk.document.snapshot()]
    steps = [
        lambda: desk.mouse.drag((90, 40), (90, 60), (290, -100)),
        lambda: (desk.choose_tool("group"), desk.mouse.drag((-50, 250), (0, 300), (250, 450))),
        lambda: (desk.choose_tool("node"), desk.mouse.click(400, 500)),
        lambda: (desk.choose_tool("edge"), desk.mouse.drag((400, 500), (500, 400), (690, 340))),
        lambda: (desk.choose_tool("select"), desk.mouse.drag((400, 500), (450, 500), (690, 220))),
    ]
    for step in steps:
        step()
        before.append(desk.document.snapshot())
    assert desk.document.undo_title == "Move Cache"
    for snapshot in reversed(before):
        assert desk.diagram.same_records(snapshot)
        desk.document.undo()


def test_a_sheet_of_its_own(qtbot):
    desk = Desk(document(Sheet(title="Empty")))
    qtbot.addWidget(desk.view)
    desk.choose_tool("group")
    desk.mouse.click(100, 100)
    assert desk.diagram.groups["group"].label == "Group"
