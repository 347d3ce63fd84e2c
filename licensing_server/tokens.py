"""Sign-ins: short-lived access tokens, refresh tokens that are used once, and their end.

A sign-in is a family of refresh tokens (RFC 9700, section 4.14.2): each use gives the next one, and an old one that
turns up again ends the family, since somebody has copied it. Refresh tokens are stored as SHA-256: they carry 256
random bits, so nothing is gained by a slower hash. An access token names its sign-in and dies with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from licensing_server.clock import NewId, NewSecret
from licensing_server.database import lock_account
from licensing_server.errors import ApiError, TokenError
from licensing_server.models.accounts import Device, RefreshToken, SignIn

ACCESS_SECONDS = 15 * 60
REFRESH_SECONDS = 60 * 24 * 3600
"""60 days: a laptop that is opened once a month stays signed in."""


class AccessSigner(Protocol):
    """Signs access tokens and reads its own."""

    def sign_access(self, claims: Mapping[str, Any]) -> str: ...

    def read_access(self, token: str) -> dict[str, Any]:
        """The claims of a token with a valid signature; the times in it are not judged.

        Raises:
            TokenError: the token is anything else.
        """
        ...


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a request acts for: an account, by a user who signed in, a device, or both."""

    account_id: str
    user_id: str | None
    device_id: str | None
    sign_in_id: str

    @property
    def actor(self) -> str:
        """As the audit names it."""
        return f"user:{self.user_id}" if self.user_id else f"device:{self.device_id}"


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What a caller keeps: the access token expires after ACCESS_SECONDS, the refresh token is used once."""

    caller: Caller
    access_token: str
    refresh_token: str


@dataclass(frozen=True, slots=True)
class Mint:
    """Makes tokens: the signer and the sources of ids and secrets."""

    signer: AccessSigner
    new_id: NewId
    new_secret: NewSecret

    def sign_in(
        self, session: Session, account_id: str, *, user_id: str | None, device_id: str | None, now: int
    ) -> TokenPair:
        """Start a new family of tokens.

        Raises:
            ApiError: 401, the device was removed from the account, or has left it.
        """
        if device_id is not None:
            _expect_device(session, account_id, device_id)
        caller = Caller(account_id, user_id, device_id, self.new_id())
        session.add(
            SignIn(id=caller.sign_in_id, account_id=account_id, user_id=user_id, device_id=device_id, created_at=now)
        )
        session.flush()
        return self._issue(session, caller, now)

    def refresh(self, session: Session, refresh_token: str, now: int) -> TokenPair | None:
        """The next pair of the family, or None when the token is not worth anything; then its family has ended.

        The caller has to commit either way: the end of a family must not be rolled back with the refusal.
        """
        found = session.get(RefreshToken, digest(refresh_token), with_for_update=True)
        if found is None:
            return None
        family = session.get_one(SignIn, found.sign_in_id, with_for_update=True)
        if family.ended_at is not None or found.expires_at <= now:
            return None
        if found.used_at is not None:
            family.ended_at = now
            return None
        found.used_at = now
        caller = Caller(family.account_id, family.user_id, family.device_id, family.id)
        return self._issue(session, caller, now)

    def _issue(self, session: Session, caller: Caller, now: int) -> TokenPair:
        refresh_token = self.new_secret()
        session.add(
            RefreshToken(
                hash=digest(refresh_token),
                sign_in_id=caller.sign_in_id,
                created_at=now,
                expires_at=now + REFRESH_SECONDS,
            )
        )
        claims = {
            "sub": caller.account_id,
            "user": caller.user_id,
            "device": caller.device_id,
            "sid": caller.sign_in_id,
            "iat": now,
            "exp": now + ACCESS_SECONDS,
        }
        return TokenPair(caller, self.signer.sign_access(claims), refresh_token)


def _expect_device(session: Session, account_id: str, device_id: str) -> None:
    """Whoever removes a device ends its sign-ins; with the account locked, none slips in behind that."""
    lock_account(session, account_id)
    found = session.execute(select(Device.account_id, Device.revoked_at).where(Device.id == device_id)).one_or_none()
    if found is None or found.account_id != account_id or found.revoked_at is not None:
        raise _unauthorized("invalid_token", "This device was removed from the account. Enrol it anew, then sign in.")


def read_caller(session: Session, signer: AccessSigner, access_token: str, now: int) -> Caller:
    """Who the bearer of an access token is.

    Raises:
        ApiError: 401, with the code `token_expired` when a refresh will do, `invalid_token` otherwise.
    """
    try:
        claims = signer.read_access(access_token)
        sign_in_id, expires_at = str(claims["sid"]), int(claims["exp"])
    except (TokenError, KeyError, TypeError, ValueError):
        raise _unauthorized("invalid_token", "The access token is not valid. Sign in again.") from None
    if expires_at <= now:
        raise _unauthorized("token_expired", "The access token has expired. Refresh it and try again.")
    family = session.get(SignIn, sign_in_id)
    if family is None or family.ended_at is not None:
        raise _unauthorized("invalid_token", "This sign-in has ended. Sign in again.")
    return Caller(family.account_id, family.user_id, family.device_id, family.id)


def end_sign_in(session: Session, sign_in_id: str, now: int) -> None:
    """Make every token of a sign-in worthless; twice is once."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None)).values(ended_at=now))


def end_sign_ins(session: Session, now: int, *, user_id: str | None = None, device_id: str | None = None) -> None:
    """End every sign-in of a user, or of a device."""
    mine = SignIn.user_id == user_id if user_id else SignIn.device_id == device_id
    session.execute(update(SignIn).where(mine, SignIn.ended_at.is_(None)).values(ended_at=now))


def family_of(session: Session, refresh_token: str) -> str | None:
    """The sign-in that a refresh token belongs to, used or not."""
    return session.scalar(select(RefreshToken.sign_in_id).where(RefreshToken.hash == digest(refresh_token)))


def digest(secret: str) -> str:
    """How a secret of 256 random bits is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


def missing_token() -> ApiError:
    return _unauthorized("not_authenticated", "Sign in, or enrol this device, and send the access token.")


def _unauthorized(code: str, message: str) -> ApiError:
    return ApiError(401, code, message, headers={"WWW-Authenticate": "Bearer"})
