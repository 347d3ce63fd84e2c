"""Whoever ranks and orders has to keep the same promises."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.layout.errors import ProviderError
from infrasketch_desktop.layout.graph import Box, Drawing, Link
from infrasketch_desktop.layout.layered import Layered, Rows, cut_links
from infrasketch_desktop.layout.ordering.dot import MOST_BOXES, MOST_CELLS, DotOrder
from infrasketch_desktop.layout.ordering.graphviz import Graphviz
from infrasketch_desktop.layout.ordering.median import MedianOrder
from infrasketch_desktop.layout.ordering.provider import FirstThatAnswers, OrderProvider

BOX = Box(100, 50)


@st.composite
def drawings(draw: st.DrawFn) -> Drawing:
    """Links lead from lower to higher numbers, so never in a circle; stubs come last."""
    inner = draw(st.integers(2, 10))
    pairs = [(a, b) for a in range(inner) for b in range(a + 1, inner)]
    links = [Link(a, b, draw(st.integers(1, 2))) for a, b in draw(st.lists(st.sampled_from(pairs), max_size=16))]
    above = tuple(range(inner, inner + draw(st.integers(0, 3))))
    below = tuple(range(inner + len(above), inner + len(above) + draw(st.integers(0, 3))))
    links += [Link(stub, draw(st.integers(0, inner - 1))) for stub in above]
    links += [Link(draw(st.integers(0, inner - 1)), stub) for stub in below]
    boxes = (BOX,) * (inner + len(above) + len(below))
    return Drawing(boxes, tuple(links), _tiers(draw, above), _tiers(draw, below))


def _tiers(draw: st.DrawFn, stubs: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    cut = draw(st.integers(0, len(stubs)))
    return tuple(tier for tier in (stubs[:cut], stubs[cut:]) if tier)


@pytest.fixture(scope="module", params=["dot", "median"])
def provider(request: pytest.FixtureRequest, cache_folder: Path) -> OrderProvider:
    return DotOrder(Graphviz(cache_folder)) if request.param == "dot" else MedianOrder()


@given(drawing=drawings())
def test_links_lead_down_far_enough_and_stubs_stand_on_their_borders(provider: OrderProvider, drawing: Drawing) -> None:
    ranks = provider.rank(drawing)
    assert all(ranks[link.lower] - ranks[link.upper] >= link.length for link in drawing.links)
    assert min(ranks) == 0
    above = {ranks[stub] for tier in drawing.above for stub in tier}
    below = {ranks[stub] for tier in drawing.below for stub in tier}
    inner = [rank for box, rank in enumerate(ranks) if box not in drawing.stubs]
    assert above <= {0}
    assert below <= {max(ranks)}
    assert not drawing.above or min(inner) > 0
    assert not drawing.below or max(inner) < max(ranks)


@given(drawing=drawings())
def test_every_cell_has_one_place_in_its_row_and_tiers_keep_their_order(
    provider: OrderProvider, drawing: Drawing
) -> None:
    layered = cut_links(drawing, provider.rank(drawing))
    rows = provider.order(drawing, layered)
    assert [sorted(row) for row in rows] == [
        [cell for cell, rank in enumerate(layered.ranks) if rank == number] for number in range(layered.height)
    ]
    for border in (drawing.above, drawing.below):
        tier_of = {stub: number for number, tier in enumerate(border) for stub in tier}
        found = [tier_of[cell] for row in rows for cell in row if cell in tier_of]
        assert found == sorted(found)


@given(drawing=drawings())
def test_the_same_question_gets_the_same_answer(provider: OrderProvider, drawing: Drawing) -> None:
    ranks = provider.rank(drawing)
    assert provider.rank(drawing) == ranks
    layered = cut_links(drawing, ranks)
    assert provider.order(drawing, layered) == provider.order(drawing, layered)


def crossings(layered: Layered, rows: Rows) -> int:
    place = {cell: number for row in rows for number, cell in enumerate(row)}
    steps = [(layered.ranks[a], place[a], place[b]) for a, b in layered.steps()]
    return sum(1 for r, a, b in steps for q, c, d in steps if r == q and a < c and b > d)


def test_a_crossing_that_can_be_avoided_is_avoided(provider: OrderProvider) -> None:
    drawing = Drawing((BOX,) * 6, (Link(0, 5), Link(1, 4), Link(2, 3), Link(0, 4), Link(2, 4)))
    layered = cut_links(drawing, provider.rank(drawing))
    assert crossings(layered, provider.order(drawing, layered)) == 0


def test_a_drawing_too_large_for_dot_is_declined_without_a_call() -> None:
    def render(_text: str) -> str:
        raise AssertionError

    with pytest.raises(ProviderError, match="too large"):
        DotOrder(render).rank(Drawing((BOX,) * (MOST_BOXES + 1), ()))
    deep = Drawing((BOX, BOX), (Link(0, 1),))
    with pytest.raises(ProviderError, match="too large"):
        DotOrder(render).order(deep, cut_links(deep, (0, MOST_CELLS)))


def test_an_answer_that_misses_a_box_is_declined() -> None:
    with pytest.raises(ProviderError, match="every box"):
        DotOrder(lambda _text: "digraph { n0 [rank=0]; }").rank(Drawing((BOX, BOX), (Link(0, 1),)))


def test_the_next_provider_answers_when_one_cannot() -> None:
    def broken(_text: str) -> str:
        raise ProviderError("broken")

    drawing = Drawing((BOX, BOX), (Link(0, 1),))
    provider = FirstThatAnswers((DotOrder(broken), MedianOrder()))
    assert provider.rank(drawing) == (0, 1)
    assert provider.order(drawing, cut_links(drawing, (0, 1))) == ((0,), (1,))
