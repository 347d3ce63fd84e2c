"""The select tool by its pointers: clicks choose, drags change, Escape puts everything back."""

import pytest

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.geometry import Point, Rect, Side
from infrasketch_desktop.diagram.records import Note
from infrasketch_desktop.ui.canvas.pointer import Part
from infrasketch_desktop.ui.canvas.preview import NOTHING
from infrasketch_desktop.ui.canvas.tools.select import SelectTool
from tests.support.diagrams import edge, group, node
from tests.ui.canvas.tools.fake_host import ALT, CTRL, SHIFT, FakeHost, at, click, drag, part


@pytest.fixture
def host() -> FakeHost:
    """Two connected nodes, a group with one member to the right, a note far below."""
    return FakeHost(
        node("a", 0, 0),
        node("b", 0, 300),
        group("g"),
        node("m", 600, 0, group="g"),
        Note(id="note", text="Remember", x=0, y=1000),
        edge("a", "b"),
    )


@pytest.fixture
def tool(host: FakeHost) -> SelectTool:
    return SelectTool(host)


def test_a_click_selects_and_a_click_beside_clears(host: FakeHost, tool: SelectTool):
    click(tool, at(10, 10, "a"))
    assert host.selection.ids == ("a",)
    click(tool, at(-500, 0))
    assert host.selection.ids == ()


@pytest.mark.parametrize("modifier", [SHIFT, CTRL])
def test_shift_and_ctrl_toggle(host: FakeHost, tool: SelectTool, modifier):
    click(tool, at(10, 10, "a"))
    click(tool, at(10, 310, "b", modifier))
    assert host.selection.ids == ("a", "b")
    click(tool, at(10, 10, "a", modifier))
    assert host.selection.ids == ("b",)
    click(tool, at(-500, 0, None, modifier))
    assert host.selection.ids == ("b",)


def test_a_click_on_one_of_many_selects_it_alone(host: FakeHost, tool: SelectTool):
    host.selection.set(["a", "b"])
    click(tool, at(10, 10, "a"))
    assert host.selection.ids == ("a",)


def test_a_trembling_click_moves_nothing(host: FakeHost, tool: SelectTool):
    drag(tool, at(10, 10, "a"), at(12, 11))
    assert host.document.undo_title is None
    assert host.selection.ids == ("a",)


def test_a_drag_moves_what_is_selected_as_one_step(host: FakeHost, tool: SelectTool):
    host.selection.set(["a", "b"])
    drag(tool, at(10, 10, "a"), at(50, 10), at(110, 60, None, CTRL))
    assert host.diagram.bounds("a") == Rect(100, 50, 180, 80)
    assert host.diagram.bounds("b") == Rect(100, 350, 180, 80)
    assert host.diagram.nodes["a"].pinned
    assert host.document.undo_title == "Move 2 nodes"
    assert host.document.undo()
    assert not host.document.undo()
    assert host.diagram.bounds("a") == Rect(0, 0, 180, 80)


def test_a_drag_shows_what_its_release_will_do(host: FakeHost, tool: SelectTool):
    drag(tool, at(10, 10, "a"), at(310, 10, None, CTRL), release=False)
    assert host.preview.records["a"].x == 300
    assert host.diagram.nodes["a"].x == 0
    tool.release(at(310, 10, None, CTRL))
    assert host.diagram.nodes["a"].x == 300
    assert host.preview == NOTHING


def test_escape_puts_a_drag_back(host: FakeHost, tool: SelectTool):
    drag(tool, at(10, 10, "a"), at(310, 10), release=False)
    assert tool.cancel()
    assert host.preview == NOTHING
    tool.move(at(400, 10))
    tool.release(at(400, 10))
    assert host.diagram.nodes["a"].x == 0
    assert host.document.undo_title is None
    assert not tool.cancel()


def test_a_drag_snaps_to_others_and_shows_guides(host: FakeHost, tool: SelectTool):
    drag(tool, at(10, 10, "a"), at(15, 160), release=False)
    assert host.preview.records["a"].x == 0
    assert any(guide.start.x == guide.end.x == 90 for guide in host.preview.guides)


def test_others_attract_nothing_when_they_are_told_not_to(host: FakeHost, tool: SelectTool):
    host.attracts = False
    drag(tool, at(10, 10, "a"), at(15, 160), release=False)
    assert host.preview.records["a"].x == 5
    assert host.preview.guides == ()


