"""Removes a device from its account."""

from __future__ import annotations

from sqlalchemy.orm import Session

from licensing_server import audit
from licensing_server.books.leases import take_back_device
from licensing_server.database import lock_account
from licensing_server.models.accounts import Device
from licensing_server.tokens import end_sign_ins


def revoke(session: Session, device: Device, *, actor: str, now: int) -> int:
    """Sign the device out for good and return its credits to the pool; answers how many. Twice is once."""
    lock_account(session, device.account_id)
    session.refresh(device)
    if device.revoked_at is not None:
        return 0
    device.revoked_at = now
    end_sign_ins(session, now, device_id=device.id)
    returned = take_back_device(session, device.account_id, device.id, now)
    audit.record(
        session,
        account_id=device.account_id,
        actor=actor,
        action="device revoked",
        now=now,
        device=device.id,
        returned=returned,
    )
    return returned
