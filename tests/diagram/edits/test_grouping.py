"""Groups are made around records, taken away around them, folded and unfolded."""

import pytest

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.geometry import Point, Rect
from tests.support.diagrams import document, edge, group, node

ROUTE = (Point(90, 80), Point(90, 300))


def nested() -> Document:
    return document(
        group("outer"),
        group("inner", "outer"),
        node("deep", 0, 0, group="inner"),
        node("near", 0, 300, group="outer"),
        node("far", 0, 900),
    )


def test_a_group_is_made_inside_what_its_members_have_in_common():
    doc = nested()
    with doc.edit("Group") as edit:
        made = edits.group(edit, ["deep", "near"], "Both")
    assert (made.id, made.group) == ("both", "outer")
    assert doc.diagram.members("both") == ("deep", "near")


def test_the_top_level_is_what_strangers_have_in_common():
    doc = nested()
    with doc.edit("Group") as edit:
        assert edits.group(edit, ["far", "outer", "deep"]).group is None
    assert doc.diagram.members("group") == ("far", "outer")


def test_there_is_no_group_of_nothing():
    doc = document(node("a"), edge("a", "a"))
    for ids in ([], ["a--a"]):
        with pytest.raises(InvariantError, match="nothing to group"), doc.edit("Group") as edit:
            edits.group(edit, ids)


def test_grouping_leaves_everything_in_place_and_routes_alone():
    doc = document(node("a", 0, 0), node("b", 0, 300), node("c", 0, 900), edge("a", "b", route=ROUTE))
    with doc.edit("Group") as edit:
        edits.group(edit, ["a", "b"])
    assert doc.diagram.bounds("a") == Rect(0, 0, 180, 80)
    assert doc.diagram.edges["a--b"].route == ROUTE


def test_ungrouping_frees_the_members_into_the_group_around():
    doc = nested()
    with doc.edit("Ungroup") as edit:
        assert edits.ungroup(edit, ["inner"]) == ("deep",)
    assert doc.diagram.nodes["deep"].group == "outer"
    assert "inner" not in doc.diagram


def test_ungrouping_two_levels_at_once_frees_what_was_deepest():
    doc = nested()
    with doc.edit("Ungroup") as edit:
        assert set(edits.ungroup(edit, ["outer", "inner"])) == {"deep", "near"}
    assert {n.group for n in doc.diagram.nodes.values()} == {None}


def test_an_edge_to_a_frame_goes_with_it():
    doc = document(group("g"), node("m", group="g"), node("a", 900, 0), edge("a", "g"))
    with doc.edit("Ungroup") as edit:
        edits.ungroup(edit, ["g"])
    assert not doc.diagram.edges


def test_group_then_ungroup_is_as_before():
    doc = nested()
    before = doc.snapshot()
    with doc.edit("There") as edit:
        made = edits.group(edit, ["far", "outer"])
    with doc.edit("And back") as edit:
        edits.ungroup(edit, [made.id])
    assert doc.diagram.same_records(before)


def test_a_group_left_by_its_last_member_stays_where_it_was():
    doc = nested()
    frame = doc.diagram.bounds("inner")
    with doc.edit("Leave") as edit:
        edits.set_group(edit, ["deep"], None)
    assert (doc.diagram.bounds("inner").x, doc.diagram.bounds("inner").y) == (frame.x, frame.y)


def test_a_group_cannot_go_into_itself():
    doc = nested()
    with pytest.raises(InvariantError, match="contain itself"), doc.edit("Knot") as edit:
        edits.set_group(edit, ["outer"], "inner")


def test_nothing_joins_a_group_it_is_connected_to():
    doc = document(group("g", x=0), group("h", x=500), node("a", 900, 0, group="h"), edge("a", "g"))
    for ids in (["a"], ["h"]):
        with pytest.raises(InvariantError, match="connection to a group"), doc.edit("Join") as edit:
            edits.set_group(edit, ids, "g")


def test_folding_forgets_the_routes_into_the_group_and_unfolding_too():
    doc = document(
        group("g"),
        node("a", 0, 0, group="g"),
        node("b", 300, 0, group="g"),
        node("c", 0, 300),
        edge("a", "c", route=ROUTE),
        edge("a", "b", route=ROUTE),
    )
    for verb in (edits.collapse, edits.expand):
        with doc.edit("Fold") as edit:
            verb(edit, ["g"])
            edits.update(edit, "a--c", route=ROUTE)
            assert edit.diagram.edges["a--b"].route == ()


def test_all_groups_fold_and_unfold():
    doc = nested()
    with doc.edit("Fold") as edit:
        edits.fold_all(edit)
    assert {g.collapsed for g in doc.diagram.groups.values()} == {True}
    with doc.edit("Unfold") as edit:
        edits.unfold_all(edit)
    assert {g.collapsed for g in doc.diagram.groups.values()} == {False}


def test_only_groups_fold():
    doc = nested()
    with pytest.raises(InvariantError, match="no group “far”"), doc.edit("Fold") as edit:
        edits.collapse(edit, ["far"])


def test_pinning_a_group_pins_its_nodes():
    doc = nested()
    with doc.edit("Pin") as edit:
        edits.pin(edit, ["outer"])
    assert {i for i, n in doc.diagram.nodes.items() if n.pinned} == {"deep", "near"}
    with doc.edit("Unpin") as edit:
        edits.unpin(edit, ["deep"])
    assert {i for i, n in doc.diagram.nodes.items() if n.pinned} == {"near"}


def test_locks_are_set_and_cleared():
    doc = nested()
    with doc.edit("Lock") as edit:
        edits.lock(edit, ["outer", "far"])
    assert doc.diagram.groups["outer"].locked
    assert doc.diagram.nodes["far"].locked
    with doc.edit("Unlock") as edit:
        edits.unlock(edit, ["outer", "far"])
    assert not doc.diagram.groups["outer"].locked
