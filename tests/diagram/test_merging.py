"""Two people's changes of one diagram in one: what is taken over, what is asked, and that the result always holds."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.diagram.merging import Merged, describe_conflicts, merge
from infrasketch_desktop.diagram.reconciling import Conflict
from infrasketch_desktop.diagram.records import Note, Passage
from tests.diagram.evolutions import forks, pairs
from tests.support.diagrams import document, edge, group, node, rebuilt

MANY = 1000
FEW = settings(max_examples=25)
"""These diagrams take long to draw; the long runs try more."""

API = node("api", kind=NodeKind.API, label="API")
DB = node("db", kind=NodeKind.DATABASE, label="Orders", technology="MySQL")
LINK = edge("api", "db")
BASE = (API, DB, LINK)


def diagram(*records) -> Diagram:
    return document(*records).diagram


def merged(base, ours, theirs) -> Merged:
    return merge(diagram(*base), diagram(*ours), diagram(*theirs))


def places(found: Merged) -> list[tuple[str, str]]:
    return [(conflict.id, conflict.field) for conflict in found.conflicts]


# --- what goes together


def test_changes_of_different_elements_meet() -> None:
    ours = (API, replace(DB, technology="PostgreSQL"), LINK)
    theirs = (replace(API, label="Public API"), DB, LINK, node("cache"), edge("api", "cache"))
    found = merged(BASE, ours, theirs)
    expected = (ours[1], theirs[0], LINK, node("cache"), edge("api", "cache"))
    assert found.diagram.same_records(diagram(*expected))
    assert not found.conflicts


def test_changes_of_different_fields_of_one_element_meet() -> None:
    ours = (API, replace(DB, technology="PostgreSQL"), LINK)
    theirs = (API, replace(DB, description="Every order since 2019.", x=300), LINK)
    found = merged(BASE, ours, theirs)
    both = replace(DB, technology="PostgreSQL", description="Every order since 2019.", x=300)
    assert found.diagram.nodes["db"] == both
    assert not found.conflicts


def test_the_same_change_on_both_sides_is_no_question() -> None:
    changed = (API, replace(DB, technology="PostgreSQL"))
    found = merged(BASE, changed, changed)
    assert found.diagram.same_records(diagram(*changed))
    assert not found.conflicts


def test_a_removal_against_a_mere_move_is_a_removal() -> None:
    found = merged(BASE, (API,), (API, replace(DB, x=300), LINK))
    assert found.diagram.same_records(diagram(API))
    assert not found.conflicts


def test_a_place_chosen_by_hand_wins_over_one_from_a_layout() -> None:
    laid_out, by_hand = replace(DB, x=300), replace(DB, x=-80, pinned=True)
    for ours, theirs in ((laid_out, by_hand), (by_hand, laid_out)):
        found = merged(BASE, (API, ours, LINK), (API, theirs, LINK))
        assert found.diagram.nodes["db"] == by_hand
        assert not found.conflicts


def test_two_layouts_are_no_question_and_a_place_is_never_half_of_each() -> None:
    found = merged(BASE, (API, replace(DB, x=300), LINK), (API, replace(DB, x=500, y=80), LINK))
    assert (found.diagram.nodes["db"].x, found.diagram.nodes["db"].y) == (300, 0)
    assert (found.conflicts, found.arranged) == ((), {"db"})


def test_a_route_stays_only_where_its_ends_lie() -> None:
    routed = replace(LINK, route=(Point(90, 80), Point(90, 200)))
    base = (API, replace(DB, y=200), routed)
    kept = merged(base, (replace(API, label="Public API"), replace(DB, y=200), routed), base)
    assert kept.diagram.edges["api--db"].route == routed.route
    rerouted = replace(LINK, route=(Point(90, 80), Point(390, 200)))
    theirs = (API, replace(DB, x=300, y=200), rerouted)
    assert merged(base, base, theirs).diagram.edges["api--db"].route == rerouted.route
    moved = merged(base, (replace(API, x=40), replace(DB, y=200), routed), theirs)
    assert moved.diagram.edges["api--db"].route == ()


# --- what is a question


def test_one_field_changed_in_two_ways_keeps_ours_and_tells() -> None:
    ours, theirs = replace(DB, technology="PostgreSQL"), replace(DB, technology="MariaDB", notes="cheap")
    found = merged(BASE, (API, ours, LINK), (API, theirs, LINK))
    assert found.diagram.nodes["db"] == replace(ours, notes="cheap")
    assert found.conflicts == (Conflict("db", "technology", "MySQL", "PostgreSQL", "MariaDB"),)
    assert list(describe_conflicts(found, diagram(API, ours, LINK), diagram(API, theirs, LINK))) == [
        "Orders (database): technology is “PostgreSQL” here, “MariaDB” there, before “MySQL”; kept “PostgreSQL”"
    ]


def test_two_places_chosen_by_hand_are_a_question() -> None:
    ours, theirs = replace(DB, x=300.0, pinned=True), replace(DB, x=500.0, pinned=True)
    found = merged((API, replace(DB, x=0.0), LINK), (API, ours, LINK), (API, theirs, LINK))
    assert found.diagram.nodes["db"] == ours
    assert found.conflicts == (Conflict("db", "x", 0, 300, 500),)
    assert list(describe_conflicts(found, diagram(API, ours, LINK), diagram(API, theirs, LINK))) == [
        "Orders (database): x is 300 here, 500 there, before 0; kept 300"
    ]


def test_bends_set_by_hand_on_both_sides_are_a_question() -> None:
    ours, theirs = replace(LINK, waypoints=(Point(4, 5.5),)), replace(LINK, waypoints=(Point(7, 8), Point(9, 9)))
    found = merged(BASE, (API, DB, ours), (API, DB, theirs))
    assert found.diagram.edges["api--db"] == ours
    (line,) = describe_conflicts(found, diagram(API, DB, ours), diagram(API, DB, theirs))
    assert line == "API → Orders: waypoints is “(4, 5.5)” here, “(7, 8), (9, 9)” there, before none; kept “(4, 5.5)”"


@pytest.mark.parametrize("ours_removes", [True, False])
def test_a_removal_against_a_change_of_content_keeps_ours(ours_removes: bool) -> None:
    changed = (API, replace(DB, technology="PostgreSQL"))
    sides = ((API,), changed) if ours_removes else (changed, (API,))
    found = merged((API, DB), *sides)
    assert found.diagram.same_records(diagram(*sides[0]))
    assert places(found) == [("db", "")]


def test_one_label_for_one_new_id_is_one_element() -> None:
    ours, theirs = node("cache", technology="Redis"), node("cache", description="Sessions.")
    found = merged(BASE, (*BASE, ours), (*BASE, theirs))
    assert found.diagram.nodes["cache"] == replace(ours, description="Sessions.")
    assert not found.conflicts


def test_one_new_id_for_two_things_becomes_two() -> None:
    ours = (*BASE, node("new", label="Cache"), edge("api", "new"))
    theirs = (*BASE, node("new", label="Search"), edge("api", "new"), edge("new", "db"))
    found = merged(BASE, ours, theirs)
    assert found.renamed == {"new": "new-2", "api--new": "api--new-2"}
    assert (found.diagram.nodes["new"].label, found.diagram.nodes["new-2"].label) == ("Cache", "Search")
    assert {(e.source, e.target) for e in found.diagram.edges.values()} == {
        ("api", "db"),
        ("api", "new"),
        ("api", "new-2"),
        ("new-2", "db"),
    }
    assert not found.conflicts


def test_two_notes_and_two_passages_under_one_id_both_stay() -> None:
    passage = Passage(id="why", chapter=Chapter.SECURITY, text="TLS everywhere.")
    other = replace(passage, chapter=Chapter.TRADE_OFFS, text="One region only.")
    found = merged((), (Note(id="note", text="Mine"), passage), (Note(id="note", text="Yours"), other))
    assert {note.text for note in found.diagram.notes.values()} == {"Mine", "Yours"}
    assert {each.text for each in found.diagram.passages.values()} == {passage.text, other.text}


# --- what does not fit together


def test_theirs_connects_what_ours_removed() -> None:
    found = merged(BASE, (API,), (*BASE, node("cache"), edge("cache", "db")))
    assert found.diagram.same_records(diagram(API, node("cache")))
    assert places(found) == [("cache--db", "")]


def test_ours_connects_what_theirs_removed() -> None:
    ours = (*BASE, node("cache"), edge("cache", "db"))
    found = merged(BASE, ours, (API,))
    assert found.diagram.same_records(diagram(API, DB, node("cache"), edge("cache", "db")))
    assert places(found) == [("db", "")]


def test_theirs_puts_a_node_into_a_group_that_ours_dissolved() -> None:
    base = (group("zone"), group("data", "zone"), node("db", group="data"))
    ours = (group("zone"), node("db", group="zone"))
    found = merged(base, ours, (*base, node("cache", group="data")))
    assert found.diagram.same_records(diagram(*ours, node("cache", group="zone")))
    assert places(found) == [("cache", "group")]


def test_ours_puts_a_node_into_a_group_that_theirs_dissolved() -> None:
    base = (group("data"), node("db", group="data"))
    found = merged(base, (*base, node("cache", group="data")), (node("db"),))
    assert found.diagram.same_records(diagram(group("data"), node("db"), node("cache", group="data")))
    assert places(found) == [("data", "")]


def test_two_moves_never_put_groups_into_each_other() -> None:
    base = (group("a"), group("b"), group("c", "a"))
    found = merged(base, (group("a", "b"), group("b"), group("c", "a")), (group("a"), group("b", "a"), group("c", "a")))
    assert found.diagram.same_records(diagram(group("a", "b"), group("b"), group("c", "a")))
    assert places(found) == [("b", "group")]


def test_an_edge_and_a_move_never_join_a_group_with_its_member() -> None:
    base = (group("zone"), node("api"))
    joined = (*base, edge("api", "zone"))
    moved = (group("zone"), node("api", group="zone"))
    assert merged(base, joined, moved).diagram.same_records(diagram(*joined))
    assert merged(base, moved, joined).diagram.same_records(diagram(*moved))


def test_groups_that_two_sides_nested_deeply_stay_within_bounds() -> None:
    tower = [group("g0"), *(group(f"g{i}", f"g{i - 1}") for i in range(1, 40))]
    other = [group("h0"), *(group(f"h{i}", f"h{i - 1}") for i in range(1, 40))]
    base = (group("x"), *tower, *other)
    ours = (group("x", "g39"), *tower, *other)
    theirs = (group("x"), *tower, replace(other[0], group="x"), *other[1:])
    found = merged(base, ours, theirs)
    assert found.diagram.same_records(diagram(*ours))
    assert places(found) == [("h0", "group")]


def test_another_type_under_an_id_is_a_question_when_both_changed_it() -> None:
    found = merged((DB,), (replace(DB, label="Shop"),), (group("db"), node("n", group="db")))
    assert found.diagram.nodes["db"].label == "Shop"
    assert found.diagram.nodes["n"].group is None
    assert places(found) == [("db", ""), ("n", "group")]


# --- for any diagrams


@FEW
@given(fork=forks())
def test_a_merge_always_gives_a_sound_diagram(fork: tuple[Diagram, Diagram, Diagram]) -> None:
    assert_sound(*fork)


@pytest.mark.long
@settings(max_examples=MANY, derandomize=False)
@given(fork=forks())
def test_a_merge_gives_a_sound_diagram_whatever_was_done(fork: tuple[Diagram, Diagram, Diagram]) -> None:
    assert_sound(*fork)


def assert_sound(base: Diagram, ours: Diagram, theirs: Diagram) -> None:
    found = merge(base, ours, theirs)
    assert rebuilt(found.diagram).same_records(found.diagram)
    back = merge(base, theirs, ours)
    settled = (found.conflicts, found.arranged, found.renamed) == ((), frozenset(), {})
    assert settled == ((back.conflicts, back.arranged, back.renamed) == ((), frozenset(), {}))
    assert not settled or found.diagram.same_records(back.diagram)
    assert list(describe_conflicts(found, ours, theirs)) is not None


@FEW
@given(pair=pairs())
def test_only_one_side_changed_means_its_state(pair: tuple[Diagram, Diagram]) -> None:
    base, changed = pair
    for found in (merge(base, changed, base), merge(base, base, changed), merge(base, changed, changed)):
        assert found.diagram.same_records(changed)
        assert not found.conflicts


@FEW
@given(fork=forks())
def test_what_only_one_side_touched_is_as_that_side_left_it(fork: tuple[Diagram, Diagram, Diagram]) -> None:
    base, ours, theirs = fork
    found = merge(base, ours, theirs)
    if found.conflicts or found.renamed:
        return
    for record in (*base, *ours, *theirs):
        before, here, there = base.get(record.id), ours.get(record.id), theirs.get(record.id)
        wanted = there if here == before else here
        if before in (here, there) and wanted is not None and record.id not in base.edges:
            assert found.diagram.get(record.id) == wanted
