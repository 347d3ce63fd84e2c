"""Signs a user in, on a device that may have an anonymous account of its own.

Passwords are verified between two transactions, never inside one: a verification takes a tenth of a second, and on
SQLite nobody else could write meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from licensing_server import audit
from licensing_server.accounts.passwords import Passwords
from licensing_server.database import Database
from licensing_server.errors import ApiError
from licensing_server.merging import merge_accounts
from licensing_server.models.accounts import User
from licensing_server.tokens import Caller, Mint, TokenPair


@dataclass(frozen=True, slots=True)
class Recognised:
    """A user whose password was right, and the hash it was right for."""

    user_id: str
    known_hash: str


def recognise(database: Database, passwords: Passwords, who: ColumnElement[bool], password: str) -> Recognised:
    """The user that `who` selects, when `password` is right.

    Raises:
        ApiError: 401, after the same work whether there is such a user or not.
    """
    with database.reading() as session:
        user = session.scalars(select(User).where(who)).one_or_none()
    if not passwords.verify(user.password_hash if user else None, password) or user is None:
        raise _wrong_credentials()
    return Recognised(user.id, user.password_hash)


def admit_user(session: Session, recognised: Recognised) -> User:
    """The user, locked.

    Raises:
        ApiError: 401, when the password was changed since it was verified.
    """
    wanted = select(User).where(User.id == recognised.user_id).with_for_update()
    user = session.scalars(wanted).one_or_none()
    if user is None or user.password_hash != recognised.known_hash:
        raise _wrong_credentials()
    return user


def sign_in(session: Session, mint: Mint, user: User, caller: Caller | None, now: int) -> TokenPair:
    """Tokens for the user; the anonymous account of the device that asks goes up in the user's.

    Raises:
        ApiError: 409 when the device belongs to another user.
    """
    device_id = _bring_along(session, user, caller, now) if caller else None
    audit.record(
        session,
        account_id=user.account_id,
        actor=f"user:{user.id}",
        action="signed in",
        now=now,
        device=device_id,
    )
    return mint.sign_in(session, user.account_id, user_id=user.id, device_id=device_id, now=now)


def _bring_along(session: Session, user: User, caller: Caller, now: int) -> str | None:
    if caller.account_id != user.account_id:
        merge_accounts(session, account_id=caller.account_id, into=user.account_id, actor=f"user:{user.id}", now=now)
    return caller.device_id


def _wrong_credentials() -> ApiError:
    """One answer for a wrong password, an unknown address and one that is not confirmed."""
    return ApiError(
        401,
        "wrong_credentials",
        "Address or password is wrong, or the address is not confirmed yet. Look for our mail, try again, "
        "or ask for a new password.",
        headers={"WWW-Authenticate": "Bearer"},
    )
