"""What a serving process does beside answering: mail, money, keys of the sandbox, and tidying up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.enrolment import FRESH_SECONDS
from licensing_server import limits
from licensing_server.jobs import Job, every
from licensing_server.mailer import Postman
from licensing_server.models.accounts import EnrolmentProof, IdempotentAnswer, MailToken, RefreshToken
from licensing_server.operations.key_watch import watch_keys
from licensing_server.operations.payment_jobs import payment_jobs
from licensing_server.parts import Parts
from licensing_server.relay import turns
from licensing_server.relay.service import rules_of
from licensing_server.reports import service as reports

MAIL_SECONDS = 30.0
TIDY_SECONDS = 3600.0
KEYS_SECONDS = 24 * 3600.0

DAY = 24 * 3600
KEPT_ANSWERS_SECONDS = 30 * DAY
"""How long the same idempotency key gets the same answer."""
KEPT_TOKENS_SECONDS = 30 * DAY
"""How long an expired token is still known, so that using it again ends its sign-in."""


def jobs_of(parts: Parts) -> Sequence[Job]:
    """Every job; each may run in several processes at a time."""
    return list(_jobs(parts))


def _jobs(parts: Parts) -> Iterator[Job]:
    postman = Postman(parts.database, parts.mailer, parts.now, parts.log)
    yield every(MAIL_SECONDS, "mail", postman.deliver, parts.log)
    yield every(TIDY_SECONDS, "tidying", lambda: tidy_up(parts), parts.log)
    yield from payment_jobs(parts)
    yield every(KEYS_SECONDS, "keys", lambda: watch_keys(parts), parts.log)


def tidy_up(parts: Parts) -> None:
    """Delete what nothing asks for any more. Money, receipts and the audit are kept for ever."""
    now = parts.now()
    rules = rules_of(parts)
    parts.database.run(lambda session: _tidy_up(session, now))
    parts.database.run(lambda session: turns.sweep(session, now, rules.dead_after))


def _tidy_up(session: Session, now: int) -> None:
    limits.sweep(session, now)
    reports.sweep(session, now)
    for statement in (
        delete(EnrolmentProof).where(EnrolmentProof.at < now - 2 * FRESH_SECONDS),
        delete(IdempotentAnswer).where(IdempotentAnswer.at < now - KEPT_ANSWERS_SECONDS),
        delete(MailToken).where(MailToken.expires_at < now - DAY),
        delete(RefreshToken).where(RefreshToken.expires_at < now - KEPT_TOKENS_SECONDS),
    ):
        session.execute(statement)
