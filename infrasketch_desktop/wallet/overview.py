"""What the standing of the wallet means for a person: state, balance, titles, refusals."""

from __future__ import annotations

from infrasketch_desktop.credits.holdings import Holdings
from infrasketch_desktop.credits.lots import burn_key
from infrasketch_desktop.credits.prices import PriceList
from infrasketch_desktop.credits.receipts import DeviceStatus
from infrasketch_desktop.language import later, tr
from infrasketch_desktop.wallet.balances import Balance, LotBalance
from infrasketch_desktop.wallet.errors import NotEnoughCreditsError, WalletError
from infrasketch_desktop.wallet.standing import Standing
from infrasketch_desktop.wallet.states import (
    BY_STATUS,
    LEASE_OVER,
    NEW,
    READ_ONLY,
    READY,
    ReadOnlyReason,
    StateKind,
    WalletState,
)


def state(standing: Standing, anchor_fault: ReadOnlyReason | None, clock: int) -> WalletState:
    """What may be done now; the gravest of what is wrong comes first."""
    fault = standing.fault or anchor_fault
    receipt = standing.receipt
    if fault is not None:
        return READ_ONLY[fault]
    if standing.facts.removed is not None:
        return BY_STATUS[DeviceStatus.REVOKED]
    if receipt is None:
        return NEW
    blocked = BY_STATUS.get(receipt.status, READY)
    if receipt.status not in (DeviceStatus.OK, DeviceStatus.LIMITED):
        return blocked
    return LEASE_OVER if standing.timeline.now(clock) >= receipt.lease_until else blocked


def refusal(found: WalletState, required: int) -> WalletError:
    """Why a wallet in this state does not pay."""
    if found.kind is StateKind.NEW:
        return NotEnoughCreditsError(required, 0, advice=tr(found.advice))
    return found.error()


def balance(standing: Standing, anchor_fault: ReadOnlyReason | None, clock: int) -> Balance:
    now = standing.timeline.now(clock)
    found = state(standing, anchor_fault, clock)
    holdings = standing.holdings()
    spendable = holdings.spendable(now) if found.may_spend else 0
    receipt = standing.receipt
    pool = 0 if receipt is None else receipt.pool_hint
    return Balance(
        spendable=spendable,
        reserved=holdings.reserved,
        lots=_lots(holdings, now),
        debt=0 if receipt is None else receipt.debt,
        lease_until=holdings.lease_until,
        pool_hint=pool,
        awaited=standing.tally.awaited,
        state=found,
        last_sync=None if receipt is None else receipt.srv_time,
        low=receipt is not None and spendable + pool <= standing.prices.policy.low_balance,
    )


def title(prices: PriceList, item: str | None) -> str:
    """What the ledger calls an item, in the words of the price list."""
    if item is None:
        return later("Work")
    names = {one.id: one.name for one in prices.items} | {one.id: one.name for one in prices.bundles}
    parts = dict.fromkeys(names.get(part, part) for part in item.split("+"))
    return ", ".join(parts)


def _lots(holdings: Holdings, now: int) -> tuple[LotBalance, ...]:
    return tuple(
        LotBalance(lot.g, lot.kind, holdings.remaining[lot.g], lot.exp, lot.usable_at(now))
        for lot in sorted(holdings.lots, key=burn_key)
        if holdings.remaining[lot.g]
    )
