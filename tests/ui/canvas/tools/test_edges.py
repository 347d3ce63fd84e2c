"""Connections by mouse: pulled, reconnected, bent; refused in words where they cannot be."""

import pytest

from infrasketch_desktop.diagram.geometry import Point, Rect, Side
from infrasketch_desktop.diagram.kinds import EdgeStyle
from infrasketch_desktop.diagram.records import Note, Sheet
from infrasketch_desktop.ui.canvas.pointer import Part
from infrasketch_desktop.ui.canvas.preview import NOTHING
from infrasketch_desktop.ui.canvas.tools.edge import EdgeTool
from infrasketch_desktop.ui.canvas.tools.linking import corner_of_new
from infrasketch_desktop.ui.canvas.tools.select import SelectTool
from tests.support.diagrams import edge, group, node
from tests.ui.canvas.tools.fake_host import CTRL, FakeHost, at, click, drag, part

CONNECTOR = part("a", Part.CONNECTOR, 1, Side.RIGHT)


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(
        node("a", 0, 0),
        node("b", 0, 300),
        node("c", 400, 300),
        group("g"),
        node("m", 800, 0, group="g"),
        Note(id="note", text="Remember", x=0, y=900),
        edge("a", "b"),
    )


def test_an_edge_is_pulled_from_a_connector(host: FakeHost):
    tool = SelectTool(host)
    drag(tool, at(195, 40, CONNECTOR), at(300, 200), release=False)
    assert host.preview.link[-1] == Point(300, 200)
    tool.move(at(410, 310, "c"))
    assert host.preview.target == "c"
    assert host.preview.records["a--c"].target == "c"
    tool.release(at(410, 310, "c"))
    assert host.selection.ids == ("a--c",)
    assert host.document.undo_title == "Connect A to C"
    assert host.preview == NOTHING


def test_an_edge_dropped_on_nothing_offers_a_node_that_meets_it(host: FakeHost):
    drag(SelectTool(host), at(195, 40, CONNECTOR), at(500, 100))
    assert host.offered == [("a", Point(500, 60))]
    assert host.preview == NOTHING


def test_an_edge_dropped_on_its_own_source_was_not_meant(host: FakeHost):
    drag(SelectTool(host), at(170, 40, CONNECTOR), at(160, 40, "a"))
    assert "a--a" not in host.diagram.edges
    drag(SelectTool(host), at(170, 40, CONNECTOR), at(300, 40), at(160, 40, "a"))
    assert "a--a" in host.diagram.edges


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("a", "note", "Notes are not connected"),
        ("g", "m", "not connected with what it contains"),
        ("a", "b", "A is connected to B already"),
    ],
)
def test_an_impossible_edge_is_refused_in_words(host: FakeHost, source: str, target: str, reason: str):
    before = host.document.snapshot()
    drag(EdgeTool(host), at(10, 10, source), at(5000, 5000), at(10, 10, target))
    assert reason in host.said[-1]
    assert host.preview == NOTHING
    assert host.diagram.same_records(before)


def test_the_edge_tool_drags_from_one_to_the_other(host: FakeHost):
    drag(EdgeTool(host), at(10, 10, "a"), at(200, 200), at(410, 310, "c"))
    assert host.diagram.edges["a--c"].source == "a"


def test_the_edge_tool_takes_two_clicks_as_well(host: FakeHost):
    tool = EdgeTool(host)
    click(tool, at(10, 10, "a"))
    tool.move(at(300, 300))
    assert host.preview.link
    click(tool, at(410, 310, "c"))
    assert "a--c" in host.diagram.edges
    click(tool, at(410, 310, "c"))
    click(tool, at(810, 10, "m"))
    assert "c--m" in host.diagram.edges


def test_the_edge_tool_begins_on_something(host: FakeHost):
    tool = EdgeTool(host)
    click(tool, at(5000, 5000))
    click(tool, at(10, 910, "note"))
    assert len(host.said) == 2
    assert not tool.cancel()


def test_escape_between_two_clicks_gives_up(host: FakeHost):
    tool = EdgeTool(host)
    click(tool, at(10, 10, "a"))
    tool.move(at(300, 300))
    assert tool.cancel()
    assert host.preview == NOTHING
    tool.move(at(310, 300))
    assert host.preview == NOTHING


def test_a_group_can_be_connected(host: FakeHost):
    drag(EdgeTool(host), at(10, 10, "a"), at(5000, 5000), at(790, -40, "g"))
    assert "a--g" in host.diagram.edges


