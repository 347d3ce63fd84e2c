"""What the server stores of a device's ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, insert, select, text, update
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.chain import GENESIS, Link
from infrasketch_desktop.credits.receipts import Receipt
from infrasketch_desktop.credits.sync_request import SyncRequest
from licensing_server.models.tables import CHALLENGES, DEVICE_ENTRIES, DEVICES, FORKS, WALLETS
from licensing_server.wallets.standing import FORK_WINDOW
from licensing_server.wallets.verdicts import ForkKind, Known, Sent

_OTHERS = DEVICES.alias("others")

# Everything a sync has to know besides the books, in one round trip.
_STATE = (
    select(
        DEVICES.c.account_id,
        DEVICES.c.revoked_at,
        DEVICES.c.seen_at,
        WALLETS,
        CHALLENGES.c.secret,
        CHALLENGES.c.expires_at,
        select(func.count())
        .select_from(_OTHERS)
        .where(
            _OTHERS.c.account_id == DEVICES.c.account_id,
            _OTHERS.c.revoked_at.is_(None),
        )
        .scalar_subquery()
        .label("devices"),
        select(func.count())
        .select_from(FORKS)
        .where(FORKS.c.device_id == DEVICES.c.id, FORKS.c.at > bindparam("since"))
        .scalar_subquery()
        .label("recent_forks"),
    )
    .outerjoin_from(DEVICES, WALLETS, WALLETS.c.device_id == DEVICES.c.id)
    .outerjoin(CHALLENGES, (CHALLENGES.c.device_id == DEVICES.c.id) & (CHALLENGES.c.number == bindparam("challenge")))
    .where(DEVICES.c.id == bindparam("device"))
)


_BEGIN = text(
    "INSERT INTO wallets (device_id, acked_head, challenged, "
    "epoch, acked_seq, rebase_seq, rseq, accepted, lease_until, forks) "
    "VALUES (:device_id, :genesis, 0, 0, 0, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING"
)
_HASHES = select(DEVICE_ENTRIES.c.seq, DEVICE_ENTRIES.c.hash).where(
    DEVICE_ENTRIES.c.device_id == bindparam("device"),
    DEVICE_ENTRIES.c.epoch == bindparam("epoch"),
    DEVICE_ENTRIES.c.seq.between(bindparam("first"), bindparam("last")),
)
SEEN_EVERY = 600
"""Seconds. Who looks at the list of devices wants the day, perhaps the hour; most syncs write nothing for it."""

_ADD_ENTRIES = insert(DEVICE_ENTRIES)
_ANSWERED = delete(CHALLENGES).where(
    CHALLENGES.c.device_id == bindparam("device"), CHALLENGES.c.number <= bindparam("challenge")
)
_MINE = WALLETS.c.device_id == bindparam("device")
_REBASED = (
    update(WALLETS)
    .where(_MINE)
    .values(rebase=bindparam("body"), rebase_seq=bindparam("seq"), forks=WALLETS.c.forks + 1)
)
_SEEN = update(DEVICES).where(DEVICES.c.id == bindparam("device")).values(seen_at=bindparam("now"))
_FINISH = (
    update(WALLETS)
    .where(_MINE)
    .values(
        epoch=bindparam("new_epoch"),
        acked_seq=bindparam("new_seq"),
        acked_head=bindparam("new_head"),
        rseq=bindparam("new_rseq"),
        lease_until=bindparam("lease"),
        accepted=bindparam("answered"),
    )
)


@dataclass(frozen=True, slots=True)
class EnrolledDevice:
    """A device, before anything is locked. `public_key` is base64url."""

    id: str
    account_id: str
    public_key: str


@dataclass(frozen=True, slots=True)
class State:
    """A device and its wallet, as they are while the account is locked.

    `rebase` is the entry that began the epoch. `challenge` is the number the request names (0 in a file), `secret` what
    belongs to it, None when it does not wait for an answer; `accepted` is the number of the last one answered.
    `seen_at` is when the device is known to have been here.
    """

    device_id: str
    account_id: str
    revoked: bool
    acked: Link
    rebase: bytes | None
    rebase_seq: int
    rseq: int
    challenge: int
    accepted: int
    seen_at: int
    secret: str | None
    secret_until: int
    devices: int
    recent_forks: int


def load_state(session: Session, device_id: str, challenge: int, now: int) -> State | None:
    """None when the device is unknown."""
    row = session.execute(
        _STATE, {"device": device_id, "challenge": challenge, "since": now - FORK_WINDOW}
    ).one_or_none()
    if row is None:
        return None
    if row.rseq is None:  # a file came before the first challenge
        session.execute(_BEGIN, {"device_id": device_id, "genesis": GENESIS})
    return State(
        device_id,
        row.account_id,
        row.revoked_at is not None,
        Link(row.acked_seq or 0, row.acked_head or GENESIS, row.epoch or 0),
        row.rebase,
        row.rebase_seq or 0,
        row.rseq or 0,
        challenge,
        row.accepted or 0,
        row.seen_at,
        row.secret,
        row.expires_at or 0,
        row.devices,
        row.recent_forks,
    )


def load_known(session: Session, state: State, request: SyncRequest) -> Known:
    """The hashes are read only where the request goes back behind the acknowledged entry."""
    if request.base.seq >= state.acked.seq:
        return Known(state.acked, state.rebase_seq, {}, state.rseq)
    span = {"epoch": state.acked.epoch, "first": request.base.seq, "last": request.base.seq + len(request.entries)}
    rows = session.execute(_HASHES, {"device": state.device_id, **span})
    return Known(state.acked, state.rebase_seq, {row.seq: row.hash for row in rows}, state.rseq)


def append(session: Session, device_id: str, sent: Sequence[Sent], now: int) -> None:
    if sent:
        session.execute(_ADD_ENTRIES, [_row(device_id, each, now) for each in sent])


def begin_epoch(session: Session, device_id: str, rebase: Sent, *, why: ForkKind, token: str, now: int) -> None:
    """Store the beginning of an epoch, and the request that made it necessary."""
    append(session, device_id, [rebase], now)
    session.execute(
        insert(FORKS),
        {"device_id": device_id, "epoch": rebase.entry.epoch, "at": now, "why": why.value, "request": token},
    )


def finish(session: Session, state: State, receipt: Receipt, *, rebased: bool, challenge: str | None) -> None:
    """Remember how far the ledger was read and which receipt was issued, and use up the challenge."""
    mine: dict[str, object] = {"device": state.device_id}
    if rebased:
        session.execute(_REBASED, mine | {"body": receipt.rebase, "seq": receipt.acked.seq})
    changes = {
        "new_epoch": receipt.acked.epoch,
        "new_seq": receipt.acked.seq,
        "new_head": receipt.acked.head,
        "new_rseq": receipt.rseq,
        "lease": receipt.lease_until,
        "answered": state.accepted if challenge is None else state.challenge,
    }
    session.execute(_FINISH, mine | changes)
    if challenge is not None:  # after the wallet, as `challenges.give` does it: they would wait for each other
        session.execute(_ANSWERED, mine | {"challenge": state.challenge})
    if receipt.srv_time - state.seen_at >= SEEN_EVERY:
        session.execute(_SEEN, mine | {"now": receipt.srv_time})


def _row(device_id: str, sent: Sent, now: int) -> dict[str, object]:
    entry = sent.entry
    return {
        "device_id": device_id,
        "epoch": entry.epoch,
        "seq": entry.seq,
        "hash": sent.hash,
        "body": sent.body,
        "at": now,
    }
