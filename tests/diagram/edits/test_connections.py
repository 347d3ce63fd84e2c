"""Edges: one for each thing said, reconnected, reversed, bent, split; and what removing takes along."""

import pytest

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.edits import End
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.geometry import Point, Rect, Side
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Note, Sheet
from tests.support.diagrams import document, edge, group, node

ROUTE = (Point(90, 80), Point(90, 300))


def pair(**fields: object) -> Document:
    return document(node("a", 0, 0), node("b", 0, 300), node("c", 400, 0), edge("a", "b", **fields))


def test_saying_the_same_twice_makes_one_edge():
    doc = pair()
    with doc.edit("Connect") as edit:
        assert edits.connect(edit, "a", "b").id == "a--b"
    assert doc.undo_title is None


def test_another_label_or_kind_is_another_edge():
    doc = pair()
    with doc.edit("Connect") as edit:
        ids = [
            edits.connect(edit, "a", "b", label="HTTPS").id,
            edits.connect(edit, "a", "b", kind=EdgeKind.EVENT).id,
            edits.connect(edit, "b", "a").id,
            edits.connect(edit, "a", "a").id,
        ]
    assert ids == ["a--b-2", "a--b-3", "b--a", "a--a"]


@pytest.mark.parametrize("target", ["nobody", "note", "sheet"])
def test_only_nodes_and_groups_can_be_ends(target: str):
    doc = document(node("a"), Note(id="note", text=""))
    with pytest.raises(InvariantError, match="does not exist"), doc.edit("Connect") as edit:
        edits.connect(edit, "a", target)


def test_reconnecting_forgets_the_route():
    doc = pair(route=ROUTE, label_at=Point(90, 190), label="calls")
    with doc.edit("Reconnect") as edit:
        edits.reconnect(edit, "a--b", End.TARGET, "c")
        edits.reconnect(edit, "a--b", End.SOURCE, "b")
    found = doc.diagram.edges["a--b"]
    assert (found.source, found.target, found.label) == ("b", "c", "calls")
    assert (found.route, found.label_at) == ((), None)


def test_reconnecting_to_the_same_end_changes_nothing():
    doc = pair(route=ROUTE)
    with doc.edit("Reconnect") as edit:
        edits.reconnect(edit, "a--b", End.TARGET, "b")
    assert doc.undo_title is None


def test_reversing_keeps_the_line():
    doc = pair(route=ROUTE, waypoints=(Point(1, 2), Point(3, 4)))
    with doc.edit("Reverse") as edit:
        edits.reverse_edge(edit, "a--b")
    found = doc.diagram.edges["a--b"]
    assert (found.source, found.target) == ("b", "a")
    assert found.route == ROUTE[::-1]
    assert found.waypoints == (Point(3, 4), Point(1, 2))


def test_waypoints_take_the_place_of_the_route():
    doc = pair(route=ROUTE)
    with doc.edit("Bend") as edit:
        edits.set_waypoints(edit, "a--b", [Point(200, 190)])
    assert doc.diagram.edges["a--b"].waypoints == (Point(200, 190),)
    assert doc.diagram.edges["a--b"].route == ()


def test_removing_takes_edges_and_members_along():
    doc = document(
        group("g"),
        group("h", "g"),
        node("a", group="h"),
        node("b", 0, 300),
        edge("a", "b"),
        edge("b", "g"),
        edge("b", "b"),
    )
    with doc.edit("Remove") as edit:
        gone = edits.remove(edit, ["g"])
    assert set(gone) == {"a--b", "b--g", "a", "h", "g"}
    assert {r.id for r in doc.diagram} == {"sheet", "b", "b--b"}


def test_records_and_their_edges_can_be_removed_together():
    doc = pair()
    with doc.edit("Remove") as edit:
        edits.remove(edit, ["a--b", "a", "a", "b"])
    assert {r.id for r in doc.diagram} == {"sheet", "c"}


def test_the_sheet_stays():
    doc = pair()
    with pytest.raises(InvariantError, match="sheet"), doc.edit("Remove") as edit:
        edits.remove(edit, ["a", "sheet"])
    assert "a" in doc.diagram


def test_every_record_can_be_renamed():
    doc = document(Sheet(title="Old"), group("g"), node("a"), Note(id="n", text="x"), edge("a", "a"))
    with doc.edit("Rename") as edit:
        for record_id in ("sheet", "g", "a", "n", "a--a"):
            edits.rename(edit, record_id, "New")
    assert doc.diagram.sheet.title == doc.diagram.groups["g"].label == doc.diagram.nodes["a"].label == "New"
    assert doc.diagram.notes["n"].text == doc.diagram.edges["a--a"].label == "New"


