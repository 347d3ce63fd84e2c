"""Reserve, commit, release, reverse: what each does to the balance, and what is refused."""

from __future__ import annotations

import pytest

from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.credits.quotes import Quote
from infrasketch_desktop.wallet.balances import MovementKind, MovementState
from infrasketch_desktop.wallet.errors import (
    LeaseOverError,
    NotEnoughCreditsError,
    OperationError,
    PricesChangedError,
)
from infrasketch_desktop.wallet.states import StateKind
from tests.wallet.desks import SHA, Desk, price
from tests.wallet.model_server import LEASE


def test_a_new_wallet_has_nothing_and_says_how_to_begin(desk: Desk) -> None:
    with desk.opened().wallet as wallet:
        assert wallet.balance().total == 0
        assert wallet.state.kind is StateKind.NEW
        with pytest.raises(NotEnoughCreditsError, match="Connect once"):
            wallet.reserve("op", price(1))


def test_a_receipt_brings_credits(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        balance = wallet.balance()
        assert (balance.spendable, balance.total, balance.low) == (10, 10, False)
        assert wallet.state.kind is StateKind.READY
        assert wallet.verify() == []
        (received,) = wallet.history()
        assert (received.kind, received.title, received.amount) == (MovementKind.RECEIVED, "Credits bought", 10)


def test_reserved_credits_cannot_be_spent_twice(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        wallet.reserve("a", price(7))
        assert (wallet.balance().spendable, wallet.balance().reserved, wallet.balance().total) == (3, 7, 10)
        with pytest.raises(NotEnoughCreditsError) as refused:
            wallet.reserve("b", price(4))
        assert (refused.value.required, refused.value.remaining) == (4, 3)


def test_a_commit_charges_what_was_used_and_frees_the_rest(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        wallet.reserve("a", price(7))
        assert wallet.commit("a", 5, SHA) == 5
        assert (wallet.balance().spendable, wallet.balance().reserved) == (5, 0)
        newest = wallet.history()[0]
        assert (newest.amount, newest.balance_after, newest.state) == (-5, 5, MovementState.DONE)


def test_a_release_costs_nothing(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        wallet.reserve("a", price(7))
        assert wallet.release("a")
        assert wallet.release("a")
        assert wallet.balance().spendable == 10
        assert len(wallet.history()) == 1


def test_a_reversal_gives_back_once(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        wallet.reserve("a", price(7))
        wallet.commit("a", 7, SHA)
        assert wallet.reverse("a") == 7
        assert wallet.reverse("a") == 0
        assert wallet.balance().spendable == 10


def test_what_the_server_counted_comes_back_with_the_next_receipt(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        wallet.reserve("a", price(7))
        wallet.commit("a", 7, SHA)
        desk.sync(wallet)
        wallet.reverse("a")
        assert (wallet.balance().spendable, wallet.balance().awaited, wallet.balance().total) == (3, 7, 10)
        desk.sync(wallet)
        assert (wallet.balance().spendable, wallet.balance().awaited, wallet.balance().total) == (10, 0, 10)
        assert [movement.amount for movement in wallet.history()] == [7, -7, 10]


def test_a_double_click_is_one_reservation(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        first, second = wallet.reserve("a", price(7)), wallet.reserve("a", price(7))
        assert (first.is_new, second.is_new) == (True, False)
        assert wallet.balance().reserved == 7


def test_a_commit_once_more_changes_nothing(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        wallet.reserve("a", price(7))
        assert wallet.commit("a", 7, SHA) == wallet.commit("a", 7, SHA) == 7
        assert wallet.balance().total == 3


def test_an_operation_that_ended_cannot_begin_again(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        wallet.reserve("a", price(7))
        wallet.release("a")
        with pytest.raises(OperationError):
            wallet.reserve("a", price(7))


@pytest.mark.parametrize("actual", [0, 8, -1])
def test_a_commit_stays_within_what_was_reserved(desk: Desk, actual: int) -> None:
    with desk.stocked(10) as wallet:
        wallet.reserve("a", price(7))
        with pytest.raises(OperationError):
            wallet.commit("a", actual, SHA)
        assert wallet.balance().reserved == 7


def test_what_was_never_reserved_is_not_paid(desk: Desk) -> None:
    with desk.stocked(10) as wallet, pytest.raises(OperationError):
        wallet.commit("a", 1, SHA)


def test_credits_that_end_first_are_spent_first(desk: Desk) -> None:
    wallet = desk.open()
    with wallet:
        desk.server.grant("pack", 10)
        desk.server.grant("bonus", 3, LotKind.BONUS)
        desk.server.grant("plan", 4, LotKind.PLAN, exp=desk.clock + 100)
        desk.sync(wallet)
        assert dict(wallet.reserve("a", price(8)).lots) == {"plan": 4, "bonus": 3, "pack": 1}


def test_nothing_is_spent_after_its_expiry(desk: Desk) -> None:
    wallet = desk.open()
    with wallet:
        desk.server.grant("plan", 4, LotKind.PLAN, exp=desk.clock + 100)
        desk.sync(wallet)
        desk.clock += 100
        assert wallet.balance().spendable == 0
        with pytest.raises(NotEnoughCreditsError):
            wallet.reserve("a", price(1))


def test_work_that_began_in_time_is_paid_after_the_expiry(desk: Desk) -> None:
    wallet = desk.open()
    with wallet:
        desk.server.grant("plan", 4, LotKind.PLAN, exp=desk.clock + 100)
        desk.sync(wallet)
        wallet.reserve("a", price(2))
        desk.clock += 100
        assert wallet.commit("a", 2, SHA) == 2


def test_nothing_is_spent_after_the_lease(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        desk.clock += LEASE + 10
        assert wallet.state.kind is StateKind.LEASE_OVER
        assert (wallet.balance().spendable, wallet.balance().total) == (0, 10)
        with pytest.raises(LeaseOverError, match="sync"):
            wallet.reserve("a", price(1))
        desk.server.now = desk.clock
        desk.sync(wallet)
        assert wallet.reserve("a", price(1)).total == 1


def test_a_quote_by_other_prices_has_to_be_confirmed_again(desk: Desk) -> None:
    with desk.stocked(10) as wallet, pytest.raises(PricesChangedError):
        wallet.reserve("a", Quote(price(1).lines, version=99))


def test_the_history_comes_in_pages(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        for name in "abc":
            wallet.reserve(name, price(1))
            wallet.commit(name, 1, SHA)
        first = wallet.history(limit=2)
        second = wallet.history(limit=2, before=first[-1].number)
        assert [movement.balance_after for movement in first + second] == [7, 8, 9, 10]


def test_two_wallets_over_one_file_never_overspend(desk: Desk) -> None:
    with desk.stocked(10) as one, desk.open() as other:
        one.reserve("a", price(6))
        with pytest.raises(NotEnoughCreditsError):
            other.reserve("b", price(6))
        other.reserve("c", price(4))
        assert (one.balance().spendable, one.balance().reserved) == (0, 10)
        assert one.commit("a", 6, SHA) == 6
        assert other.verify() == one.verify() == []
