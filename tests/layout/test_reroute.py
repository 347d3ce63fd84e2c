"""Single edges are routed anew around what stands in between."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.layout.reroute import reroute
from tests.layout.sheets import on_border, runs_through, sheets, shown_edges
from tests.support.diagrams import document, edge, group, node


@given(sheets())
def test_routes_join_the_borders_whatever_the_diagram_looks_like(sheet: Diagram) -> None:
    found = reroute(sheet, sheet.edges)
    for asked, source, target in shown_edges(sheet):
        route = found[asked.id].route
        assert on_border(route[0], source)
        assert on_border(route[-1], target)
        assert all(a.x == b.x or a.y == b.y for a, b in pairwise(route))


@given(sheets())
def test_the_same_question_gets_the_same_answer(sheet: Diagram) -> None:
    assert reroute(sheet, sheet.edges) == reroute(sheet, sorted(sheet.edges, reverse=True))


def test_a_free_way_is_straight() -> None:
    sheet = document(node("a"), node("b", 0, 200), edge("a", "b")).diagram
    assert reroute(sheet, ["a--b"])["a--b"].route == (Point(90, 80), Point(90, 200))


def test_a_way_leads_around_what_stands_in_between() -> None:
    sheet = document(node("a"), node("wall", -200, 150, width=500), node("b", 0, 400), edge("a", "b")).diagram
    routed = replace(sheet.edges["a--b"], route=reroute(sheet, ["a--b"])["a--b"].route)
    assert not runs_through(routed, sheet.bounds("wall"))


def test_a_way_leads_around_groups_that_hold_neither_end() -> None:
    records = [node("a"), group("g"), node("x", 0, 200, group="g"), node("b", 0, 420), edge("a", "b")]
    sheet = document(*records).diagram
    routed = replace(sheet.edges["a--b"], route=reroute(sheet, ["a--b"])["a--b"].route)
    assert not runs_through(routed, sheet.bounds("g"))


def test_labels_keep_off_nodes_and_each_other() -> None:
    records = [
        node("a"),
        node("b", 0, 200),
        edge("a", "b", label="asks every second"),
        replace(edge("b", "a", label="answers in time"), id="back"),
    ]
    sheet = document(*records).diagram
    found = reroute(sheet, sheet.edges)
    one, two = found["a--b"].label, found["back"].label
    assert one is not None
    assert two is not None
    assert abs(one.x - two.x) >= 124 or abs(one.y - two.y) >= 18


def test_edges_with_waypoints_and_hidden_ones_are_left_out() -> None:
    records = [
        *(node("a"), node("b", 0, 200), group("g", collapsed=True), node("c", group="g"), node("d", group="g")),
        *(edge("a", "b", waypoints=(Point(300, 100),)), edge("c", "d")),
    ]
    assert reroute(document(*records).diagram, ["a--b", "c--d", "nowhere"]) == {}


def test_an_edge_across_a_crowd_gets_a_plain_elbow() -> None:
    crowd = [node(f"n{i:03d}", 200 * (i % 20), 100 * (i // 20)) for i in range(400)]
    sheet = document(*crowd, edge("n000", "n399")).diagram
    assert len(reroute(sheet, ["n000--n399"])["n000--n399"].route) == 4


def test_where_groups_close_all_ways_one_leads_through_but_around_what_they_hold() -> None:
    ring = [node("n1", 0, -300, group="g"), node("n2", 0, 300, group="g"), node("n3", -400, 0, group="g")]
    sheet = document(
        group("g"), *ring, node("n4", 400, 0, group="g"), node("in"), node("out", 0, 600), edge("in", "out")
    )
    routed = replace(sheet.diagram.edges["in--out"], route=reroute(sheet.diagram, ["in--out"])["in--out"].route)
    assert not any(runs_through(routed, sheet.diagram.bounds(f"n{i}")) for i in range(1, 5))
