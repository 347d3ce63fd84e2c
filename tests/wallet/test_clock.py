"""Clocks that were turned back or are ahead: nothing is gained, nobody is locked out for good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.wallet.clock import Timeline, measure_ahead
from infrasketch_desktop.wallet.errors import LeaseOverError, NotEnoughCreditsError
from infrasketch_desktop.wallet.states import StateKind
from infrasketch_desktop.wallet.sync import accept, build_request
from tests.wallet.desks import DEVICE_KEY, SHA, Desk, price
from tests.wallet.model_server import LEASE, START_TIME, YEAR


def test_a_clock_turned_back_ten_years_gains_nothing(desk: Desk) -> None:
    with desk.open() as wallet:
        desk.server.grant("plan", 4, LotKind.PLAN, exp=START_TIME + 100)
        desk.sync(wallet)
        desk.clock += 90
        wallet.reserve("a", price(1))
        desk.clock += 20
        with pytest.raises(NotEnoughCreditsError):
            wallet.reserve("b", price(1))
        wallet.release("a")
        desk.clock -= 10 * YEAR
        with pytest.raises(NotEnoughCreditsError):
            wallet.reserve("c", price(1))


def test_a_clock_turned_back_does_not_lengthen_the_lease(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        desk.clock += LEASE
        wallet_is_over = wallet.state.kind
        desk.clock -= 10 * YEAR
        assert wallet_is_over is StateKind.LEASE_OVER
        assert wallet.state.kind is StateKind.READY  # time stands still at the last sync, and no further
        wallet.reserve("a", price(1))
        assert wallet.history()[0].at >= START_TIME


def test_an_entry_written_ten_years_ahead_holds_up_only_until_the_next_sync(desk: Desk) -> None:
    desk.server.lease = 40 * YEAR
    with desk.stocked(10) as wallet:
        desk.server.lease = LEASE
        desk.clock += 10 * YEAR
        wallet.reserve("a", price(1))
        wallet.commit("a", 1, SHA)
        desk.clock -= 10 * YEAR
        request = build_request(wallet, DEVICE_KEY, "1.x")
        accept(wallet, desk.server.sync(request))
        assert wallet.state.kind is StateKind.READY
        wallet.reserve("b", price(1))
        wallet.commit("b", 1, SHA)
        assert wallet.history()[0].at < START_TIME + YEAR
        desk.clock += LEASE
        with pytest.raises(LeaseOverError):
            wallet.reserve("c", price(1))


def test_a_clock_that_stays_ten_years_ahead_spends_after_a_sync(desk: Desk) -> None:
    desk.clock += 10 * YEAR
    desk.server.now = START_TIME
    with desk.open() as wallet:
        desk.server.grant("g1", 10)
        accept(wallet, desk.server.sync(build_request(wallet, DEVICE_KEY, "1.x")))
        assert wallet.balance().spendable == 10
        desk.clock += LEASE
        assert wallet.balance().spendable == 0


def test_an_answer_that_lay_about_as_a_file_does_not_lengthen_the_lease(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        answer = desk.server.sync(build_request(wallet, DEVICE_KEY, None), fresh=False)
        desk.clock += LEASE + 1
        accept(wallet, answer)
        assert wallet.state.kind is StateKind.LEASE_OVER


def test_a_clock_that_is_put_right_after_a_sync_goes_on_from_there() -> None:
    timeline = Timeline(server_time=START_TIME, ahead=10 * YEAR)
    assert timeline.now(START_TIME + 10 * YEAR + 60) == START_TIME + 60
    assert timeline.now(START_TIME + 10 * YEAR - 60) == START_TIME
    assert timeline.now(START_TIME + 300) == START_TIME + 300
    assert timeline.now(START_TIME - YEAR) == START_TIME


@given(st.integers(0, 4 * YEAR), st.integers(0, 4 * YEAR), st.integers(0, 4 * YEAR), st.integers(0, 8 * YEAR))
def test_time_never_runs_behind_what_was_seen(server: int, entry: int, ahead: int, clock: int) -> None:
    now = Timeline(server, entry, ahead).now(clock)
    assert now >= max(server, entry)
    assert now <= max(server, entry, clock)
    assert measure_ahead(clock, server) >= 0
