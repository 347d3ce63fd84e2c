"""The verb for paid work: charged if and only if delivered.

Reserve; make each file beside its target and flush it; commit with its hash; rename over the target; mark it delivered.
A program that dies in between is settled by `recovery` (credits.md, 4).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from infrasketch_desktop.credits.prices import PriceList
from infrasketch_desktop.credits.quotes import Quote, Wanted, quote
from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet import files, goods
from infrasketch_desktop.wallet.errors import (
    NOTHING_CHARGED,
    DeliveryError,
    OperationError,
    WalletError,
    prices_changed,
)
from infrasketch_desktop.wallet.operations import DeliveryState, Parcel
from infrasketch_desktop.wallet.recovery import recover, settle
from infrasketch_desktop.wallet.wallet import Wallet

TOKEN_BYTES = 6
OPERATION_BYTES = 16


@dataclass(frozen=True, slots=True)
class Work:
    """A file to make: `make` writes it under the path it is given, which has the ending of `target`.

    With `is_folder` it makes a folder of files there, which is delivered as a whole: one that is there already is
    replaced when it holds no other files than the new one, and left alone otherwise.

    `item` and `quantity` are what it costs by the price list. What `make` raises ends this file alone.
    """

    target: Path
    make: Callable[[Path], None]
    item: str
    quantity: int = 1
    is_folder: bool = False

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.item, self.quantity)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be made; it was not charged, and what was there before is untouched."""

    target: Path
    error: Exception


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of it: the files in place, what they cost, and those that failed."""

    op: str
    files: tuple[Path, ...]
    charged: int
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """How a delivery is done. `give_up_on` are errors of `make` that stop everything, such as a cancelled task;
    `checkpoint` is told the name of each step that has just been done, for tests that kill the program there.
    """

    tier: str | None = None
    give_up_on: tuple[type[BaseException], ...] = ()
    checkpoint: Callable[[str], None] = lambda _: None


STANDARD = Terms()


def new_operation(wallet: Wallet) -> str:
    """A name for a piece of work that no other has."""
    return wallet.around.random_bytes(OPERATION_BYTES).hex()


def deliver(
    wallet: Wallet, asked: Quote, works: Sequence[Work], *, op: str | None = None, terms: Terms = STANDARD
) -> Delivered:
    """Make `works` for the price of `asked`. Files that fail are left out and not charged; the others are delivered.

    `op` names this piece of work; give the same for a click that may come twice, and it is done once. What costs
    nothing is made without the ledger, also in a wallet that may not spend.

    Raises:
        NotEnoughCreditsError, LeaseOverError, ReadOnlyError, LimitedError, PricesChangedError: nothing was made.
        OperationError: `op` is under way or was done before.
        DeliveryError: nothing could be made; nothing was charged.
        StoreError: the wallet could not be written; nothing was charged, or it is settled when it is opened again.
        whatever is in `give_up_on`: nothing was charged.
    """
    prices = _agreed_prices(wallet, asked, works, terms)
    op = op or new_operation(wallet)
    parcels = _parcels(wallet, works)
    if wallet.abandoned:
        recover(wallet)
    if asked.total == 0:
        return _deliver_free(op, works, parcels, terms)
    if not wallet.reserve(op, asked, parcels).is_new:
        raise OperationError(
            tr("This is being made already."), kept=tr("It is charged once."), advice=tr("Wait for it to end.")
        )
    try:
        terms.checkpoint("reserved")
        made, failures = _make_all(works, parcels, terms)
        actual = _price_of(prices, asked, works, made, terms.tier)
        if actual == 0:  # only what costs nothing succeeded
            wallet.release(op)
            return Delivered(op, _place_free(made), 0, failures)
        terms.checkpoint("committing")
        wallet.commit(op, actual, files.sha256_of_all([parcel.sha or "" for parcel in made]), made)
    except BaseException:
        _give_up(wallet, op, parcels)
        raise
    terms.checkpoint("committed")
    settled = settle(wallet, op, terms.checkpoint)
    wallet.remember()
    if not settled.files:
        raise _nothing_made(tuple(OSError(tr("It could not be put in place.")) for _ in made))
    return Delivered(op, settled.files, settled.charged, failures)


def _agreed_prices(wallet: Wallet, asked: Quote, works: Sequence[Work], terms: Terms) -> PriceList:
    """The price list by which `asked` was made.

    Raises:
        PricesChangedError: it is not held any more.
        ValueError: the quote is not for these works.
    """
    if not works or len({os.path.realpath(work.target) for work in works}) != len(works):
        raise ValueError(tr("Every work has a target of its own."))
    prices = wallet.prices
    if prices.version != asked.version:
        raise prices_changed()
    if quote(prices, [work.wanted for work in works], terms.tier).total != asked.total:
        raise ValueError(tr("The quote is for other work."))
    return prices


def _parcels(wallet: Wallet, works: Sequence[Work]) -> list[Parcel]:
    token = wallet.around.random_bytes(TOKEN_BYTES).hex()
    targets = [Path(os.path.realpath(work.target)) for work in works]
    return [
        Parcel(number, work.item, target, files.temporary_for(target, f"{token}{number}"))
        for number, (work, target) in enumerate(zip(works, targets, strict=True))
    ]


def _make_all(
    works: Sequence[Work], parcels: Sequence[Parcel], terms: Terms
) -> tuple[list[Parcel], tuple[Failure, ...]]:
    """Make what can be made.

    Raises:
        DeliveryError: nothing could.
    """
    made: list[Parcel] = []
    failures: list[Failure] = []
    for work, parcel in zip(works, parcels, strict=True):
        try:
            made.append(_make(work, parcel))
        except terms.give_up_on:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a maker raises ends its own file alone
            goods.remove(parcel.temporary)
            failures.append(Failure(work.target, error))
        terms.checkpoint("made")
    if not made:
        raise _nothing_made(tuple(failure.error for failure in failures))
    return made, tuple(failures)


def _make(work: Work, parcel: Parcel) -> Parcel:
    goods.check_target(parcel.target, is_folder=work.is_folder)
    work.make(parcel.temporary)
    sha = goods.seal(parcel.temporary, parcel.target, is_folder=work.is_folder)
    return replace(parcel, sha=sha, state=DeliveryState.MADE)


def _price_of(prices: PriceList, asked: Quote, works: Sequence[Work], made: list[Parcel], tier: str | None) -> int:
    """What the files made cost, and the share of each in it (written into `made`)."""
    wanted = [works[parcel.number].wanted for parcel in made]
    actual = asked.total if len(made) == len(works) else min(asked.total, quote(prices, wanted, tier).total)
    left = actual
    for place, (parcel, one) in enumerate(zip(made, wanted, strict=True)):
        is_last = place == len(made) - 1
        share = left if is_last else min(left, quote(prices, [one], tier).total)
        made[place] = replace(parcel, credits=share)
        left -= share
    return actual


def _give_up(wallet: Wallet, op: str, parcels: Sequence[Parcel]) -> None:
    """Nothing is charged; if the wallet cannot even say so now, it is said as soon as it can."""
    try:
        if wallet.release(op):
            for parcel in parcels:
                goods.remove(parcel.temporary)
            return
    except WalletError:
        pass
    wallet.abandoned.add(op)


def _deliver_free(op: str, works: Sequence[Work], parcels: Sequence[Parcel], terms: Terms) -> Delivered:
    try:
        made, failures = _make_all(works, parcels, terms)
        return Delivered(op, _place_free(made), 0, failures)
    except BaseException:
        for parcel in parcels:
            goods.remove(parcel.temporary)
        raise


def _place_free(made: Sequence[Parcel]) -> tuple[Path, ...]:
    placed = tuple(goods.put_in_place(parcel.temporary, parcel.target) for parcel in made)
    for folder in {path.parent for path in placed}:
        files.flush_folder(folder)
    return placed


def _nothing_made(causes: tuple[Exception, ...]) -> DeliveryError:
    return DeliveryError(
        tr("It could not be made: {cause}", cause=_said(causes[0])),
        causes,
        kept=" ".join((tr(NOTHING_CHARGED), tr("Files that were there before are untouched."))),
        advice=tr("Put right what is named, or choose another place, and try again."),
    )


def _said(cause: Exception) -> str:
    """A whole sentence. The system's own would show its number and the name of a temporary file."""
    words = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(cause)
    return f"{(words or type(cause).__name__).rstrip('.')}."