@pytest.mark.parametrize(
    ("end", "ends"), [(Part.TARGET_END, ("a", "c")), (Part.SOURCE_END, ("c", "b"))], ids=["target", "source"]
)
def test_an_end_is_dragged_to_another_node(host: FakeHost, end: Part, ends: tuple[str, str]):
    host.selection.set(["a--b"])
    drag(SelectTool(host), at(90, 300, part("a--b", end)), at(300, 200), at(410, 310, "c"))
    found = host.diagram.edges["a--b"]
    assert (found.source, found.target) == ends
    assert host.document.undo_title == "Reconnect to C"


def test_an_end_in_the_air_hides_the_edge_and_returns_when_dropped(host: FakeHost):
    tool = SelectTool(host)
    drag(tool, at(90, 300, part("a--b", Part.TARGET_END)), at(300, 200), release=False)
    assert host.preview.hidden == {"a--b"}
    assert host.preview.link[-1] == Point(300, 200)
    tool.release(at(300, 200))
    assert host.diagram.edges["a--b"].target == "b"
    assert host.document.undo_title is None
    assert host.said == ["Drop the end on a node or a group."]


def test_an_end_back_where_it_was_changes_nothing(host: FakeHost):
    drag(SelectTool(host), at(90, 300, part("a--b", Part.TARGET_END)), at(300, 200), at(90, 310, "b"))
    assert host.document.undo_title is None
    assert host.said == []


def test_dragging_a_right_angled_line_moves_its_stretch_aside(host: FakeHost):
    drag(SelectTool(host), at(90, 190, "a--b"), at(150, 190), at(240, 190, None, CTRL))
    assert host.diagram.edges["a--b"].waypoints == (Point(240, 104), Point(240, 276))
    assert {point.x for point in host.line("a--b")} == {180, 240}
    assert host.document.undo_title == "Bend A → B"


def test_dragging_an_inner_stretch_keeps_the_others():
    host = FakeHost(node("a", 0, 0), node("b", 400, 300), edge("a", "b"))
    line = host.line("a--b")
    assert len(line) == 4
    drag(SelectTool(host), at(200, line[1].y, part("a--b", Part.BODY, 1)), at(200, 240), at(200, 260, None, CTRL))
    assert host.diagram.edges["a--b"].waypoints == (Point(line[1].x, 260), Point(line[2].x, 260))


def test_dragging_a_straight_line_adds_a_waypoint():
    host = FakeHost(Sheet(edge_style=EdgeStyle.STRAIGHT), node("a", 0, 0), node("b", 0, 300), edge("a", "b"))
    drag(SelectTool(host), at(90, 190, part("a--b", Part.BODY, 0)), at(150, 190), at(240, 190, None, CTRL))
    drag(SelectTool(host), at(165, 250, part("a--b", Part.BODY, 1)), at(150, 260), at(100, 260, None, CTRL))
    assert host.diagram.edges["a--b"].waypoints == (Point(240, 190), Point(100, 260))


def bent() -> FakeHost:
    return FakeHost(
        Sheet(edge_style=EdgeStyle.STRAIGHT),
        node("a", 0, 0),
        node("b", 0, 300),
        edge("a", "b", waypoints=(Point(240, 150), Point(300, 200))),
    )


def test_a_waypoint_is_dragged():
    host = bent()
    tool = SelectTool(host)
    drag(tool, at(240, 150, part("a--b", Part.WAYPOINT, 0)), at(260, 150), release=False)
    assert tool.cancel()
    assert host.diagram.edges["a--b"].waypoints[0] == Point(240, 150)
    drag(tool, at(240, 150, part("a--b", Part.WAYPOINT, 0)), at(260, 150), at(280, 100, None, CTRL))
    assert host.diagram.edges["a--b"].waypoints == (Point(280, 100), Point(300, 200))


def test_a_double_click_removes_a_waypoint():
    host = bent()
    SelectTool(host).double_click(at(240, 150, part("a--b", Part.WAYPOINT, 0)))
    assert host.diagram.edges["a--b"].waypoints == (Point(300, 200),)
    assert host.document.undo_title == "Remove bend of A → B"


@pytest.mark.parametrize(
    ("end", "corner"),
    [((500, 40), (500, 0)), ((-300, 40), (-480, 0)), ((90, 400), (0, 400)), ((90, -300), (0, -380))],
    ids=["right", "left", "below", "above"],
)
def test_a_new_node_meets_the_line_with_the_middle_of_a_side(end, corner):
    assert corner_of_new(Rect(0, 0, 180, 80), Point(*end)) == Point(*corner)
