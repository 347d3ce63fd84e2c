"""Which devices of an account may no longer spend what is set aside for them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from licensing_server.books import accounts, buckets
from licensing_server.models import money
from licensing_server.models.accounts import Device


def ended_leases(session: Session, account_id: str, now: int) -> list[str]:
    """The devices whose lease is over. Their credits are taken back only when somebody needs them."""
    ended = (
        select(money.Wallet.device_id)
        .join(Device, Device.id == money.Wallet.device_id)
        .where(Device.account_id == account_id, money.Wallet.lease_until <= now)
    )
    return list(session.scalars(ended))


def take_back_device(session: Session, account_id: str, device_id: str, now: int) -> int:
    """Return everything a revoked or departing device has to the pool of its account; returns how much it was."""
    with accounts.opened(session, account_id, now) as book:
        amount = buckets.size(book, device_id)
        buckets.reclaim(book, [device_id])
    return amount
