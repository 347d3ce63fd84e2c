"""Which routes hold after things moved."""

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.layout.axes import Axes
from infrasketch_desktop.layout.labels import estimated_size
from infrasketch_desktop.layout.monitor import Monitor
from infrasketch_desktop.layout.routing.router import Routed
from infrasketch_desktop.layout.settling import Stage, settle_routes
from infrasketch_desktop.layout.view import View
from tests.support.diagrams import document, edge, node

STRAIGHT = (Point(90, 80), Point(90, 600))
SHEET = document(node("a"), node("b", 0, 600), node("wall", 0, 300), edge("a", "b", route=STRAIGHT)).diagram
STAGE = Stage(SHEET, View(SHEET), Axes(Direction.DOWN), estimated_size)
UNMOVED = dict(View(SHEET).rects)


def test_a_drawn_route_counts_only_where_nothing_is_in_its_way() -> None:
    drawn = {"a--b": Routed(STRAIGHT, None)}
    moved = {i: rect for i, rect in UNMOVED.items() if i != "wall"}
    assert settle_routes(STAGE, moved, drawn, Monitor(), trust=True)["a--b"].route == STRAIGHT
    assert len(settle_routes(STAGE, moved, drawn, Monitor(), trust=False)["a--b"].route) > 2


def test_a_route_that_something_moved_onto_is_found_anew() -> None:
    moved = {i: rect for i, rect in UNMOVED.items() if i != "wall"}
    assert len(settle_routes(STAGE, moved, {}, Monitor(), trust=False)["a--b"].route) > 2


def test_a_route_with_something_on_it_that_was_always_there_is_kept() -> None:
    assert settle_routes(STAGE, UNMOVED, {}, Monitor(), trust=False)["a--b"].route == STRAIGHT
