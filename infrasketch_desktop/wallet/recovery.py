"""Settles what a killed run left unfinished (credits.md, 4): nothing stays reserved, charged or lying about.

A reservation that was never paid is given up and its temporary files go. What was paid is put in place if the file with
the right hash is there, and is not charged otherwise. Work that another program is doing right now is left alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from infrasketch_desktop.wallet import files, goods
from infrasketch_desktop.wallet.errors import WalletError
from infrasketch_desktop.wallet.operations import DeliveryState, Operation, OperationState, Parcel
from infrasketch_desktop.wallet.states import StateKind
from infrasketch_desktop.wallet.wallet import Wallet


@dataclass(frozen=True, slots=True)
class Settled:
    """The files that are in place now, and what they cost in all."""

    files: tuple[Path, ...]
    charged: int


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was done: reservations given up, files put in place, credits not charged after all.

    `trouble` says why it could not be done, "" when it was; it is tried again when the wallet is opened again.
    """

    released: int = 0
    delivered: tuple[Path, ...] = ()
    reversed: int = 0
    trouble: str = ""


def recover(wallet: Wallet) -> Recovered:
    """Settle every operation that nobody works on any more. Never raises a WalletError."""
    done = Recovered()
    try:
        left = wallet.unfinished()
        if not left:
            return done
        wallet.check_anchor()
        state = wallet.state
        if state.kind is StateKind.READ_ONLY:  # a wallet that may be an old copy decides nothing
            return Recovered(trouble=state.text)
        for operation in left:
            done = _settle_one(wallet, operation, done)
        wallet.remember()
    except WalletError as error:
        return replace(done, trouble=str(error))
    return done


def settle(wallet: Wallet, op: str, checkpoint: Callable[[str], None] = lambda _: None) -> Settled:
    """Put the files of a paid operation in place; what cannot be is not charged."""
    settled = [_settle_parcel(parcel, checkpoint) for parcel in wallet.parcels(op) if _is_due(parcel)]
    placed = tuple(parcel.target for parcel in settled if parcel.state is DeliveryState.DELIVERED)
    for folder in {path.parent for path in placed}:
        files.flush_folder(folder)
    checkpoint("flushed")
    charged = wallet.finish(op, settled)
    checkpoint("delivered")
    return Settled(placed, charged)


def _settle_one(wallet: Wallet, operation: Operation, done: Recovered) -> Recovered:
    if operation.state is OperationState.RESERVED:
        for parcel in wallet.parcels(operation.op):
            goods.remove(parcel.temporary)
        wallet.release(operation.op)
        result = replace(done, released=done.released + 1)
    else:
        paid = sum(parcel.credits for parcel in wallet.parcels(operation.op) if _is_due(parcel))
        settled = settle(wallet, operation.op)
        delivered = done.delivered + settled.files
        result = replace(done, delivered=delivered, reversed=done.reversed + paid - settled.charged)
    wallet.abandoned.discard(operation.op)
    return result


def _settle_parcel(parcel: Parcel, checkpoint: Callable[[str], None]) -> Parcel:
    sha = parcel.sha or ""
    if goods.has_content(parcel.temporary, sha):
        try:
            target = goods.put_in_place(parcel.temporary, parcel.target, checkpoint)
        except OSError:
            goods.clear(parcel.temporary, parcel.target)
            return replace(parcel, state=DeliveryState.LOST)
        checkpoint("renamed")
        return replace(parcel, target=target, state=DeliveryState.DELIVERED)
    is_there = goods.has_content(parcel.target, sha)
    goods.clear(parcel.temporary, parcel.target)
    if is_there:
        return replace(parcel, state=DeliveryState.DELIVERED)
    return replace(parcel, state=DeliveryState.LOST)


def _is_due(parcel: Parcel) -> bool:
    return parcel.state is DeliveryState.MADE
