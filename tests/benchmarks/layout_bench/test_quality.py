"""The yardstick itself: counted by hand on small drawings."""

from infrasketch_desktop.diagram.geometry import Point
from tests.benchmarks.layout_bench.graphs import system
from tests.benchmarks.layout_bench.quality import crossings, measure
from tests.support.diagrams import document, edge, group, node


def test_crossings_count_inner_points_only() -> None:
    level, upright = ((0.0, 5.0), (10.0, 5.0)), ((5.0, 0.0), (5.0, 10.0))
    touching, along = ((10.0, 5.0), (10.0, 9.0)), ((2.0, 5.0), (8.0, 5.0))
    assert crossings([level, upright]) == 1
    assert crossings([level, touching]) == 0
    assert crossings([level, along]) == 0


def test_a_bad_drawing_is_called_bad() -> None:
    records = [
        *(node("a"), node("b", 0, 400), node("wall", 0, 200), node("on-wall", 20, 220)),
        *(group("g"), node("x", 600, 0, group="g"), node("guest", 640, 10)),
        edge("a", "b", route=(Point(90, 80), Point(90, 400))),
    ]
    found = measure(document(*records).diagram)
    assert found.overlaps == 2
    assert found.through_nodes == 2
    assert found.intruders == 1
    assert found.length == 320


def test_systems_are_the_same_every_time() -> None:
    assert list(system(30, grouped=True)) == list(system(30, grouped=True))
    assert len(system(30).nodes) == 30
