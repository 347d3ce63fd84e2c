"""What the window knows about credits, when it asks, and from which thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.credits.controller import CreditsController, Link
from infrasketch_desktop.ui.credits.desk import Balance, State
from infrasketch_desktop.wallet.errors import KeyLostError, WalletError
from tests.support.credits_desk import MemoryDesk

Settled = Callable[[], None]


class BuiltIn(MemoryDesk):
    """Its server is one that the program would have to start."""

    def _balance(self) -> Balance:
        from dataclasses import replace

        return replace(super()._balance(), built_in=True)


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk(250)


@pytest.fixture
def troubles() -> list[Exception]:
    return []


@pytest.fixture
def controller(qtbot: QtBot, desk: MemoryDesk, troubles: list[Exception]) -> Iterator[CreditsController]:
    made = CreditsController(lambda: desk, troubles.append)
    yield made
    made.close()


@pytest.fixture
def settled(controller: CreditsController, qtbot: QtBot) -> Settled:
    return lambda: qtbot.waitUntil(lambda: not controller.busy)


def test_before_the_wallet_was_read_nothing_is_known(controller: CreditsController, desk: MemoryDesk) -> None:
    assert controller.known.balance is None
    assert desk.calls == []


def test_after_the_start_a_server_that_was_met_is_met_again(
    controller: CreditsController, desk: MemoryDesk, settled: Settled
) -> None:
    controller.wake()
    settled()
    assert controller.known.balance is not None
    assert controller.known.balance.spendable == 250
    assert controller.known.link is Link.SYNCED


def test_a_server_that_was_never_met_is_left_alone(
    controller: CreditsController, desk: MemoryDesk, settled: Settled
) -> None:
    desk.state, desk.met = State.NEW, None
    controller.wake()
    settled()
    assert "sync" not in desk.calls


class TestBuiltIn:
    @pytest.fixture
    def desk(self) -> MemoryDesk:
        return BuiltIn(250)

    def test_a_server_of_our_own_is_not_started_unasked(
        self, controller: CreditsController, desk: MemoryDesk, settled: Settled
    ) -> None:
        controller.wake()
        settled()
        assert "sync" not in desk.calls
        controller.sync()
        settled()
        assert controller.known.link is Link.SYNCED


def test_offline_is_a_state_and_no_trouble(
    controller: CreditsController, desk: MemoryDesk, settled: Settled, troubles: list[Exception]
) -> None:
    desk.online = False
    controller.wake()
    settled()
    assert controller.known.link is Link.OFFLINE
    assert controller.known.balance is not None
    assert troubles == []


def test_a_sync_asked_for_during_a_sync_follows_it(
    controller: CreditsController, desk: MemoryDesk, settled: Settled
) -> None:
    desk.gate.clear()
    controller.sync()
    controller.sync()
    controller.sync()
    desk.gate.set()
    settled()
    assert desk.calls.count("sync") == 2


def test_why_a_sync_was_refused_is_kept(controller: CreditsController, desk: MemoryDesk, settled: Settled) -> None:
    desk.refusal = WalletError("The receipt was refused.")
    controller.sync()
    settled()
    assert controller.known.link is Link.TROUBLE
    assert controller.known.trouble == "The receipt was refused."
    assert not controller.known.needs_anew


def test_a_lost_key_asks_for_a_new_device(controller: CreditsController, desk: MemoryDesk, settled: Settled) -> None:
    desk.refusal = KeyLostError("The key is gone.")
    controller.sync()
    settled()
    assert controller.known.needs_anew
    desk.refusal = None
    controller.begin_anew()
    settled()
    assert not controller.known.needs_anew
    assert controller.known.link is Link.SYNCED


def test_what_the_wallet_has_to_tell_is_told_once(
    controller: CreditsController, desk: MemoryDesk, settled: Settled, troubles: list[Exception]
) -> None:
    desk.warning = "The wallet's file was damaged."
    controller.refresh()
    controller.refresh()
    settled()
    assert [str(trouble) for trouble in troubles] == ["The wallet's file was damaged."]


def test_the_account_is_remembered_when_it_changes(
    controller: CreditsController, desk: MemoryDesk, settled: Settled
) -> None:
    heard: list[str] = []
    controller.signed_in.connect(heard.append)
    desk.who = "ada@example.com"
    controller.sync()
    settled()
    controller.sync()
    settled()
    assert heard == ["ada@example.com"]


def test_unexpected_errors_reach_the_crash_handler(
    controller: CreditsController, desk: MemoryDesk, settled: Settled, troubles: list[Exception]
) -> None:
    controller.ask(lambda _desk: 1 // 0, lambda _answer: None)
    settled()
    assert [type(trouble) for trouble in troubles] == [ZeroDivisionError]


def test_no_call_of_the_wallet_runs_on_the_thread_of_the_window(
    controller: CreditsController, desk: MemoryDesk, settled: Settled
) -> None:
    controller.wake()
    controller.prepare()
    controller.spent()
    controller.sync()
    controller.begin_anew()
    settled()
    assert desk.calls
    assert threading.get_ident() not in desk.threads