def test_ctrl_suspends_snapping(host: FakeHost, tool: SelectTool):
    host.grid = 20
    drag(tool, at(10, 10, "a"), at(15, 163, None, CTRL))
    assert (host.diagram.nodes["a"].x, host.diagram.nodes["a"].y) == (5, 153)


def test_a_drag_snaps_to_the_grid(host: FakeHost, tool: SelectTool):
    host.grid = 20
    drag(tool, at(10, 10, "a"), at(-390, -603))
    assert (host.diagram.nodes["a"].x, host.diagram.nodes["a"].y) == (-400, -620)


def test_shift_keeps_a_drag_to_one_axis(host: FakeHost, tool: SelectTool):
    drag(tool, at(10, 10, "a"), at(-390, 40, None, SHIFT))
    assert (host.diagram.nodes["a"].x, host.diagram.nodes["a"].y) == (-400, 0)


def test_snapping_reaches_further_when_zoomed_out():
    host = FakeHost(node("a", 0, 0), node("b", 0, 300))
    drag(SelectTool(host), at(10, 10, "a", zoom=0.25), at(40, 1510, zoom=0.25), release=False)
    assert host.preview.records["a"].x == 0


def test_dragging_into_a_group_joins_it(host: FakeHost, tool: SelectTool):
    drag(tool, at(10, 10, "a"), at(610, 10), release=False)
    assert host.preview.target == "g"
    tool.release(at(610, 10))
    assert host.diagram.nodes["a"].group == "g"
    assert host.document.undo_title == "Move A"


def test_dragging_out_of_a_group_leaves_it(host: FakeHost, tool: SelectTool):
    drag(tool, at(610, 10, "m"), at(610, 900))
    assert host.diagram.nodes["m"].group is None
    frame = host.diagram.bounds("g")
    assert (frame.x, frame.y) == (580, -48)


def test_within_its_group_a_member_stays_a_member(host: FakeHost, tool: SelectTool):
    drag(tool, at(610, 10, "m"), at(630, 30, None, CTRL))
    assert host.diagram.nodes["m"].group == "g"


def test_only_those_that_lie_beside_the_grabbed_one_change_groups(host: FakeHost, tool: SelectTool):
    host.selection.set(["a", "m"])
    drag(tool, at(10, 10, "a"), at(10, 400))
    assert host.diagram.nodes["m"].group == "g"


def test_a_group_is_dragged_with_its_members(host: FakeHost, tool: SelectTool):
    drag(tool, at(590, -40, "g"), at(690, -40, None, CTRL))
    assert host.diagram.nodes["m"].x == 700
    assert host.document.undo_title == "Move G"


def test_a_locked_group_receives_nothing(tool: SelectTool):
    host = FakeHost(node("a"), group("g", locked=True), node("m", 600, 0, group="g"))
    drag(SelectTool(host), at(10, 10, "a"), at(610, 10))
    assert host.diagram.nodes["a"].group is None


def test_what_is_locked_stays_and_the_user_is_told(tool: SelectTool):
    host = FakeHost(node("a", locked=True), node("b", 0, 300))
    host.selection.set(["a", "b"])
    drag(SelectTool(host), at(10, 10, "a"), at(200, 10), at(300, 10))
    assert host.document.undo_title is None
    assert host.said == ["A is locked."]
    drag(SelectTool(host), at(10, 310, "b"), at(210, 310, None, CTRL))
    assert [n.x for n in host.diagram.nodes.values()] == [0, 200]


def test_alt_leaves_copies_where_the_drag_ends(host: FakeHost, tool: SelectTool):
    host.selection.set(["a", "b"])
    drag(tool, at(10, 10, "a"), at(-390, 10, None, ALT), release=False)
    assert set(host.preview.records) == {"a-2", "b-2", "a-2--b-2"}
    tool.release(at(-390, 10, None, ALT))
    assert host.selection.ids == ("a-2", "b-2")
    assert host.diagram.edges["a-2--b-2"].source == "a-2"
    assert host.diagram.nodes["a"].x == 0
    assert host.document.undo_title == "Duplicate 2 nodes"


def test_edges_follow_what_is_dragged():
    route = (Point(90, 80), Point(90, 300))
    host = FakeHost(node("a", 0, 0), node("b", 0, 300), edge("a", "b", route=route, label_at=Point(90, 190)))
    drag(SelectTool(host), at(10, 10, "a"), at(-390, 10), release=False)
    assert host.preview.records["a--b"].route == ()
    host.selection.set(["a", "b"])
    drag(SelectTool(host), at(10, 10, "a"), at(110, 10, None, CTRL))
    moved = host.diagram.edges["a--b"]
    assert (moved.route, moved.label_at) == ((Point(190, 80), Point(190, 300)), Point(190, 190))


