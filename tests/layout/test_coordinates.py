"""Places along a row."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.layout.coordinates import fit_in_order, weighted_median

wishes = st.lists(st.tuples(st.integers(-500, 500), st.integers(1, 8), st.integers(0, 100)), min_size=1, max_size=8)


def cost(places: list[float], case: list[tuple[int, int, int]]) -> float:
    return sum(weight * (place - wish) ** 2 for place, (wish, weight, _) in zip(places, case, strict=True))


def starts_of(case: list[tuple[int, int, int]]) -> list[float]:
    starts = [0.0]
    for *_, distance in case[:-1]:
        starts.append(starts[-1] + distance)
    return starts


@given(wishes)
def test_order_and_distances_are_kept(case: list[tuple[int, int, int]]) -> None:
    starts = starts_of(case)
    places = fit_in_order([w for w, *_ in case], [w for _, w, _ in case], starts)
    for (a, b), (s, t) in zip(pairwise(places), pairwise(starts), strict=True):
        assert b - a >= t - s - 1e-6


@given(wishes, st.integers(0, 7), st.floats(-50, 50))
def test_no_small_change_is_better(case: list[tuple[int, int, int]], which: int, by: float) -> None:
    starts = starts_of(case)
    places = fit_in_order([w for w, *_ in case], [w for _, w, _ in case], starts)
    other = list(places)
    other[which % len(other)] += by
    if all(b - a >= t - s for (a, b), (s, t) in zip(pairwise(other), pairwise(starts), strict=True)):
        assert cost(places, case) <= cost(other, case) + 1e-6


def test_wishes_that_agree_are_granted() -> None:
    assert fit_in_order([0, 100, 250], [1, 1, 1], [0, 60, 120]) == [0, 100, 250]


def test_a_heavy_wish_wins() -> None:
    light, heavy = fit_in_order([0, 0], [1, 99], [0, 100])
    assert heavy == pytest.approx(1)
    assert light == pytest.approx(-99)


@pytest.mark.parametrize(
    ("values", "median"),
    [
        ([(1, 1)], 1),
        ([(1, 1), (3, 1)], 2),
        ([(1, 1), (3, 1), (9, 1)], 3),
        ([(1, 1), (3, 8)], 3),
    ],
)
def test_weighted_median(values: list[tuple[float, float]], median: float) -> None:
    assert weighted_median(values) == median
