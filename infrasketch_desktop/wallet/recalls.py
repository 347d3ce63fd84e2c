"""Credits that go back to the account: those a new receipt asks for, and those the person needs on the server."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database

from infrasketch_desktop.credits.chain import EntryKind
from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.language import later, tr
from infrasketch_desktop.wallet import history
from infrasketch_desktop.wallet.balances import MovementKind
from infrasketch_desktop.wallet.errors import NotEnoughCreditsError
from infrasketch_desktop.wallet.ledger import Draft
from infrasketch_desktop.wallet.spending import Writing
from infrasketch_desktop.wallet.standing import Standing
from infrasketch_desktop.wallet.wallet import Wallet

OPERATION_BYTES = 16
_TITLES = {
    LotKind.PACK: later("Credits bought"),
    LotKind.BONUS: later("Welcome or bonus credits"),
    LotKind.PLAN: later("Credits of the plan"),
    LotKind.GRACE: later("Credits on trust"),
}


def settle(wallet: Wallet, db: Database, old: Standing, fresh: Standing, before: int) -> bool:
    """Note what the receipt of `fresh` changed since the total `before`, and hand back what it recalls.

    Credits that were handed back leave the balance until a receipt says where they are: still in the account, or gone.
    That is one thing to a person, so the line about handing back goes when it is known.

    Returns whether anything was handed back, which the server should hear of soon.
    """
    writing = Writing(db, fresh, fresh.timeline.now(wallet.around.now()), fresh.head)
    change = fresh.total() - before
    if not fresh.tally.returns:
        change -= history.forget_last_return(db)
    kind = MovementKind.RECEIVED if change > 0 else MovementKind.WITHDRAWN
    history.note(db, kind, at=writing.now, title=_title(old, fresh, change), amount=change, balance=fresh.total())
    back = _recalled(fresh)
    if not back:
        return False
    _return(wallet, writing, back)
    return True


def hand_back(wallet: Wallet, amount: int) -> None:
    """Return `amount` credits to the account of their own accord; they leave with the next sync.

    Raises:
        NotEnoughCreditsError: fewer may be spent here; nothing was returned.
        StoreError: nothing was returned.
    """
    with wallet.writing() as writing:
        holdings = writing.standing.holdings()
        lots = holdings.pick(amount, writing.now)
        if lots is None:
            left = holdings.spendable(writing.now)
            raise NotEnoughCreditsError(
                amount, left, advice=tr("Buy credits, or sync if you have bought some elsewhere.")
            )
        _return(wallet, writing, lots)


def _return(wallet: Wallet, writing: Writing, lots: Mapping[str, int]) -> None:
    op = wallet.around.random_bytes(OPERATION_BYTES).hex()
    entry = writing.append(Draft(EntryKind.RETURN, op, writing.now, lots))
    writing.note(MovementKind.HANDED_BACK, later("Handed back to the account"), -entry.total, op)


def _recalled(fresh: Standing) -> dict[str, int]:
    """Credits by lot: what is asked back and not on its way, as far as it is still here."""
    if fresh.receipt is None:
        return {}
    remaining = fresh.holdings().remaining
    asked = {lot.g: min(lot.recall - fresh.tally.returned(lot.g), remaining[lot.g]) for lot in fresh.receipt.lots}
    return {g: amount for g, amount in asked.items() if amount > 0}


def _title(old: Standing, fresh: Standing, change: int) -> str:
    if change < 0:
        return later("Used by the assistant or on another computer, refunded or expired")
    known = () if old.receipt is None else tuple(lot.g for lot in old.receipt.lots)
    lots = () if fresh.receipt is None else fresh.receipt.lots
    titles = dict.fromkeys(_TITLES[lot.kind] for lot in lots if lot.g not in known and lot.bucket)
    return ", ".join(titles) or later("Credits received or given back")
