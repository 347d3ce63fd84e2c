"""What has to hold in every history: the invariants of wallet and server, named as in the specification."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from infrasketch_desktop.credits.receipts import DeviceStatus
from licensing_server.books import places
from licensing_server.purchases.rules import credits_to_take_back
from tests.simulator.server import WELCOME

if TYPE_CHECKING:
    from tests.simulator.history import History

Amounts = dict[tuple[str, str], int]


def always(history: History) -> None:
    """After every step."""
    amounts = history.server.amounts(history.account)
    _conserves(amounts)
    _totals_never_fall(history)
    for device in history.devices:
        balance = device.wallet.balance()
        assert balance.spendable >= 0, "C2: a device has fewer than no credits"
        assert balance.reserved >= 0, "C2"


def at_rest(history: History) -> None:
    """When everybody has met the server and nothing is under way."""
    amounts = history.server.amounts(history.account)
    _grants_each_payment_once(history, amounts)
    _takes_back_what_was_refunded(history, amounts)
    charged, used = _charged(amounts), sum(history.paid().values())
    assert charged <= used, f"X2: charged {charged} for the use of {used}"
    for device in history.devices:
        assert not device.wallet.verify(), f"C1: {device.wallet.verify()}"
    if history.tampered:
        return
    assert charged == used, f"X1: charged {charged} for the use of {used}"
    assert all(receipt.epoch == 0 for receipt in history.issued), "X3: an honest device forked"
    if not history.taken_back:
        assert amounts.get((places.NO_LOT, places.DEBT), 0) == 0, "C5: an honest device spent what it did not have"
    for device in history.devices:
        _agrees(device, amounts)


def _conserves(amounts: Amounts) -> None:
    sums: dict[tuple[str, bool], int] = defaultdict(int)
    for (lot, place), amount in amounts.items():
        assert amount >= 0 or place in places.CONTRA, f"S2: {amount} credits of {lot} in {place}"
        sums[lot, place in {places.OWED, places.DEBT}] += amount
    assert not any(sums.values()), f"S1, S3: credits appeared or vanished: {dict(sums)}"


def _totals_never_fall(history: History) -> None:
    seen: dict[tuple[str, int, str], tuple[int, int, int]] = {}
    for receipt in sorted(history.issued, key=lambda receipt: (receipt.aud, receipt.rseq)):
        for lot in receipt.lots:
            totals = (lot.allot, lot.ret, lot.cons)
            before = seen.get((receipt.aud, receipt.epoch, lot.g), (0, 0, 0))
            assert all(a >= b for a, b in zip(totals, before, strict=True)), f"S6: {before} became {totals}"
            seen[receipt.aud, receipt.epoch, lot.g] = totals


def _grants_each_payment_once(history: History, amounts: Amounts) -> None:
    issued = -sum(amount for (_, place), amount in amounts.items() if place == places.ISSUED)
    keys = {device.id for device in history.devices}
    bought = sum(page.credits for page in history.shop.pages.values())
    assert issued == bought + WELCOME * len(keys), f"S4: {issued} credits issued for {bought} bought"


def _takes_back_what_was_refunded(history: History, amounts: Amounts) -> None:
    refunded = sum(amount for (_, place), amount in amounts.items() if place == places.REFUNDED)
    waiting = sum(lot.recall for device in history.devices for lot in device.last_lots() if lot.recall)
    target = sum(credits_to_take_back(page.credits, page.payment) for page in history.shop.pages.values())
    assert refunded <= target, f"S5: {refunded} credits taken back, {target} refunded"
    assert refunded + waiting >= target or history.tampered, f"S5: {refunded} taken back, {target} refunded"
    for page in history.shop.pages.values():
        assert sum(refund.amount for refund in page.payment.refunds) <= page.checkout.amount, "S8"


def _charged(amounts: Amounts) -> int:
    """What the account was charged for its use: consumed, or owed, or covered by a later lot."""
    return sum(
        amount
        for (_, place), amount in amounts.items()
        if place in {places.CONSUMED, places.DEBT} or place.startswith(places.REPAID_PREFIX)
    )


def _agrees(device, amounts: Amounts) -> None:  # type: ignore[no-untyped-def]
    place = places.device(device.id)
    there = {lot: amount for (lot, where), amount in amounts.items() if where == place and amount}
    with device.wallet.looking() as standing:
        here = {lot: amount for lot, amount in standing.holdings().remaining.items() if amount}
        status = None if standing.receipt is None else standing.receipt.status
    assert here == there, f"X1: the device has {here}, the server {there} set aside"
    assert status is not DeviceStatus.REENROL, "X3"
