"""Alignment and distribution as questions: where the corners go."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.align import Alignment, Axis, aligned, distributed
from infrasketch_desktop.diagram.geometry import Point, Rect
from tests.support.diagrams import document, group, node

RECTS = {"a": Rect(0, 0, 100, 40), "b": Rect(50, 100, 200, 60)}


@pytest.mark.parametrize(
    ("how", "corners"),
    [
        (Alignment.LEFT, [(0, 0), (0, 100)]),
        (Alignment.CENTER, [(75, 0), (25, 100)]),
        (Alignment.RIGHT, [(150, 0), (50, 100)]),
        (Alignment.TOP, [(0, 0), (50, 0)]),
        (Alignment.MIDDLE, [(0, 60), (50, 50)]),
        (Alignment.BOTTOM, [(0, 120), (50, 100)]),
    ],
)
def test_rectangles_share_a_line(how: Alignment, corners: list[tuple[float, float]]):
    assert list(aligned(RECTS, how).values()) == [Point(*c) for c in corners]


def test_gaps_become_equal_between_the_outermost():
    rects = {"c": Rect(0, 0, 100, 40), "a": Rect(110, 0, 50, 40), "b": Rect(400, 0, 100, 40)}
    assert distributed(rects, Axis.HORIZONTAL) == {"c": Point(0, 0), "a": Point(225, 0), "b": Point(400, 0)}


def test_two_have_nothing_to_distribute():
    assert distributed(RECTS, Axis.VERTICAL) == {"a": Point(0, 0), "b": Point(50, 100)}
    assert aligned({}, Alignment.LEFT) == {}


sides = st.integers(1, 300)
places = st.integers(-1000, 1000)
rects = st.dictionaries(st.text(max_size=3), st.builds(Rect, places, places, sides, sides), min_size=1, max_size=8)


@given(rects, st.sampled_from(Alignment))
def test_aligning_again_changes_nothing(found: dict[str, Rect], how: Alignment):
    once = {k: Rect(*p, found[k].width, found[k].height) for k, p in aligned(found, how).items()}
    assert aligned(once, how) == {k: Point(r.x, r.y) for k, r in once.items()}


@given(rects, st.sampled_from(Axis))
def test_distributing_moves_along_one_axis_and_evens_the_gaps(found: dict[str, Rect], axis: Axis):
    across = axis is Axis.HORIZONTAL
    moved = {k: Rect(*p, found[k].width, found[k].height) for k, p in distributed(found, axis).items()}
    assert all((r.y == found[k].y) if across else (r.x == found[k].x) for k, r in moved.items())
    spans = [(r.left, r.right) if across else (r.top, r.bottom) for r in moved.values()]
    gaps = [start - end for (_, end), (start, _) in pairwise(spans)]
    if len(gaps) > 1:
        assert max(gaps) - min(gaps) <= 2  # corners are rounded to whole units


def test_aligned_nodes_count_as_placed_by_hand_and_locked_ones_stay():
    doc = document(node("a", 0, 0, locked=True), node("b", 50, 200), group("g"), node("m", 400, 400, group="g"))
    with doc.edit("Align") as edit:
        edits.align(edit, ["a", "b", "g"], Alignment.LEFT)
    assert [n.x for n in doc.diagram.nodes.values()] == [0, 0, 20]
    assert [n.pinned for n in doc.diagram.nodes.values()] == [False, True, True]


def test_nodes_are_distributed():
    doc = document(node("a", 0, 0), node("b", 0, 100), node("c", 0, 400))
    with doc.edit("Distribute") as edit:
        edits.distribute(edit, ["a", "b", "c"], Axis.VERTICAL)
    assert [n.y for n in doc.diagram.nodes.values()] == [0, 200, 400]
