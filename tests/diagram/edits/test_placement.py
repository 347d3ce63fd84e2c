"""Moving, placing and resizing: members come along, locks hold, lines follow or are forgotten."""

import pytest

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Note
from tests.support.diagrams import document, edge, group, node

ROUTE = (Point(90, 80), Point(90, 300))


def pair(**edge_fields: object) -> Document:
    return document(node("a", 0, 0), node("b", 0, 300), edge("a", "b", **edge_fields))


def nested() -> Document:
    return document(
        group("outer"), group("inner", "outer"), node("deep", 0, 0, group="inner"), node("near", 0, 300, group="outer")
    )


def test_a_group_takes_all_its_members_along():
    doc = nested()
    with doc.edit("Move") as edit:
        edits.move(edit, ["outer"], 100, 10)
    assert [(n.x, n.y) for n in doc.diagram.nodes.values()] == [(100, 10), (100, 310)]


def test_a_member_chosen_with_its_group_moves_once():
    doc = nested()
    with doc.edit("Move") as edit:
        edits.move(edit, ["outer", "deep"], 100, 0)
    assert doc.diagram.nodes["deep"].x == 100


def test_an_empty_group_moves_by_its_own_place():
    doc = document(group("g", x=5, y=5))
    with doc.edit("Move") as edit:
        edits.move(edit, ["g"], 10, 20)
    assert (doc.diagram.bounds("g").x, doc.diagram.bounds("g").y) == (15, 25)


@pytest.mark.parametrize("pin", [True, False])
def test_only_a_move_by_hand_pins(pin: bool):
    doc = pair()
    with doc.edit("Move") as edit:
        edits.move(edit, ["a"], 1, 0, pin=pin)
    assert doc.diagram.nodes["a"].pinned is pin


def test_what_is_locked_stays_also_inside_a_locked_group():
    doc = document(
        group("g", locked=True), node("in", 0, 0, group="g"), node("own", 300, 0, locked=True), node("free", 600, 0)
    )
    with doc.edit("Move") as edit:
        edits.move(edit, ["g", "in", "own", "free"], 0, 100)
    assert [n.y for n in doc.diagram.nodes.values()] == [0, 0, 100]


def test_an_edge_with_both_ends_moved_moves_along():
    doc = pair(route=ROUTE, label_at=Point(90, 190), waypoints=(Point(200, 190),))
    with doc.edit("Move") as edit:
        edits.move(edit, ["a", "b"], 10, 20)
    moved = doc.diagram.edges["a--b"]
    assert moved.route == (Point(100, 100), Point(100, 320))
    assert (moved.label_at, moved.waypoints) == (Point(100, 210), (Point(210, 210),))


def test_an_edge_with_one_end_moved_forgets_its_route_and_keeps_its_waypoints():
    doc = pair(route=ROUTE, label_at=Point(90, 190), waypoints=(Point(200, 190),))
    with doc.edit("Move") as edit:
        edits.move(edit, ["a"], 10, 0)
    left = doc.diagram.edges["a--b"]
    assert (left.route, left.label_at, left.waypoints) == ((), None, (Point(200, 190),))


def test_an_edge_to_a_group_forgets_its_route_when_the_frame_changes():
    doc = document(
        group("g"),
        node("m", 0, 0, group="g"),
        node("k", 0, 400, group="g"),
        node("a", 900, 0),
        edge("a", "g", route=ROUTE),
    )
    with doc.edit("Move") as edit:
        edits.move(edit, ["m"], 0, 50)
    assert doc.diagram.edges["a--g"].route == ()


def test_an_edge_to_a_group_keeps_its_route_when_the_frame_stays():
    doc = document(
        group("g"),
        node("m", 0, 0, group="g"),
        node("k", 0, 400, group="g"),
        node("middle", 0, 200, group="g"),
        node("a", 900, 0),
        edge("a", "g", route=ROUTE),
    )
    with doc.edit("Move") as edit:
        edits.move(edit, ["middle"], 0, 50)
    assert doc.diagram.edges["a--g"].route == ROUTE


def test_place_puts_corners_of_nodes_groups_and_notes():
    doc = document(group("g"), node("m", 0, 0, group="g"), Note(id="n", text="x"))
    with doc.edit("Place") as edit:
        edits.place(edit, {"g": Point(0, 0), "n": Point(7, 8)})
    assert doc.diagram.bounds("g") == Rect(0, 0, 220, 148)
    assert doc.diagram.notes["n"].rect == Rect(7, 8, 200, 60)


def test_placing_a_member_wins_over_placing_its_group():
    doc = nested()
    with doc.edit("Place") as edit:
        edits.place(edit, {"deep": Point(5, 5), "outer": Point(1000, 1000)})
    assert (doc.diagram.nodes["deep"].x, doc.diagram.nodes["deep"].y) == (5, 5)


def test_resizing_gives_a_node_another_rectangle():
    doc = pair(route=ROUTE)
    with doc.edit("Resize") as edit:
        edits.resize(edit, "a", Rect(0, 0, 300, 120), pin=True)
    assert doc.diagram.nodes["a"].rect == Rect(0, 0, 300, 120)
    assert doc.diagram.nodes["a"].pinned
    assert doc.diagram.edges["a--b"].route == ()


def test_a_group_cannot_be_resized():
    doc = nested()
    with pytest.raises(InvariantError, match="fits its members"), doc.edit("Resize") as edit:
        edits.resize(edit, "inner", Rect(0, 0, 10, 10))


def test_a_locked_node_keeps_its_size():
    doc = document(node("a", locked=True))
    with doc.edit("Resize") as edit:
        edits.resize(edit, "a", Rect(0, 0, 300, 120))
    assert doc.undo_title is None


def test_what_is_not_there_cannot_be_moved():
    doc = pair()
    with pytest.raises(InvariantError, match="no “nobody”"), doc.edit("Move") as edit:
        edits.move(edit, ["a", "nobody"], 10, 0)
    assert doc.diagram.nodes["a"].x == 0
