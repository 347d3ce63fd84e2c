"""What the server stores of a device's ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.chain import GENESIS, Link
from infrasketch_desktop.credits.receipts import Receipt
from infrasketch_desktop.credits.sync_request import SyncRequest
from licensing_server.models import money
from licensing_server.models.accounts import Device
from licensing_server.wallets.standing import FORK_WINDOW
from licensing_server.wallets.verdicts import ForkKind, Known, Sent

_wallets, _devices, _challenges, _forks, _entries = (
    model.__table__ for model in (money.Wallet, Device, money.Challenge, money.Fork, money.DeviceEntry)
)
_others = _devices.alias("others")

# Everything a sync has to know besides the books, in one round trip.
_STATE = (
    select(
        _devices.c.account_id,
        _devices.c.revoked_at,
        _wallets,
        _challenges.c.secret,
        _challenges.c.expires_at,
        select(func.count())
        .select_from(_others)
        .where(
            _others.c.account_id == _devices.c.account_id,
            _others.c.revoked_at.is_(None),
        )
        .scalar_subquery()
        .label("devices"),
        select(func.count())
        .select_from(_forks)
        .where(_forks.c.device_id == _devices.c.id, _forks.c.at > bindparam("since"))
        .scalar_subquery()
        .label("recent_forks"),
    )
    .outerjoin_from(_devices, _wallets, _wallets.c.device_id == _devices.c.id)
    .outerjoin(
        _challenges, (_challenges.c.device_id == _devices.c.id) & (_challenges.c.number == bindparam("challenge"))
    )
    .where(_devices.c.id == bindparam("device"))
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
        session.execute(insert(money.Wallet), {"device_id": device_id, "acked_head": GENESIS})
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
        row.secret,
        row.expires_at or 0,
        row.devices,
        row.recent_forks,
    )


def load_known(session: Session, state: State, request: SyncRequest) -> Known:
    """The hashes are read only where the request goes back behind the acknowledged entry."""
    if request.base.seq >= state.acked.seq:
        return Known(state.acked, state.rebase_seq, {})
    rows = session.execute(
        select(_entries.c.seq, _entries.c.hash).where(
            _entries.c.device_id == state.device_id,
            _entries.c.epoch == state.acked.epoch,
            _entries.c.seq.between(request.base.seq, request.base.seq + len(request.entries)),
        )
    )
    return Known(state.acked, state.rebase_seq, {row.seq: row.hash for row in rows})


def append(session: Session, device_id: str, sent: Sequence[Sent], now: int) -> None:
    if sent:
        session.execute(insert(money.DeviceEntry), [_row(device_id, each, now) for each in sent])


def begin_epoch(session: Session, device_id: str, rebase: Sent, *, why: ForkKind, token: str, now: int) -> None:
    """Store the beginning of an epoch, and the request that made it necessary."""
    append(session, device_id, [rebase], now)
    session.execute(
        insert(money.Fork),
        {"device_id": device_id, "epoch": rebase.entry.epoch, "at": now, "why": why.value, "request": token},
    )


def finish(session: Session, state: State, receipt: Receipt, *, rebased: bool, challenge: str | None) -> None:
    """Remember how far the ledger was read and which receipt was issued, and use up the challenge."""
    changes: dict[str, object] = {
        "epoch": receipt.acked.epoch,
        "acked_seq": receipt.acked.seq,
        "acked_head": receipt.acked.head,
        "rseq": receipt.rseq,
        "lease_until": receipt.lease_until,
    }
    if rebased:
        changes |= {"rebase": receipt.rebase, "rebase_seq": receipt.acked.seq, "forks": _wallets.c.forks + 1}
    if challenge is not None:
        changes["accepted"] = state.challenge
        answered = (_challenges.c.device_id == state.device_id) & (_challenges.c.number <= state.challenge)
        session.execute(delete(money.Challenge).where(answered).execution_options(synchronize_session=False))
    mine = update(money.Wallet).where(_wallets.c.device_id == state.device_id)
    session.execute(mine.values(changes).execution_options(synchronize_session=False))


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
