from dataclasses import replace

import pytest
from hypothesis import given, settings

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.records import Note, Sheet
from infrasketch_desktop.diagram.validation import MAX_DEPTH
from infrasketch_desktop.picture.comparison import Mark, compare_picture
from tests.support.diagrams import diagrams, edge, group, node

ADDED, CHANGED, REMOVED = Mark.ADDED, Mark.CHANGED, Mark.REMOVED


def test_what_came_changed_and_went_is_marked() -> None:
    before = build_diagram([node("api"), node("old", 300), node("db", 600), edge("api", "old"), edge("api", "db")])
    after = build_diagram([node("api", label="Orders API"), node("db", 600), node("new", 900), edge("api", "db")])
    found = compare_picture(before, after)
    assert found.marks == {"api": CHANGED, "new": ADDED, "old": REMOVED, "api--old": REMOVED}
    assert set(found.diagram.nodes) == {"api", "old", "db", "new"}
    assert found.diagram.nodes["api"].label == "Orders API"
    assert found.undrawn == ()
    assert found


def test_equal_diagrams_have_nothing_to_show() -> None:
    before = build_diagram([node("api"), node("db"), edge("api", "db")])
    assert not compare_picture(before, before.copy())


def test_what_only_moved_is_not_marked() -> None:
    before = build_diagram([node("api"), node("db", 300), edge("api", "db")])
    routed = edge("api", "db", route=(Point(90, 40), Point(300, 40)))
    after = build_diagram([node("api", 50, pinned=True), node("db", 300), routed])
    assert compare_picture(before, after).marks == {}


def test_the_sheet_is_not_drawn() -> None:
    assert not compare_picture(build_diagram([Sheet(title="One")]), build_diagram([Sheet(title="Two")]))


def test_what_went_stays_in_its_group() -> None:
    before = build_diagram([group("net"), node("api", group="net"), node("old", group="net")])
    after = build_diagram([group("net"), node("api", group="net")])
    assert compare_picture(before, after).diagram.nodes["old"].group == "net"


def test_a_group_that_went_is_drawn_around_what_went_with_it() -> None:
    before = build_diagram([group("net"), group("zone", "net"), node("old", group="zone"), node("api", group="net")])
    after = build_diagram([node("api")])
    found = compare_picture(before, after)
    assert found.diagram.nodes["old"].group == "zone"
    assert found.diagram.groups["zone"].group == "net"
    assert found.diagram.nodes["api"].group is None
    assert found.marks["api"] is CHANGED  # it left its group


def test_what_went_is_outside_when_its_group_became_something_else() -> None:
    before = build_diagram([group("net"), node("old", group="net")])
    after = build_diagram([node("net")])
    found = compare_picture(before, after)
    assert found.diagram.nodes["old"].group is None
    assert found.marks == {"net": CHANGED, "old": REMOVED}


def test_a_tower_of_groups_is_never_higher_than_allowed() -> None:
    tower = [group("g0"), *(group(f"g{i}", f"g{i - 1}") for i in range(1, MAX_DEPTH))]
    before = build_diagram([*tower, node("old", group=tower[-1].id)])
    after = build_diagram([group("outer"), replace(tower[0], group="outer"), *tower[1 : MAX_DEPTH - 1]])
    assert "old" in compare_picture(before, after).diagram.nodes


def test_an_edge_that_nothing_can_hold_any_more_is_named() -> None:
    before = build_diagram([node("api"), node("db"), edge("api", "db")])
    after = build_diagram([node("api"), Note(id="db", text="gone")])
    found = compare_picture(before, after)
    assert found.undrawn == ("api--db",)
    assert found.marks == {"db": CHANGED}


@pytest.mark.parametrize(("x", "crowded"), [(0, True), (181, False)])
def test_it_is_crowded_where_something_lies_over_what_went(x: int, crowded: bool) -> None:
    before, after = build_diagram([node("old")]), build_diagram([node("new", x)])
    assert compare_picture(before, after).crowded is crowded


def test_a_folded_group_with_a_marked_member_has_changed() -> None:
    before = build_diagram([group("net", collapsed=True), node("api", group="net")])
    after = build_diagram([group("net", collapsed=True), node("api", group="net"), node("new", group="net")])
    assert compare_picture(before, after).shown_marks() == {"net": CHANGED}


@settings(max_examples=15)
@given(diagrams(), diagrams())
def test_any_two_diagrams_can_be_compared(before: Diagram, after: Diagram) -> None:
    found = compare_picture(before, after)
    drawn = {record.id for record in found.diagram}
    assert {record.id for record in after} <= drawn
    assert {record.id for record in before} - drawn <= set(found.undrawn)
    assert found.marks.keys() <= drawn
