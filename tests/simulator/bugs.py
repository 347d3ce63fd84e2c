"""Five mistakes that look harmless, each put into the real code on purpose: the simulator has to notice every one.

They are the rules that simulation found in the first place (credits.md, 5).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from unittest.mock import patch

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.lots import Lot
from infrasketch_desktop.credits.receipts import Receipt
from infrasketch_desktop.wallet import sync
from licensing_server.books import counting, grants
from licensing_server.books.book import Book, Event, Reason
from licensing_server.parts import Parts
from licensing_server.purchases import rows, statements, webhook
from licensing_server.purchases.fulfilment import LotKind, Result
from licensing_server.purchases.tariff import current_tariff
from licensing_server.wallets import admission
from tests.simulator.device import SimulatedDevice
from tests.simulator.history import History
from tests.simulator.server import SIGNING_KEY
from tests.support.vendor import key


@contextmanager
def challenges_are_not_numbered() -> Iterator[None]:
    """The server answers every signed request, also one that was overtaken: honest delays look like rollbacks."""
    with patch.object(admission, "_answers", lambda *_: True):
        yield


@contextmanager
def heads_are_not_compared() -> Iterator[None]:
    """The device takes a receipt that confirms an entry it does not have."""
    with patch.object(sync, "_is_mine", lambda *_: True):
        yield


@contextmanager
def operations_are_counted_again() -> Iterator[None]:
    """The server counts what it counted before, when it comes from another branch. The database would refuse: its
    unique keys are made unique in another way first.
    """
    numbers = itertools.count(1)

    def row(book: Book, device_id: str, entry: counting.Entry, took: str) -> dict[str, str | int]:
        return real_row(book, device_id, replace(entry, op=f"{entry.op}#{next(numbers)}"), took)

    def event(book: Book, reason: Reason, what: str, ref: str, item: str | None = None) -> Event:
        return real_event(book, reason, f"{what}#{next(numbers)}", ref, item)

    real_row, real_event = counting._row, Book.event
    with ExitStack() as stack:
        stack.enter_context(patch.object(counting, "_counted", lambda *_: {}))
        stack.enter_context(patch.object(counting, "_row", row))
        stack.enter_context(patch.object(Book, "event", event))
        yield


@contextmanager
def receipts_state_changes() -> Iterator[None]:
    """A receipt says what changed since the last one instead of totals; the device adds it to what it had."""

    def answer(history: History, device: SimulatedDevice, request: str) -> None:
        answered = history.server.sync(request)
        if answered is None:
            return
        _, receipt = answered
        before = last_issued.get(receipt.aud, {})
        last_issued[receipt.aud] = {lot.g: lot for lot in receipt.lots}
        history.issued.append(receipt)
        history.network.send(lambda: device.accept(_added(device, receipt, before)))

    last_issued: dict[str, dict[str, Lot]] = {}
    with patch.object(History, "_answer", answer):
        yield


@contextmanager
def payments_are_told_apart_by_event() -> Iterator[None]:
    """A grant is unique for the event that brought it, not for the payment it is about."""
    with patch.object(webhook, "fulfil", _fulfil_event):
        yield


def _added(device: SimulatedDevice, receipt: Receipt, before: dict[str, Lot]) -> str:
    """The receipt as a device would reckon it that adds up changes."""
    held = {lot.g: lot for lot in device.last_lots()}
    lots = tuple(_sum(lot, held.get(lot.g), before.get(lot.g)) for lot in receipt.lots)
    return documents.sign(DocumentType.RECEIPT, replace(receipt, lots=lots).payload(), key(SIGNING_KEY))


def _sum(lot: Lot, held: Lot | None, before: Lot | None) -> Lot:
    had, was = held or replace(lot, allot=0), before or replace(lot, allot=0)
    return replace(lot, allot=max(lot.ret + lot.cons, had.allot + lot.allot - was.allot))


def _fulfil_event(parts: Parts, checkout_id: str, event: webhook.Event | None = None) -> Result:
    checkout = parts.gateway.read_checkout(checkout_id)
    with parts.database.transaction() as session:
        if event is None or not statements.record_event(session, event, rows.APPLIED, parts.now()):
            return Result.REPEATED
        grants.issue(
            session,
            account_id=checkout.account,
            source="event",
            source_id=event.id,
            kind=LotKind.PACK,
            credits=current_tariff(parts).credits_for(checkout.lines),
            paid=True,
            effective_at=parts.now(),
            expires_at=None,
            now=parts.now(),
        )
    return Result.PROCESSED