def test_fields_are_set_by_name_and_unknown_ones_refused():
    doc = pair(route=ROUTE)
    with doc.edit("Update") as edit:
        edits.update(edit, "a", technology="FastAPI", height=120.0)
    assert doc.diagram.nodes["a"].technology == "FastAPI"
    assert doc.diagram.edges["a--b"].route == ()
    for fields in ({"color": "red"}, {"id": "z"}):
        with pytest.raises(InvariantError, match="no field"), doc.edit("Update") as edit:
            edits.update(edit, "a", **fields)


def test_a_node_is_put_into_an_edge():
    doc = pair(label="writes", kind=EdgeKind.DATA, waypoints=(Point(1, 2),))
    with doc.edit("Insert") as edit:
        new = edits.insert_between(edit, "a--b", NodeKind.QUEUE, "Jobs", technology="RabbitMQ")
    first, second = (doc.diagram.edges[i] for i in ("a--b", "jobs--b"))
    assert (first.source, first.target, first.label, first.waypoints) == ("a", "jobs", "writes", ())
    assert (second.source, second.target, second.kind) == ("jobs", "b", EdgeKind.DATA)
    assert new.rect == Rect(0, 150, 180, 80)


def test_a_node_grows_out_of_another_on_the_side_asked_for():
    doc = document(node("a", 0, 0, kind=NodeKind.API))
    with doc.edit("Grow") as edit:
        places = [edits.connect_to_new(edit, "a", side)[0].rect for side in Side]
    assert places == [Rect(0, -180, 180, 80), Rect(280, 0, 180, 80), Rect(0, 180, 180, 80), Rect(-280, 0, 180, 80)]
    assert all(n.kind is NodeKind.API for n in doc.diagram.nodes.values())
    assert {e.target for e in doc.diagram.edges.values()} == {"api", "api-2", "api-3", "api-4"}


def test_growing_the_same_way_again_finds_room_beside():
    doc = document(group("g"), node("a", 0, 0, group="g"))
    with doc.edit("Grow") as edit:
        grown = [edits.connect_to_new(edit, "a", Side.BOTTOM)[0] for _ in range(3)]
    assert [n.x for n in grown] == [0, 200, -200]
    assert {n.group for n in grown} == {"g"}
    assert all(n.pinned for n in grown)


def test_a_note_cannot_grow():
    doc = document(Note(id="note", text=""))
    with pytest.raises(InvariantError), doc.edit("Grow") as edit:
        edits.connect_to_new(edit, "note", Side.TOP)
    assert not doc.diagram.nodes


def test_a_label_placed_by_hand_stays_there_whatever_becomes_of_the_line():
    doc = pair(route=ROUTE, label_at=Point(90, 190), label="calls")
    with doc.edit("Label") as edit:
        edits.place_label(edit, "a--b", Point(130, 150))
        edits.set_waypoints(edit, "a--b", [Point(200, 200)])
    found = doc.diagram.edges["a--b"]
    assert (found.label_at, found.label_pinned, found.route) == (Point(130, 150), True, ())


def test_a_label_given_back_takes_its_line_along_to_the_layout():
    doc = pair(route=ROUTE, label_at=Point(130, 150), label_pinned=True)
    with doc.edit("Free") as edit:
        edits.free_label(edit, "a--b")
    found = doc.diagram.edges["a--b"]
    assert (found.label_at, found.label_pinned, found.route) == (None, False, ())


def test_a_label_that_the_layout_placed_is_not_given_back():
    doc = pair(route=ROUTE, label_at=Point(90, 190))
    with doc.edit("Free") as edit:
        edits.free_label(edit, "a--b")
    assert doc.undo_title is None


def test_another_end_is_another_line_and_another_label():
    doc = pair(route=ROUTE, label_at=Point(130, 150), label_pinned=True)
    with doc.edit("Reconnect") as edit:
        edits.reconnect(edit, "a--b", End.TARGET, "c")
    found = doc.diagram.edges["a--b"]
    assert (found.label_at, found.label_pinned) == (None, False)


@pytest.mark.parametrize(
    ("label", "moved", "to"),
    [
        (Point(90, 190), "b", Point(190, 190)),
        (Point(90, 115), "b", Point(140, 115)),
        (Point(90, 340), "b", Point(290, 340)),
        (Point(90, 340), "a", Point(90, 340)),
    ],
)
def test_a_label_placed_by_hand_goes_most_with_the_end_it_is_near(label: Point, moved: str, to: Point):
    doc = pair(route=ROUTE, label_at=label, label_pinned=True)
    with doc.edit("Move") as edit:
        edits.move(edit, [moved], 200, 0)
    assert doc.diagram.edges["a--b"].label_at == to
