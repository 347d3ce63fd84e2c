"""Mails about accounts, and the secret links in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from licensing_server import mailer
from licensing_server.accounts.mails import Letter
from licensing_server.clock import NewId, NewSecret
from licensing_server.database import lock_name
from licensing_server.models.accounts import MailToken
from licensing_server.tokens import digest


class Purpose(StrEnum):
    """What a link is good for, and nothing else."""

    CONFIRM = "confirm"
    RESET = "reset"


LINK_SECONDS = {Purpose.CONFIRM: 2 * 24 * 3600, Purpose.RESET: 3600}

_PATHS = {Purpose.CONFIRM: "/api/auth/verify", Purpose.RESET: "/api/auth/password/reset"}


@dataclass(frozen=True, slots=True)
class Post:
    """Writes mails and links in the caller's transaction; `url` is where browsers find this server."""

    session: Session
    url: str
    new_id: NewId
    new_secret: NewSecret
    now: int

    def send(self, recipient: str, letter: Letter) -> None:
        mail = mailer.Mail(self.new_id(), recipient, letter.subject, letter.body)
        mailer.post(self.session, mail, self.now)

    def link(
        self,
        purpose: Purpose,
        email: str,
        *,
        user_id: str | None = None,
        account_id: str | None = None,
        password_hash: str | None = None,
    ) -> str:
        """A new link for `email`; earlier ones for the same purpose stop working, so that the last mail counts."""
        self.session.execute(
            update(MailToken)
            .where(MailToken.email == email, MailToken.purpose == purpose, MailToken.used_at.is_(None))
            .values(used_at=self.now)
        )
        secret = self.new_secret()
        self.session.add(
            MailToken(
                hash=digest(secret),
                purpose=purpose,
                email=email,
                user_id=user_id,
                account_id=account_id,
                password_hash=password_hash,
                created_at=self.now,
                expires_at=self.now + LINK_SECONDS[purpose],
            )
        )
        return f"{self.url}{_PATHS[purpose]}?token={secret}"


def peek_link(session: Session, purpose: Purpose, secret: str, now: int) -> MailToken | None:
    """What is behind a link, as long as it is good."""
    link = session.get(MailToken, digest(secret), populate_existing=True)
    if link is None or link.purpose != purpose or link.used_at is not None:
        return None
    return link if now < link.expires_at else None


def open_link(session: Session, purpose: Purpose, secret: str, now: int) -> MailToken | None:
    """What is behind a link, as long as it is good; its address is locked until the end of the transaction."""
    link = peek_link(session, purpose, secret, now)
    if link is None:
        return None
    lock_address(session, link.email)
    return peek_link(session, purpose, secret, now)


def lock_address(session: Session, email: str) -> None:
    """Let nothing else happen to the sign-ups and links of an address until the end of the transaction."""
    lock_name(session, f"address {email}")


def pending(session: Session, email: str, now: int) -> MailToken | None:
    """The sign-up of an address that waits for its confirmation."""
    wanted = select(MailToken).where(
        MailToken.email == email,
        MailToken.purpose == Purpose.CONFIRM,
        MailToken.used_at.is_(None),
        MailToken.expires_at > now,
    )
    return session.scalars(wanted.order_by(MailToken.created_at.desc())).first()
