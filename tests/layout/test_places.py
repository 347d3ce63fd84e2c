"""Packing, free places and strips."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.geometry import Point, Rect, Side
from infrasketch_desktop.layout.packing import pack
from infrasketch_desktop.layout.spots import RectIndex, free_place
from infrasketch_desktop.layout.strip import Strip, best_strip

extents = st.tuples(st.integers(20, 600), st.integers(20, 400))
rects = st.builds(Rect, st.integers(-900, 900), st.integers(-900, 900), st.integers(1, 500), st.integers(1, 500))


@given(st.lists(extents, max_size=20), st.booleans())
def test_packed_rectangles_keep_apart_and_lie_on_the_grid(sizes: list[tuple[int, int]], first: bool) -> None:
    places = pack(sizes, first_stays=first and bool(sizes))
    packed = [Rect(*place, *size) for place, size in zip(places, sizes, strict=True)]
    assert all(not a.inflated(29).intersects(b.inflated(29)) for a, b in combinations(packed, 2))
    assert all(x % 20 == y % 20 == 0 and x >= 0 and y >= 0 for x, y in places)


def test_what_links_cross_keeps_its_side_to_itself() -> None:
    first, *others = pack([(100, 900), (50, 50), (50, 50)], first_stays=True)
    assert first == (0, 0)
    assert all(x >= 160 for x, _ in others)


@given(st.lists(rects, max_size=12), rects)
def test_a_free_place_is_free(taken: list[Rect], wanted: Rect) -> None:
    index = RectIndex((str(n), rect) for n, rect in enumerate(taken))
    x, y = free_place(wanted, index, 10)
    found = Rect(x, y, wanted.width, wanted.height).inflated(10)
    assert not any(found.intersects(rect) for rect in taken)


@given(st.lists(rects, max_size=12), rects)
def test_a_free_place_stays_where_it_is(taken: list[Rect], wanted: Rect) -> None:
    index = RectIndex((str(n), rect) for n, rect in enumerate(taken))
    x, y = free_place(wanted, index, 10)
    assert free_place(Rect(x, y, wanted.width, wanted.height), index, 10) == (x, y)


@given(st.lists(rects, max_size=12), rects)
def test_an_index_finds_what_meets(stored: list[Rect], asked: Rect) -> None:
    index = RectIndex((f"{n:02d}", rect) for n, rect in enumerate(stored))
    assert index.meeting(asked) == [f"{n:02d}" for n, rect in enumerate(stored) if rect.intersects(asked)]


@given(st.lists(rects, max_size=12), st.sampled_from(Side), st.integers(-500, 500))
def test_a_strip_brings_nothing_closer(stored: list[Rect], side: Side, place: int) -> None:
    strip = Strip(side, place, 100)
    for a, b in combinations(stored, 2):
        if not a.intersects(b):
            assert not strip.moved(a).intersects(strip.moved(b))


def test_the_strip_that_moves_least_is_taken() -> None:
    inner = Rect(0, 0, 180, 80)
    around = {"below": Rect(0, 200, 180, 80), "right": Rect(300, 0, 180, 80), "left": Rect(-300, 0, 180, 80)}
    strip = best_strip(inner, Rect(0, 0, 180, 80), {**around, "mine": inner}, frozenset())
    assert strip == Strip(Side.TOP, 0, 100)
    held = best_strip(inner, Rect(0, 0, 180, 80), {**around, "over": Rect(0, -200, 9, 9)}, frozenset({"over", "below"}))
    assert held is not None
    assert held.side in {Side.LEFT, Side.RIGHT}
    assert best_strip(inner, inner, around | {"over": Rect(0, -200, 9, 9)}, frozenset({*around, "over"})) is None


def test_lines_stretch_with_a_strip() -> None:
    strip = Strip(Side.BOTTOM, 100, 40)
    assert strip.moved_route((Point(0, 50), Point(0, 150))) == (Point(0, 50), Point(0, 190))
