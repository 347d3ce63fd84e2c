"""What breaks an invariant never enters a diagram."""

import math

import pytest

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.records import Edge, Sheet
from tests.support.diagrams import document, edge, group, node

GOOD = (group("g"), node("a", group="g"), node("b"), edge("a", "b"))

BAD = {
    "an id with capitals": node("A"),
    "an empty id": node(""),
    "an id of 65 characters": node("x" * 65),
    "a node called sheet": node("sheet"),
    "a sheet under another id": Sheet(id="other"),
    "an id of another type": group("a"),
    "a parent that does not exist": node("c", group="nowhere"),
    "an edge from nowhere": edge("nowhere", "a"),
    "an edge to nowhere": edge("a", "nowhere"),
    "an edge to an edge": edge("b", "a--b"),
    "an edge from a member to its own group": edge("a", "g"),
    "a group inside itself": group("g", parent="g"),
    "a place that is no number": node("c", x=math.nan),
    "a place beyond every screen": node("c", y=1e12),
    "a node without width": node("c", width=0),
    "a label that is a book": node("c", label="x" * 501),
    "an origin that is a book": node("c", origin="x" * 501),
    "too many inputs": node("c", inputs=("i",) * 101),
    "too many waypoints": edge("b", "a", waypoints=(Point(0, 0),) * 501),
    "an order beyond reason": node("c", z=10**9),
}


@pytest.mark.parametrize("record", BAD.values(), ids=BAD.keys())
def test_a_record_that_does_not_fit_is_refused_and_nothing_changes(record):
    doc = document(*GOOD)
    before = doc.snapshot()
    with pytest.raises(InvariantError), doc.edit("Bad") as edit:
        edit.put(record)
    assert doc.diagram.same_records(before)


def test_records_may_come_in_any_order():
    assert build_diagram(reversed(GOOD)).same_records(build_diagram(GOOD))


def test_groups_that_contain_each_other_are_refused_without_walking_for_ever():
    with pytest.raises(InvariantError, match="contain itself"):
        build_diagram([group("g", parent="h"), group("h", parent="i"), group("i", parent="g"), node("a", group="g")])


def test_an_id_used_twice_is_refused():
    with pytest.raises(InvariantError, match="twice"):
        build_diagram([node("a"), group("a")])


def test_nesting_has_a_limit():
    chain = [group("g0"), *(group(f"g{i}", parent=f"g{i - 1}") for i in range(1, 80))]
    with pytest.raises(InvariantError, match="deep"):
        build_diagram(chain)


def test_an_edge_may_join_a_group_with_a_stranger():
    diagram = build_diagram([*GOOD, Edge(id="e", source="g", target="b")])
    assert diagram.incident("g") == ("e",)
