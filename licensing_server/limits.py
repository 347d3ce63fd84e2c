"""Limits on attempts, counted in the database so that they hold across processes.

A sliding window: an attempt is admitted when fewer than `most` were admitted in the `seconds` before it. Refused
attempts are not counted, so a customer who waits as told gets in. Attempts are committed before the work they admit:
a refusal further on must not be rolled back together with its count.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from licensing_server.database import Database, lock_name
from licensing_server.errors import ApiError
from licensing_server.models.accounts import Attempt


@dataclass(frozen=True, slots=True)
class Rule:
    """At most `most` attempts in any `seconds`, for each subject."""

    name: str
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A subject of a rule: a network, an account or a mail address; it is stored as a hash."""

    rule: Rule
    subject: str

    @property
    def hashed(self) -> str:
        return hashlib.sha256(self.subject.encode()).hexdigest()


def admit(database: Database, now: int, *claims: Claim) -> None:
    """Count one attempt for every claim, all or none.

    Raises:
        ApiError: 429 with Retry-After, when one of them is exhausted.
    """
    wait = database.run(lambda session: _admit(session, now, claims))
    if wait:
        message = f"Too many attempts. Wait {_in_words(wait)} and try again."
        raise ApiError(429, "too_many_attempts", message, headers={"Retry-After": str(wait)}, retry_after=wait)


def forget(session: Session, claim: Claim) -> None:
    """Start anew for a subject that has shown to be genuine."""
    session.execute(delete(Attempt).where(Attempt.rule == claim.rule.name, Attempt.subject == claim.hashed))


def sweep(session: Session, now: int, *, longest: int = 24 * 3600) -> None:
    """Delete attempts that no rule counts any more; no rule looks back further than `longest` seconds."""
    session.execute(delete(Attempt).where(Attempt.at <= now - longest))


def _admit(session: Session, now: int, claims: tuple[Claim, ...]) -> int:
    for name in sorted(f"{claim.rule.name} {claim.hashed}" for claim in claims):
        lock_name(session, name)
    wait = max(_seconds_to_wait(session, claim, now) for claim in claims)
    if not wait:
        session.add_all(Attempt(rule=claim.rule.name, subject=claim.hashed, at=now) for claim in claims)
    return wait


def _seconds_to_wait(session: Session, claim: Claim, now: int) -> int:
    """0 when there is room, otherwise the time until enough attempts have left the window."""
    counted = (
        Attempt.rule == claim.rule.name,
        Attempt.subject == claim.hashed,
        Attempt.at > now - claim.rule.seconds,
    )
    count = session.scalar(select(func.count()).where(*counted)) or 0
    if count < claim.rule.most:
        return 0
    oldest = select(Attempt.at).where(*counted).order_by(Attempt.at).offset(count - claim.rule.most).limit(1)
    return max(1, session.scalars(oldest).one() + claim.rule.seconds - now)


def _in_words(seconds: int) -> str:
    return f"{seconds} seconds" if seconds < 120 else f"{-(-seconds // 60)} minutes"  # noqa: PLR2004 - two minutes
