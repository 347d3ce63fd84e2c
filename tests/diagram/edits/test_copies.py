"""Copies take along what belongs to them, under new ids, and nothing else."""

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.geometry import Point
from tests.support.diagrams import document, edge, group, node

ROUTE = (Point(90, 80), Point(90, 300))


def test_a_duplicate_lies_in_the_same_group_with_the_edges_among_the_chosen():
    doc = document(
        group("g"),
        node("a", 0, 0, group="g"),
        node("b", 0, 300, group="g"),
        node("c", 400, 0),
        edge("a", "b", route=ROUTE, label="calls"),
        edge("a", "c"),
    )
    with doc.edit("Duplicate") as edit:
        new = edits.duplicate(edit, ["a", "b"], Point(20, 20))
    assert new == {"a": "a-2", "b": "b-2", "a--b": "a-2--b-2"}
    copy = doc.diagram.edges["a-2--b-2"]
    assert (copy.label, copy.route) == ("calls", (Point(110, 100), Point(110, 320)))
    assert doc.diagram.members("g") == ("a", "a-2", "b", "b-2")


def test_a_duplicated_group_has_its_own_members():
    doc = document(group("g"), group("h", "g"), node("a", 0, 0, group="h"))
    with doc.edit("Duplicate") as edit:
        edits.duplicate(edit, ["g", "a"], Point(500, 0))
    assert doc.diagram.nodes["a-2"].group == "h-2"
    assert doc.diagram.groups["h-2"].group == "g-2"
    assert len(doc.diagram) == 7


def test_a_copy_is_free_to_move():
    doc = document(node("a", locked=True))
    with doc.edit("Duplicate") as edit:
        edits.duplicate(edit, ["a"], Point(20, 20), pin=True)
    copy = doc.diagram.nodes["a-2"]
    assert (copy.locked, copy.pinned, copy.x) == (False, True, 20)


def test_an_edge_alone_is_not_copied():
    doc = document(node("a"), node("b"), edge("a", "b"))
    with doc.edit("Duplicate") as edit:
        assert edits.duplicate(edit, ["a--b"], Point(20, 20)) == {}
