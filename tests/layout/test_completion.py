"""After every edit routes are true again, within the same undo step."""

from dataclasses import replace

from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.edits import connections, placement
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import EdgeStyle
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.layout.completion import MOST_EDGES, RerouteCompleter
from tests.layout.sheets import on_border, runs_through
from tests.support.diagrams import document, edge, node


def opened(*records: object) -> Document:
    return Document(document(*records).diagram, [RerouteCompleter()])


def labelled_by_hand(at: Point) -> Edge:
    route = (Point(90, 80), Point(90, 200))
    return edge("a", "b", route=route, label="calls", label_at=at, label_pinned=True)


def test_a_new_edge_gets_a_route() -> None:
    sheet = opened(node("a"), node("b", 0, 200))
    with sheet.edit("Connect") as edit:
        edit.put(edge("a", "b"))
    assert sheet.diagram.edges["a--b"].route == (Point(90, 80), Point(90, 200))


def test_a_moved_node_takes_its_edges_along_and_undo_takes_both_back() -> None:
    sheet = opened(node("a"), node("b", 0, 200), edge("a", "b", route=(Point(90, 80), Point(90, 200))))
    with sheet.edit("Move") as edit:
        placement.move(edit, ["b"], 300, 100)
    moved = sheet.diagram.edges["a--b"]
    assert on_border(moved.route[-1], sheet.diagram.bounds("b"))
    sheet.undo()
    assert sheet.diagram.edges["a--b"].route == (Point(90, 80), Point(90, 200))


def test_a_label_placed_by_hand_stays_beside_a_new_route() -> None:
    sheet = opened(node("a"), node("b", 0, 200), labelled_by_hand(Point(140, 140)))
    with sheet.edit("Move") as edit:
        placement.move(edit, ["b"], 300, 100)
    moved = sheet.diagram.edges["a--b"]
    assert moved.route
    assert moved.label_at == Point(140 + 150, 140 + 50)


def test_a_label_given_back_finds_a_place_by_itself() -> None:
    sheet = opened(node("a"), node("b", 0, 200), labelled_by_hand(Point(600, 600)))
    with sheet.edit("Free") as edit:
        connections.free_label(edit, "a--b")
    freed = sheet.diagram.edges["a--b"]
    assert freed.label_at == Point(90, 140)


def test_a_node_put_on_a_route_pushes_it_aside() -> None:
    records = [node("a"), node("b", 0, 600), node("c", 900, 300)]
    sheet = opened(*records, edge("a", "b", route=(Point(90, 80), Point(90, 600))))
    with sheet.edit("Move") as edit:
        placement.move(edit, ["c"], -900, 0)
    assert not runs_through(sheet.diagram.edges["a--b"], sheet.diagram.bounds("c"))


def test_routes_that_undo_brought_back_are_known() -> None:
    records = [node("a"), node("b", 0, 600), node("c", 900, 300)]
    sheet = opened(*records, edge("a", "b", route=(Point(90, 80), Point(90, 600))))
    for _ in range(2):
        with sheet.edit("Move") as edit:
            placement.move(edit, ["c"], -900, 0)
        assert not runs_through(sheet.diagram.edges["a--b"], sheet.diagram.bounds("c"))
        sheet.undo()


def test_routes_that_moved_along_are_known_where_they_are() -> None:
    records = [node("a"), node("b", 0, 600), node("c", 900, 300)]
    sheet = opened(*records, edge("a", "b", route=(Point(90, 80), Point(90, 600))))
    for ids, step in ((["c"], 10), (["a", "b"], 4000), (["c"], 3090)):
        with sheet.edit("Move") as edit:
            placement.move(edit, ids, step, 0)
    assert not runs_through(sheet.diagram.edges["a--b"], sheet.diagram.bounds("c"))


def test_routes_set_in_the_edit_are_kept() -> None:
    sheet = opened(node("a"), node("b", 0, 200))
    way = (Point(30, 80), Point(30, 200))
    with sheet.edit("Connect") as edit:
        edit.put(edge("a", "b", route=way))
    assert sheet.diagram.edges["a--b"].route == way


def test_other_edits_and_straight_lines_are_left_alone() -> None:
    sheet = opened(node("a"), node("b", 0, 200), edge("a", "b"))
    with sheet.edit("Rename") as edit:
        edit.put(replace(sheet.diagram.nodes["a"], label="API"))
    assert sheet.diagram.edges["a--b"].route == ()
    with sheet.edit("Straight") as edit:
        edit.put(replace(sheet.diagram.sheet, edge_style=EdgeStyle.STRAIGHT))
        edit.put(replace(edge("b", "a"), id="back"))
    assert sheet.diagram.edges["back"].route == ()


def test_a_huge_edit_leaves_default_lines() -> None:
    sheet = opened(node("a"), node("b", 0, 200))
    with sheet.edit("Paste") as edit:
        for number in range(MOST_EDGES + 1):
            edit.put(replace(edge("a", "b"), id=f"e{number}"))
    assert {found.route for found in sheet.diagram.edges.values()} == {()}
