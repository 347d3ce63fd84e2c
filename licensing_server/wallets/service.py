"""The sync of a wallet: its request is judged, its entries are counted, its bucket is filled, its receipt is signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.chain import Link
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.receipts import DeviceStatus, Receipt
from infrasketch_desktop.credits.sync_request import SyncRequest
from licensing_server import audit
from licensing_server.books import accounts, buckets, counting, expiry, leases, places, recalls
from licensing_server.books.book import Book
from licensing_server.clock import NewSecret
from licensing_server.wallets import admission, challenges, ledgers, receipts, standing
from licensing_server.wallets.ledgers import State
from licensing_server.wallets.standing import Terms
from licensing_server.wallets.verdicts import Verdict, judge, read_entries, rebase

Sign = Callable[[DocumentType, dict[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sync led to: the receipt, and its signed form."""

    token: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Ledger:
    """A device's ledger after its request was counted: the acknowledged end, and the entry that began the epoch."""

    acked: Link
    rebase: bytes | None


def hello(session: Session, device_id: str, now: int, new_secret: NewSecret) -> tuple[str, int]:
    """A challenge for a device, and until when it may be answered (seconds UTC).

    Raises:
        UnknownDeviceError, RevokedDeviceError: there is nobody to challenge.
    """
    admission.find_device(session, device_id)
    return challenges.give(session, device_id, now, new_secret)


def sync(session: Session, token: str, *, now: int, terms: Terms, sign: Sign, by_file: bool | None = None) -> Outcome:
    """Answer a signed request, in the caller's transaction. A request without a challenge came as a file; `by_file`
    says which of the two is expected, None takes both.

    Raises:
        DocumentError: the signature, the form or the chain of the request is wrong.
        UnknownDeviceError, RevokedDeviceError, WrongAccountError: the request comes from nobody who has credits here.
        StaleError: its challenge was answered, overtaken or is too old.
        ApiError: 503, nothing can be signed.
    """
    device = admission.find_device(session, documents.key_id(token, DocumentType.SYNC))
    request = admission.read(token, device)
    if by_file not in {None, request.chal is None}:
        raise DocumentError(Reason.FIELD, "Requests with a challenge and those in a file have different addresses.")
    sent = read_entries(request)
    with accounts.opened(session, device.account_id, now) as book:
        state = admission.admit(session, request, book)
        verdict = judge(ledgers.load_known(session, state, request), request, sent)
        ledger = _follow(session, state, verdict, request, token=token, now=now)
        counting.count(session, book, state.device_id, (each.entry for each in verdict.counted))
        seen_as = _settle(book, state, verdict)
        rseq = max(state.rseq, request.last_rseq) + 1
        _fill(session, book, state, rseq, want=request.want, terms=terms, seen_as=seen_as)
    lease_until = standing.lease_until(terms.policy, devices=state.devices, now=now)
    receipt = Receipt(
        terms.iss,
        terms.env,
        state.device_id,
        book.account_id,
        rseq,
        ledger.acked,
        request.nonce,
        now,
        receipts.lots_of(session, book, state.device_id, request.last_rseq),
        lease_until,
        book.pool(),
        book.debt,
        seen_as,
        terms.prices_version,
        terms.keyset_version,
        ledger.rebase,
    )
    signed = sign(DocumentType.RECEIPT, receipt.payload())
    receipts.keep(session, receipt, signed)
    ledgers.finish(session, state, receipt, rebased=verdict.fork is not None, challenge=request.chal)
    return Outcome(signed, receipt)


def _follow(session: Session, state: State, verdict: Verdict, request: SyncRequest, *, token: str, now: int) -> Ledger:
    """Store the entries that continue the ledger; after a fork, begin a new epoch."""
    ledgers.append(session, state.device_id, verdict.appended, now)
    if verdict.fork is None:
        return Ledger(verdict.acked, state.rebase)
    start = rebase(verdict, request, now)
    ledgers.begin_epoch(session, state.device_id, start, why=verdict.fork, token=token, now=now)
    audit.record(
        session,
        account_id=state.account_id,
        actor=f"device:{state.device_id}",
        action="wallet.fork",
        now=now,
        kind=verdict.fork.value,
        epoch=start.entry.epoch,
    )
    return Ledger(Link(start.entry.seq, start.hash, start.entry.epoch), start.body)


def _settle(book: Book, state: State, verdict: Verdict) -> DeviceStatus:
    """Everything the device did is counted: what expired there meanwhile ends, refunds take what came back."""
    mine = places.device(state.device_id)
    expiry.expire(book, mine)
    accounts.settle(book)
    recalled = any(recalls.recalled(book, lot, state.device_id) for lot in book.in_place(mine))
    return standing.status(state.recent_forks + (verdict.fork is not None), recalled=recalled)


def _fill(
    session: Session, book: Book, state: State, rseq: int, *, want: int, terms: Terms, seen_as: DeviceStatus
) -> None:
    """Top the bucket up towards what the device wants; what other devices may no longer use helps out."""
    most = standing.most_held(terms.policy, seen_as, devices=state.devices, pool=book.pool())
    missing = min(want, most) - buckets.size(book, state.device_id)
    if missing > book.pool() and buckets.held_by_others(book, state.device_id):
        ended = leases.ended_leases(session, book.account_id, book.now)
        buckets.reclaim(book, (device_id for device_id in ended if device_id != state.device_id))
        accounts.settle(book)
    buckets.top_up(book, state.device_id, missing, rseq)
