"""The burn order is total, and nothing is picked that is not there or not usable."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.fields import Fields
from infrasketch_desktop.credits.lots import PRIORITIES, Lot, LotKind, burn_key, pick
from tests.credits.strategies import AMOUNTS, LOT_IDS, LOT_SETS, TIMES, lots


def lot(g: str, kind: LotKind = LotKind.PACK, *, eff: int = 0, exp: int | None = None, prio: int | None = None) -> Lot:
    return Lot(g, kind, PRIORITIES[kind] if prio is None else prio, eff, exp, 100, 0, 0)


@given(LOT_SETS, st.randoms(use_true_random=False))
def test_the_burn_order_does_not_depend_on_where_lots_stood(found: tuple[Lot, ...], chance: random.Random) -> None:
    shuffled = chance.sample(found, len(found))
    assert sorted(shuffled, key=burn_key) == sorted(found, key=burn_key)


@given(LOT_SETS)
def test_no_two_lots_are_equal_in_the_burn_order(found: tuple[Lot, ...]) -> None:
    assert all(burn_key(one) < burn_key(next_one) for one, next_one in pairwise(sorted(found, key=burn_key)))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(lot("z", LotKind.PLAN), lot("a", LotKind.BONUS, exp=1), id="priority before all else"),
        pytest.param(lot("z", LotKind.PACK), lot("a", LotKind.GRACE), id="grace is the last"),
        pytest.param(lot("z", exp=5), lot("a", exp=6), id="earlier expiry"),
        pytest.param(lot("z", exp=5), lot("a"), id="what never expires waits"),
        pytest.param(lot("z", LotKind.BONUS, prio=30), lot("a", LotKind.PACK), id="free before paid"),
        pytest.param(lot("z", eff=1), lot("a", eff=2), id="earlier start"),
        pytest.param(lot("a"), lot("b"), id="the id decides at last"),
    ],
)
def test_what_burns_first(first: Lot, second: Lot) -> None:
    assert sorted([second, first], key=burn_key) == [first, second]


@given(LOT_SETS, st.dictionaries(LOT_IDS, st.integers(-5, 60)), st.integers(-5, 200), TIMES)
def test_what_is_picked_is_there_usable_and_asked_for(
    found: tuple[Lot, ...], remaining: dict[str, int], amount: int, now: int
) -> None:
    by_id = {lot.g: lot for lot in found}
    picked = pick(found, remaining, amount, now)
    usable = sum(max(0, remaining.get(one.g, 0)) for one in found if one.usable_at(now))
    assert sum(picked.values()) == max(0, min(amount, usable))
    assert all(0 < part <= remaining[g] and by_id[g].usable_at(now) for g, part in picked.items())


@given(LOT_SETS, st.dictionaries(LOT_IDS, AMOUNTS), AMOUNTS, TIMES)
def test_no_lot_is_touched_before_an_earlier_one_is_empty(
    found: tuple[Lot, ...], remaining: dict[str, int], amount: int, now: int
) -> None:
    picked = pick(found, remaining, amount, now)
    usable = [one for one in sorted(found, key=burn_key) if one.usable_at(now)]
    touched = [index for index, one in enumerate(usable) if one.g in picked]
    for one in usable[: max(touched, default=0)]:
        assert picked.get(one.g, 0) == remaining.get(one.g, 0)


def test_a_lot_is_usable_from_its_start_until_just_before_its_end() -> None:
    one = lot("a", eff=10, exp=20)
    assert [now for now in (9, 10, 19, 20) if one.usable_at(now)] == [10, 19]


@given(lots())
def test_a_lot_is_read_as_it_was_written(one: Lot) -> None:
    assert Lot.read(Fields(one.payload())) == one


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("g", ""),
        ("kind", "gift"),
        ("prio", -1),
        ("eff", True),
        ("exp", "never"),
        ("allot", -1),
        ("ret", None),
        ("cons", "3"),
        ("recall", -1),
        pytest.param("cons", 101, id="more consumed than allotted"),
    ],
)
def test_a_lot_that_cannot_be_is_refused(name: str, value: object) -> None:
    with pytest.raises(DocumentError) as refused:
        Lot.read(Fields(lot("a").payload() | {name: value}))
    assert refused.value.reason == Reason.FIELD