def test_a_very_large_drag_shows_its_frame_only():
    host = FakeHost(*(node(f"n{i}", i % 30 * 200, i // 30 * 100) for i in range(600)))
    host.selection.set(host.diagram.nodes)
    drag(SelectTool(host), at(10, 10, "n0"), at(10, 5010, None, CTRL), release=False)
    assert not host.preview.records
    assert host.preview.band == Rect(0, 5000, 29 * 200 + 180, 19 * 100 + 80)


def test_a_change_by_others_in_the_middle_of_a_drag_is_kept(host: FakeHost, tool: SelectTool):
    drag(tool, at(10, 10, "a"), at(210, 10, None, CTRL), release=False)
    with host.document.edit("Meanwhile") as edit:
        edit.put(node("c", 900, 900))
    tool.move(at(310, 10, None, CTRL))
    assert host.preview.records["a"].x == 300
    tool.release(at(310, 10, None, CTRL))
    assert set(host.diagram.nodes) == {"a", "b", "c", "m"}


def test_what_vanishes_in_the_middle_of_a_drag_ends_it_with_words(host: FakeHost, tool: SelectTool):
    drag(tool, at(1010, 1010, "note"), at(1210, 1010, None, CTRL), release=False)
    with host.document.edit("Meanwhile") as edit:
        edit.remove("note")
    tool.move(at(1310, 1010))
    tool.release(at(1310, 1010))
    assert host.said[-1].startswith("There is no")


@pytest.mark.parametrize("hit", ["note", part("g", Part.FOLD)], ids=["body", "fold"])
def test_what_vanishes_between_press_and_release_is_left_alone(host: FakeHost, tool: SelectTool, hit):
    for end in (at(11, 11), at(300, 300)):
        tool.press(at(10, 10, hit))
        with host.document.edit("Meanwhile") as edit:
            edits.remove(edit, [host.selection.current or "g"])
        tool.move(end)
        tool.release(end)
        host.document.undo()
    assert host.document.undo_title is None


def test_a_double_click_edits_the_label(host: FakeHost, tool: SelectTool):
    tool.double_click(at(10, 10, "a"))
    tool.double_click(at(90, 200, part("a--b", Part.LABEL)))
    tool.double_click(at(5000, 5000))
    assert host.labelled == ["a", "a--b"]


def test_the_fold_button_collapses_and_expands(host: FakeHost, tool: SelectTool):
    click(tool, at(590, -40, part("g", Part.FOLD)))
    assert host.diagram.groups["g"].collapsed
    assert host.document.undo_title == "Collapse G"
    tool.double_click(at(590, -40, part("g", Part.FOLD)))
    assert not host.diagram.groups["g"].collapsed


def test_a_corner_resizes_and_the_opposite_one_stays(host: FakeHost, tool: SelectTool):
    host.selection.set(["a"])
    drag(tool, at(0, 0, part("a", Part.RESIZE, 0)), at(-40, -20, None, CTRL))
    assert host.diagram.bounds("a") == Rect(-40, -20, 220, 100)
    assert host.diagram.nodes["a"].pinned
    drag(tool, at(180, 80, part("a", Part.RESIZE, 2)), at(-900, -900, None, CTRL))
    assert host.diagram.bounds("a") == Rect(-40, -20, 80, 40)


def test_shift_keeps_the_proportions_of_what_is_resized(host: FakeHost, tool: SelectTool):
    drag(tool, at(180, 80, part("a", Part.RESIZE, 2)), at(360, 80, None, SHIFT | CTRL))
    assert host.diagram.bounds("a") == Rect(0, 0, 360, 160)


def test_a_click_on_a_connector_grows_a_node(host: FakeHost, tool: SelectTool):
    click(tool, at(190, 40, part("a", Part.CONNECTOR, 1, Side.RIGHT)))
    (new,) = host.selection.ids
    assert host.diagram.nodes[new].x == 280
    assert host.labelled == [new]


def test_cursors_tell_what_a_press_would_do(host: FakeHost, tool: SelectTool):
    shapes = []
    for hit in (None, part("a", Part.CONNECTOR), part("a", Part.RESIZE, 0), part("a", Part.RESIZE, 1)):
        tool.move(at(0, 0, hit))
        shapes.append(tool.cursor)
    drag(tool, at(10, 10, "a"), at(50, 50), release=False)
    shapes.append(tool.cursor)
    assert len(set(shapes)) == 5
