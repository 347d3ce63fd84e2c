"""A purchase as it is watched: paid, late, failed, expired, and with the server out of reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import repeat

import pytest
from pytestqt.qtbot import QtBot

from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.credits.purchase import Purchase, PurchaseWatch, Stage
from infrasketch_desktop.wallet.purchases import PurchaseState
from tests.support.credits_desk import MemoryDesk

Reached = Callable[[Stage], None]


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk(0)


@pytest.fixture
def controller(qtbot: QtBot, desk: MemoryDesk) -> Iterator[CreditsController]:
    def unexpected(error: Exception) -> None:
        raise error

    made = CreditsController(lambda: desk, unexpected)
    yield made
    made.close()


@pytest.fixture
def watch(controller: CreditsController, desk: MemoryDesk) -> PurchaseWatch:
    """Watches a purchase of 500 credits, a hundred times a second."""
    controller.purchase.pauses = lambda: repeat(0.01)
    controller.purchase.follow(desk.buy("pro"))
    return controller.purchase


@pytest.fixture
def reached(watch: PurchaseWatch, qtbot: QtBot) -> Reached:
    def wait(stage: Stage) -> None:
        qtbot.waitUntil(lambda: watch.current is not None and watch.current.stage is stage)

    return wait


def test_payment_is_seen_and_its_credits_are_fetched(
    watch: PurchaseWatch, desk: MemoryDesk, reached: Reached, controller: CreditsController
) -> None:
    added: list[Purchase] = []
    watch.added.connect(added.append)
    reached(Stage.WAITING)
    desk.settle(PurchaseState.PAID)
    reached(Stage.ADDED)
    assert [purchase.checkout.credits for purchase in added] == [500]
    assert controller.known.balance is not None
    assert controller.known.balance.spendable == 500


def test_a_late_payment_arrives_late(watch: PurchaseWatch, desk: MemoryDesk, reached: Reached) -> None:
    desk.settle(PurchaseState.PROCESSING)
    reached(Stage.PROCESSING)
    assert watch.is_pending
    desk.settle(PurchaseState.PAID)
    reached(Stage.ADDED)


@pytest.mark.parametrize(
    ("state", "stage"), [(PurchaseState.FAILED, Stage.FAILED), (PurchaseState.EXPIRED, Stage.EXPIRED)]
)
def test_what_came_to_nothing_is_not_asked_for_again(
    watch: PurchaseWatch, desk: MemoryDesk, reached: Reached, state: PurchaseState, stage: Stage
) -> None:
    desk.settle(state)
    reached(stage)
    asked = len(desk.calls)
    watch.hurry()
    assert not watch.is_pending
    assert len(desk.calls) == asked
    assert desk.here == 0


def test_a_purchase_outlives_a_network_that_comes_and_goes(
    watch: PurchaseWatch, desk: MemoryDesk, reached: Reached, qtbot: QtBot
) -> None:
    desk.online = False
    qtbot.waitUntil(lambda: watch.current is not None and watch.current.unreachable != "")
    desk.settle(PurchaseState.PAID)
    desk.online = True
    reached(Stage.ADDED)
    assert watch.current is not None
    assert watch.current.unreachable == ""


def test_paid_but_offline_waits_for_the_credits(
    watch: PurchaseWatch, desk: MemoryDesk, reached: Reached, qtbot: QtBot
) -> None:
    known = desk.purchase_state

    def then_offline(purchase: str) -> PurchaseState:
        state = known(purchase)
        desk.online = state is not PurchaseState.PAID
        return state

    desk.purchase_state = then_offline  # type: ignore[method-assign]
    desk.settle(PurchaseState.PAID)
    reached(Stage.RECEIVED)
    qtbot.waitUntil(lambda: watch.current is not None and watch.current.unreachable != "")
    desk.online = True
    reached(Stage.ADDED)


def test_a_state_of_a_newer_server_is_waited_for(watch: PurchaseWatch, desk: MemoryDesk, reached: Reached) -> None:
    desk.settle(PurchaseState.UNKNOWN)
    reached(Stage.WAITING)
    assert watch.is_pending
