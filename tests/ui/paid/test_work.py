"""Paid work pays once; what is missing here is fetched where the account has it, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import pytest

from infrasketch_desktop.ui.credits.desk import Delivery, Desk, Order
from infrasketch_desktop.ui.paid.work import Payer
from infrasketch_desktop.wallet.errors import NotEnoughCreditsError

DELIVERED = cast("Delivery", object())


@dataclass
class PoorDesk:
    """Has the credits after a sync, if then."""

    brings: bool
    calls: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def deliver(self, order: Order) -> Delivery:
        self.calls.append("deliver")
        self.ids.add(order.id)
        if self.brings and "sync" in self.calls:
            return DELIVERED
        raise NotEnoughCreditsError(3, 0, advice="")

    def sync(self) -> None:
        self.calls.append("sync")


def payer(desk: PoorDesk, *, may_fetch: bool) -> Payer:
    return Payer(lambda: cast("Desk", desk), "payment", 3, may_fetch)


def test_what_the_account_has_is_fetched_once_and_paid_as_one_payment() -> None:
    desk = PoorDesk(brings=True)
    assert payer(desk, may_fetch=True).deliver(()) is DELIVERED
    assert (desk.calls, desk.ids) == (["deliver", "sync", "deliver"], {"payment"})


@pytest.mark.parametrize(("may_fetch", "calls"), [(True, ["deliver", "sync", "deliver"]), (False, ["deliver"])])
def test_nobody_is_asked_for_what_is_nowhere(*, may_fetch: bool, calls: list[str]) -> None:
    desk = PoorDesk(brings=False)
    with pytest.raises(NotEnoughCreditsError):
        payer(desk, may_fetch=may_fetch).deliver(())
    assert desk.calls == calls
