"""Proposed changes: whatever is chosen of them is a sound diagram, and what cannot stand alone goes together."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import Sort
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.merging import describe_conflicts
from infrasketch_desktop.diagram.plain import PlainError
from infrasketch_desktop.diagram.proposal import (
    Proposal,
    proposal_from_plain,
    proposal_to_plain,
    propose,
    rebase,
)
from infrasketch_desktop.diagram.transforming import transform
from tests.diagram.evolutions import forks, pairs
from tests.support.diagrams import document, edge, group, node, rebuilt

MANY = 1000
FEW = settings(max_examples=25)
"""These diagrams take long to draw; the long runs try more."""

API, DB, LINK = node("api"), node("db"), edge("api", "db")
BASE = (API, DB, LINK)


def proposal(base, target) -> Proposal:
    return propose("Import shop.yaml", document(*base).diagram, document(*target).diagram)


def test_what_would_come_change_and_go_are_items() -> None:
    found = proposal(BASE, (replace(API, label="Gateway"), node("cache"), edge("api", "cache")))
    assert {item.id for item in found.of(Sort.ADDED)} == {"cache", "api--cache"}
    assert {item.id for item in found.of(Sort.CHANGED)} == {"api"}
    assert {item.id for item in found.of(Sort.REMOVED)} == {"db", "api--db"}


def test_an_edge_brings_its_ends_and_goes_with_either() -> None:
    found = proposal(BASE, (*BASE, node("a"), node("b"), edge("a", "b")))
    assert found.selected((), ["a--b"]) == {"a", "b", "a--b"}
    assert found.selected((), ["a"]) == {"a"}
    assert found.deselected(found.all, ["b"]) == {"a"}
    assert found.deselected(found.all, ["a--b"]) == {"a", "b"}


def test_a_node_brings_the_groups_around_it() -> None:
    found = proposal((), (group("cloud"), group("zone", "cloud"), node("n", group="zone")))
    assert found.selected((), ["n"]) == {"n", "zone", "cloud"}
    assert found.deselected(found.all, ["cloud"]) == frozenset()


def test_a_node_goes_with_its_edges() -> None:
    found = proposal(BASE, (API,))
    assert found.selected((), ["db"]) == {"db", "api--db"}
    assert found.deselected(found.all, ["api--db"]) == frozenset()
    assert found.accepted(["api--db"]).same_records(document(API, DB).diagram)


def test_a_group_goes_once_its_members_have_left() -> None:
    found = proposal((group("zone"), node("n", group="zone")), (node("n"),))
    assert found.selected((), ["zone"]) == {"zone", "n"}
    assert found.selected((), ["n"]) == {"n"}


def test_groups_that_change_places_go_together() -> None:
    found = proposal((group("a"), group("b", "a")), (group("b"), group("a", "b")))
    assert found.selected((), ["a"]) == {"a", "b"}
    assert found.selected((), ["b"]) == {"b"}
    assert found.deselected(found.all, ["b"]) == frozenset()


def test_a_line_that_only_runs_otherwise_is_no_item_and_follows() -> None:
    routed = replace(LINK, route=(Point(90, 80), Point(90, 200)))
    rerouted = replace(LINK, route=(Point(90, 80), Point(390, 200)))
    found = proposal((API, DB, routed), (API, replace(DB, x=300), rerouted, node("cache")))
    assert found.all == {"db", "cache"}
    assert found.accepted(["db"]).edges["api--db"] == rerouted
    assert found.accepted(["cache"]).edges["api--db"].route == ()
    assert found.accepted([]).edges["api--db"] == routed


def test_it_is_accepted_as_one_step_under_its_title() -> None:
    doc = document(*BASE)
    found = proposal(BASE, (API, node("cache"), edge("api", "cache")))
    with doc.edit(found.title) as edit:
        transform(edit, found.accepted(found.all))
    assert doc.diagram.same_records(found.target)
    assert doc.undo_title == "Import shop.yaml"
    doc.undo()
    assert doc.diagram.same_records(found.base)


# --- the diagram went on meanwhile


def test_edits_meanwhile_stay_and_the_proposal_is_about_the_rest() -> None:
    found = proposal(BASE, (*BASE, node("cache"), edge("db", "cache")))
    current = document(replace(API, label="Gateway"), DB, LINK).diagram
    rebased = rebase(found, current)
    assert rebased.proposal.all == {"cache", "db--cache"}
    assert rebased.proposal.target.nodes["api"].label == "Gateway"
    assert not rebased.merged.conflicts


def test_a_vanished_target_is_a_conflict() -> None:
    found = proposal(BASE, (API, replace(DB, technology="PostgreSQL"), LINK, node("cache"), edge("db", "cache")))
    current = document(API).diagram
    rebased = rebase(found, current)
    assert rebased.proposal.all == {"cache"}
    assert set(describe_conflicts(rebased.merged, current, found.target)) == {
        "Db (service): removed here, changed there; left out",
        "Db → Cache: added there, but here an end of it was removed; left out",
    }


def test_what_was_done_by_hand_meanwhile_is_no_longer_proposed() -> None:
    found = proposal(BASE, (*BASE, node("cache")))
    assert not rebase(found, found.target).proposal


def test_an_id_that_was_taken_meanwhile_is_replaced() -> None:
    found = proposal(BASE, (*BASE, node("cache"), edge("api", "cache")))
    current = document(*BASE, node("cache", label="Session store")).diagram
    rebased = rebase(found, current)
    assert rebased.proposal.all == {"cache-2", "api--cache"}
    assert rebased.proposal.target.edges["api--cache"].target == "cache-2"


# --- kept in a file


def test_it_survives_a_restart_and_edits_since() -> None:
    found = proposal(BASE, (API, replace(DB, technology="PostgreSQL"), node("cache"), edge("api", "cache")))
    plain = json.loads(json.dumps(proposal_to_plain(found)))
    again = proposal_from_plain(plain, found.base)
    assert (again.proposal.title, again.proposal.items) == (found.title, found.items)
    assert not again.merged.conflicts
    later = proposal_from_plain(plain, document(DB).diagram)
    assert [conflict.id for conflict in later.merged.conflicts] == ["api--cache"]
    assert later.proposal.target.same_records(document(replace(DB, technology="PostgreSQL"), node("cache")).diagram)


@pytest.mark.parametrize(
    "plain",
    [
        None,
        {},
        {"title": "x"},
        {"title": "x", "changes": [7]},
        {"title": "x", "changes": [{}]},
        {"title": "x", "changes": [{"before": None, "after": {"type": "robot", "id": "r"}}]},
        {"title": "x", "changes": [{"before": {"type": "group", "id": "a", "label": ""}, "after": {"type": "sheet"}}]},
    ],
)
def test_what_is_no_proposal_is_refused(plain: object) -> None:
    with pytest.raises(PlainError):
        proposal_from_plain(plain, Diagram())


# --- for any change


def assert_any_choice_is_sound(base: Diagram, target: Diagram, data: st.DataObject) -> None:
    found = propose("Change", base, target)
    assert found.accepted(found.all).same_records(target)
    assert found.accepted(()).same_records(base)
    ids = sorted(found.all)
    some = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    other = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    chosen = found.selected((), some)
    assert chosen >= some
    assert found.selected((), chosen) == chosen
    left = found.deselected(chosen, other)
    assert left <= chosen - other
    assert found.selected((), left) == left
    for choice in (chosen, left):
        mixed = found.accepted(choice)
        assert rebuilt(mixed).same_records(mixed)
        assert all(mixed.get(i) == target.get(i) for i in choice if i not in base.edges and i not in target.edges)


@FEW
@given(pair=pairs(), data=st.data())
def test_any_choice_is_sound(pair: tuple[Diagram, Diagram], data: st.DataObject) -> None:
    assert_any_choice_is_sound(*pair, data)


@pytest.mark.long
@settings(max_examples=MANY, derandomize=False)
@given(fork=forks(), data=st.data())
def test_any_choice_is_sound_whatever_is_proposed(fork: tuple[Diagram, Diagram, Diagram], data: st.DataObject) -> None:
    assert_any_choice_is_sound(fork[1], fork[2], data)


@FEW
@given(fork=forks())
def test_it_may_be_rebased_on_whatever_was_done(fork: tuple[Diagram, Diagram, Diagram]) -> None:
    base, current, target = fork
    found = propose("Change", base, target)
    rebased = rebase(found, current)
    assert rebased.proposal.base.same_records(current)
    again = proposal_from_plain(proposal_to_plain(found), current)
    assert again.proposal.accepted(again.proposal.all).same_records(again.merged.diagram)
