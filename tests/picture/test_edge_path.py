from dataclasses import replace

import pytest

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import EdgeStyle
from infrasketch_desktop.diagram.records import Record, Sheet
from infrasketch_desktop.picture.edge_path import EdgePath, edge_path, middle, trimmed
from infrasketch_desktop.picture.shapes import Verb
from tests.support.diagrams import document, edge, group, node

ROUTE = (Point(180, 40), Point(240, 40), Point(240, 240), Point(400, 240))


def path(*records: Record, edge_id: str = "a--b", style: EdgeStyle = EdgeStyle.ORTHOGONAL) -> EdgePath:
    diagram = drawn(*records, style=style)
    return edge_path(diagram, diagram.edges[edge_id])


def drawn(*records: Record, style: EdgeStyle = EdgeStyle.ORTHOGONAL) -> Diagram:
    return document(*records, Sheet(edge_style=style)).diagram


def test_a_route_is_drawn_as_it_was_laid_out() -> None:
    found = path(node("a"), node("b", 400, 200), edge("a", "b", route=ROUTE, label_at=Point(300, 230)))
    assert found.points == ROUTE
    assert found.label == Point(300, 230)


def test_a_route_that_was_left_behind_is_passed_over() -> None:
    found = path(node("a"), node("b", 460, 200), edge("a", "b", route=ROUTE, label_at=Point(300, 230)))
    assert found.points == (Point(180, 40), Point(320, 40), Point(320, 240), Point(460, 240))
    assert found.label == Point(320, 140)


def test_waypoints_win_over_a_route() -> None:
    found = path(node("a"), node("b", 400, 200), edge("a", "b", route=ROUTE, waypoints=(Point(90, 300),)))
    assert found.points == (Point(90, 80), Point(90, 300), Point(245, 300), Point(245, 240), Point(400, 240))


def test_a_waypoint_on_the_border_adds_nothing() -> None:
    found = path(node("a"), node("b", 400, 0), edge("a", "b", waypoints=(Point(180, 40),)))
    assert found.points == (Point(180, 40), Point(400, 40))


def test_without_either_the_nearest_sides_are_joined() -> None:
    assert path(node("a"), node("b", 400, 0), edge("a", "b")).points == (Point(180, 40), Point(400, 40))


def test_an_edge_ends_at_the_frame_of_a_group() -> None:
    found = path(node("a"), group("g"), node("b", 500, 0, group="g"), edge("a", "g"), edge_id="a--g")
    assert found.points[-1].x == 480


def test_an_edge_into_a_folded_group_ends_at_its_card() -> None:
    records = (node("a"), group("g", collapsed=True), node("b", 500, 0, group="g"), node("c", 900, 0, group="g"))
    found = path(*records, edge("a", "b"))
    assert found.points[-1] == Point(700, drawn(*records).bounds("g").center.y)


def test_an_edge_within_a_folded_group_is_hidden() -> None:
    records = (group("g", collapsed=True), node("a", group="g"), node("b", 300, 0, group="g"), edge("a", "b"))
    assert not path(*records)


def test_an_edge_from_a_record_to_itself_is_seen() -> None:
    found = path(node("a"), edge("a", "a"), edge_id="a--a")
    assert len(found.points) > 2


def test_parallel_edges_keep_apart() -> None:
    records = (node("a"), node("b", 400, 0), edge("a", "b"), replace(edge("b", "a"), id="back"))
    there, back = path(*records), path(*records, edge_id="back")
    assert {there.points[0].y, back.points[-1].y} == {33.0, 47.0}


def test_straight_edges_ignore_the_corners_of_a_route() -> None:
    found = path(node("a"), node("b", 400, 200), edge("a", "b", route=ROUTE), style=EdgeStyle.STRAIGHT)
    assert len(found.points) == 2


@pytest.mark.parametrize("style", EdgeStyle)
def test_every_style_begins_and_ends_at_the_same_places(style: EdgeStyle) -> None:
    found = path(node("a"), node("b", 400, 200), edge("a", "b"), style=style)
    assert found.flattened()[0] == found.points[0]
    assert found.flattened()[-1] == found.points[-1]


def test_a_curve_leaves_and_arrives_square_to_the_sides() -> None:
    found = path(node("a"), node("b", 400, 200), edge("a", "b"), style=EdgeStyle.CURVED)
    move, curve = found.steps()
    assert curve.verb is Verb.CURVE
    assert move.points[0].y == curve.points[0].y
    assert curve.points[1].y == curve.points[2].y


def test_the_label_lies_in_the_middle_of_the_longest_way() -> None:
    assert middle((Point(0, 0), Point(10, 0), Point(10, 100))) == Point(10, 50)
    assert middle((Point(5, 5), Point(5, 5))) == Point(5, 5)


def test_room_for_arrow_heads_is_taken_from_the_ends() -> None:
    assert trimmed((Point(0, 0), Point(100, 0)), 5, 10) == (Point(5, 0), Point(90, 0))
    assert trimmed((Point(0, 0), Point(10, 0)), 0, 50) == (Point(0, 0), Point(5, 0))
