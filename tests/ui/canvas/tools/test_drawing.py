"""Tools that draw something new: nodes, notes, groups; and the hand, that draws nothing."""

import pytest

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.ui.canvas.pointer import Tool
from infrasketch_desktop.ui.canvas.preview import NOTHING
from infrasketch_desktop.ui.canvas.tools.group import GroupTool
from infrasketch_desktop.ui.canvas.tools.hand import HandTool
from infrasketch_desktop.ui.canvas.tools.placing import node_tool, note_tool
from infrasketch_desktop.ui.canvas.tools.toolbox import make_tools
from tests.support.diagrams import group, node
from tests.ui.canvas.tools.fake_host import CTRL, SHIFT, FakeHost, at, click, drag


def test_a_click_places_a_node_around_the_pointer():
    host = FakeHost()
    host.grid = 20
    click(node_tool(host), at(195, 143))
    (made,) = host.diagram.nodes.values()
    assert (made.kind, made.label, made.pinned) == (NodeKind.DATABASE, "Database", True)
    assert (made.x, made.y) == (100, 100)
    assert host.labelled == [made.id]
    assert host.chosen == ["select"]
    assert host.document.undo_title == "Add Database"


def test_the_node_to_come_is_shown_under_the_mouse():
    host = FakeHost(group("g"), node("m", 0, 0, group="g"))
    tool = node_tool(host)
    tool.move(at(90, 40, None, CTRL))
    (shown,) = (r for r in host.preview.records.values() if r.id not in host.diagram)
    assert (shown.x, shown.y, shown.group) == (0, 0, "g")
    assert host.preview.target == "g"
    assert tool.cancel()
    assert host.preview == NOTHING
    assert not tool.cancel()


def test_shift_keeps_the_tool_for_another_node():
    host = FakeHost()
    tool = node_tool(host)
    click(tool, at(0, 0, None, SHIFT))
    click(tool, at(500, 0, None, SHIFT))
    assert len(host.diagram.nodes) == 2
    assert host.chosen == host.labelled == []


def test_a_new_node_snaps_to_one_that_was_drawn_before():
    host = FakeHost()
    tool = node_tool(host)
    click(tool, at(90, 40, None, SHIFT))
    click(tool, at(94, 340, None, SHIFT))
    assert {n.x for n in host.diagram.nodes.values()} == {0}


def test_a_note_is_written_where_one_clicks():
    host = FakeHost()
    click(note_tool(host), at(100, 30))
    (made,) = host.diagram.notes.values()
    assert made.rect == Rect(0, 0, 200, 60)
    assert host.labelled == [made.id]


def test_a_frame_groups_what_it_encloses():
    host = FakeHost(node("a", 0, 0), node("b", 0, 300), node("c", 600, 0))
    tool = GroupTool(host)
    drag(tool, at(-50, -50), at(300, 500), release=False)
    assert host.preview.band == Rect(-50, -50, 350, 550)
    assert set(host.selection.ids) == {"a", "b"}
    tool.release(at(300, 500))
    (made,) = host.diagram.groups
    assert host.diagram.members(made) == ("a", "b")
    assert host.selection.ids == (made,)
    assert host.labelled == [made]


def test_a_frame_inside_a_group_makes_a_group_inside():
    host = FakeHost(group("g"), node("a", 0, 0, group="g"), node("b", 0, 300, group="g"))
    drag(GroupTool(host), at(-10, -10), at(200, 100))
    assert host.diagram.groups["group"].group == "g"
    assert host.diagram.members("group") == ("a",)


@pytest.mark.parametrize("end", [(700, 300), (501, 101)], ids=["frame", "click"])
def test_a_frame_around_nothing_is_an_empty_group(end: tuple[float, float]):
    host = FakeHost(node("a", 0, 0))
    drag(GroupTool(host), at(500, 100), at(*end))
    (made,) = host.diagram.groups.values()
    assert (made.x, made.y) == (500, 100)


def test_a_frame_does_not_mind_what_vanished_meanwhile():
    host = FakeHost(group("g"), node("a", 0, 0, group="g"))
    tool = GroupTool(host)
    drag(tool, at(-50, -50), at(300, 500), release=False)
    with host.document.edit("Somebody") as edit:
        edits.remove(edit, ["g"])
    tool.release(at(300, 500))
    assert host.diagram.members("group") == ()


def test_escape_gives_a_frame_up_with_its_selection():
    host = FakeHost(node("a", 0, 0), node("b", 900, 0))
    host.selection.set(["b"])
    tool = GroupTool(host)
    drag(tool, at(-50, -50), at(300, 500), release=False)
    assert tool.cancel()
    assert host.selection.ids == ("b",)
    assert host.preview == NOTHING
    assert not tool.cancel()


def test_the_hand_moves_the_sheet_and_escape_moves_it_back():
    host = FakeHost()
    tool = HandTool(host)
    tool.move(at(50, 50))
    tool.press(at(0, 0, zoom=2))
    tool.move(at(10, 5, zoom=2))
    assert host.panned == [(20, 10)]
    assert tool.cancel()
    assert host.panned[-1] == (-20, -10)
    assert not tool.cancel()


def test_all_tools_of_the_toolbar_are_there():
    tools: dict[str, Tool] = dict(make_tools(FakeHost()))
    assert list(tools) == ["select", "hand", "node", "edge", "text", "group"]
    assert len({tool.cursor for tool in tools.values()}) == 3
