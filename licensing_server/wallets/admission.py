"""Whose request a signed document is, and whether it may be answered."""

from __future__ import annotations

import hmac

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.keys import PublicKey
from infrasketch_desktop.credits.sync_request import SyncRequest, read_sync_request
from licensing_server.books.book import Book
from licensing_server.models.accounts import Account
from licensing_server.models.tables import DEVICES
from licensing_server.wallets import challenges, ledgers
from licensing_server.wallets.errors import RevokedDeviceError, StaleError, UnknownDeviceError, WrongAccountError
from licensing_server.wallets.ledgers import State

_DEVICE = select(DEVICES.c.id, DEVICES.c.account_id, DEVICES.c.public_key, DEVICES.c.revoked_at).where(
    DEVICES.c.id == bindparam("device")
)


def find_device(session: Session, device_id: str) -> ledgers.EnrolledDevice:
    """Raises UnknownDeviceError or RevokedDeviceError."""
    row = session.execute(_DEVICE, {"device": device_id}).one_or_none()
    if row is None:
        raise UnknownDeviceError
    if row.revoked_at is not None:
        raise RevokedDeviceError
    return ledgers.EnrolledDevice(row.id, row.account_id, row.public_key)


def read(token: str, device: ledgers.EnrolledDevice) -> SyncRequest:
    """The request that `device` signed.

    Raises:
        DocumentError: its signature or its form is wrong, or it speaks for another device.
    """
    key = PublicKey.from_text(device.public_key)
    request = read_sync_request(documents.read(token, DocumentType.SYNC, lambda _kid: key))
    if request.dev != device.id:
        raise DocumentError(Reason.AUDIENCE, "The request speaks for another device than the one that signed it.")
    return request


def admit(session: Session, request: SyncRequest, book: Book) -> State:
    """What the server knows of the device, once its account is locked and nothing can change meanwhile.

    A challenge proves that the request was made for this server, now. A file proves it by naming its account.

    Raises:
        UnknownDeviceError, RevokedDeviceError, StaleError, WrongAccountError
    """
    number, secret = challenges.read(request.chal) if request.chal is not None else (0, "")
    state = ledgers.load_state(session, request.dev, number, book.now)
    if state is None:
        raise UnknownDeviceError
    if state.revoked:
        raise RevokedDeviceError
    if state.account_id != book.account_id:  # it changed hands while we waited for the lock
        raise StaleError
    if request.chal is None:
        _check_account(session, request.acc, book.account_id)
    elif not _answers(state, secret, book.now):
        raise StaleError
    return state


def _answers(state: State, secret: str, now: int) -> bool:
    """Whether the challenge is newer than the last one answered, and still waits."""
    waits = state.secret is not None and state.challenge > state.accepted and now < state.secret_until
    return waits and hmac.compare_digest(secret.encode(), (state.secret or "").encode())


def _check_account(session: Session, named: str, account_id: str) -> None:
    """The file may name an account that was merged into this one since."""
    seen: set[str] = set()
    while named != account_id:
        heir = session.scalar(select(Account.merged_into).where(Account.id == named)) if named not in seen else None
        if heir is None:
            raise WrongAccountError
        seen.add(named)
        named = heir
