"""What may be spent here and now follows from the receipt and the entries after it, and is never below zero."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.credits.chain import GENESIS, Entry, EntryKind
from infrasketch_desktop.credits.holdings import NOTHING, Holdings, hold
from infrasketch_desktop.credits.lots import PRIORITIES, Lot, LotKind
from tests.credits.strategies import AMOUNTS, CREDITS_BY_LOT, LOT_SETS, TIMES

FOR_EVER = 10**9
PACK = Lot("pack", LotKind.PACK, PRIORITIES[LotKind.PACK], 0, None, 100, 0, 0)
PLAN = Lot("plan", LotKind.PLAN, PRIORITIES[LotKind.PLAN], 0, 500, 20, 0, 0)


def entry(kind: EntryKind, op: str, **amounts: int) -> Entry:
    return Entry(1, GENESIS, 0, kind, op, 0, amounts)


def held(*later: Entry, reserves: tuple[Entry, ...] = (), lease_until: int = FOR_EVER) -> Holdings:
    return hold((PACK, PLAN), lease_until, later, reserves)


ENTRIES = st.lists(
    st.builds(
        lambda kind, op, amounts: entry(kind, op, **amounts),
        st.sampled_from(EntryKind),
        st.sampled_from("abcdef"),
        CREDITS_BY_LOT,
    ),
    max_size=8,
)


@given(LOT_SETS, ENTRIES, ENTRIES, TIMES, TIMES, AMOUNTS)
def test_nothing_is_ever_below_zero_or_picked_beyond_what_is_there(  # noqa: PLR0917 - one strategy each
    lots: tuple[Lot, ...], later: list[Entry], reserves: list[Entry], lease: int, now: int, amount: int
) -> None:
    holdings = hold(lots, lease, later, reserves)
    assert all(left >= 0 for left in holdings.remaining.values())
    picked = holdings.pick(amount, now)
    assert (picked is None) == (amount > holdings.spendable(now))
    if picked is not None:
        assert sum(picked.values()) == amount
        assert all(part <= holdings.remaining[g] for g, part in picked.items())


@given(LOT_SETS, st.lists(st.tuples(st.sampled_from("crx"), AMOUNTS), max_size=8))
def test_work_paid_out_of_what_remains_leaves_the_rest(lots: tuple[Lot, ...], work: list[tuple[str, int]]) -> None:
    """Remaining = allotted - returned - consumed - later commits - open reservations, whatever the work was."""
    later: list[Entry] = []
    reserves: list[Entry] = []
    left = sum(lot.bucket for lot in lots)
    usable = tuple(replace(lot, eff=0, exp=None) for lot in lots)
    for number, (end, wanted) in enumerate(work):
        picked = hold(usable, FOR_EVER, later, reserves).pick(wanted, 0)
        if picked is None:
            continue
        if end == "c":
            later.append(entry(EntryKind.COMMIT, f"op-{number}", **picked))
        elif end == "r":
            reserves.append(entry(EntryKind.RESERVE, f"op-{number}", **picked))
        left -= wanted if end != "x" else 0
    holdings = hold(usable, FOR_EVER, later, reserves)
    assert holdings.spendable(0) == left
    assert holdings.reserved == sum(reserve.total for reserve in reserves)


def test_commits_returns_and_open_reservations_lessen_a_lot() -> None:
    holdings = held(
        entry(EntryKind.COMMIT, "a", pack=5),
        entry(EntryKind.RETURN, "b", pack=30),
        reserves=(entry(EntryKind.RESERVE, "c", pack=7, plan=2),),
    )
    assert holdings.remaining == {"pack": 58, "plan": 18}
    assert holdings.reserved == 9


def test_a_reversal_gives_back_what_its_commit_took() -> None:
    paid = entry(EntryKind.COMMIT, "a", pack=5)
    assert held(paid, entry(EntryKind.REVERSAL, "a", pack=5)).remaining["pack"] == 100


def test_a_reversal_is_worth_nothing_once_the_server_has_counted_the_commit() -> None:
    assert held(entry(EntryKind.REVERSAL, "a", pack=5)).remaining["pack"] == 100


def test_a_second_reversal_gives_nothing() -> None:
    paid, undone = entry(EntryKind.COMMIT, "a", pack=5), entry(EntryKind.REVERSAL, "a", pack=5)
    assert held(paid, undone, undone).remaining["pack"] == 100


def test_what_is_consumed_or_returned_by_the_receipt_is_gone() -> None:
    holdings = hold((replace(PACK, ret=10, cons=30),), FOR_EVER, (), ())
    assert holdings.remaining == {"pack": 60}


def test_nothing_is_spent_from_the_end_of_the_lease() -> None:
    holdings = held(lease_until=400)
    assert [holdings.spendable(now) for now in (399, 400)] == [120, 0]
    assert holdings.pick(1, 400) is None


def test_an_expired_lot_counts_no_more() -> None:
    assert [held().spendable(now) for now in (499, 500)] == [120, 100]


def test_credits_are_picked_in_burn_order() -> None:
    assert held().pick(25, 0) == {"plan": 20, "pack": 5}


def test_free_work_takes_nothing_even_from_an_empty_wallet() -> None:
    assert NOTHING.pick(0, 0) == {}
    assert NOTHING.pick(1, 0) is None
