"""The only sender of mail: decided in a transaction, sent after it, tried again when it fails.

A mail goes through the `outbox` table, so that it leaves exactly when what it tells of was committed. Sending is at
least once: a server that dies between sending and noting it sends again. The text is deleted once the mail has left,
because links in it are secrets.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session
from structlog.typing import FilteringBoundLogger

from licensing_server.clock import Now
from licensing_server.database import Database, lock_name
from licensing_server.models.accounts import OutgoingMail
from licensing_server.settings import Settings

_BATCH = 20
_CLAIM_SECONDS = 300
"""A mail that was taken by a process which then died is taken again after this time."""
_LAST_TRY = 8
"""With doubling pauses from one minute the eighth try is two hours after the first."""


class MailError(Exception):
    """A mail could not be handed on; it stays in the outbox."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A plain text mail to one address."""

    id: str
    recipient: str
    subject: str
    body: str


class Mailer(Protocol):
    """Hands a mail on to whoever delivers it."""

    def send(self, mail: Mail) -> None:
        """Raises MailError when it could not be handed on."""
        ...


@dataclass(frozen=True, slots=True)
class FolderMailer:
    """Writes each mail as an .eml file: for machines without a mail service, and for tests."""

    folder: Path
    sender: str
    now: Now

    def send(self, mail: Mail) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = self.folder / f"{mail.id}.eml"
            file.touch(mode=0o600)
            file.write_bytes(bytes(_message(mail, self.sender, self.now())))
        except OSError as error:
            raise MailError(f"the mail folder cannot be written: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Sends by SMTP, encrypted from the start on port 465, by STARTTLS elsewhere but on loopback."""

    settings: Settings
    now: Now

    def send(self, mail: Mail) -> None:
        try:
            with self._connect() as connection:
                password = self.settings.smtp_password.get_secret_value()
                if self.settings.smtp_user:
                    connection.login(self.settings.smtp_user, password)
                connection.send_message(_message(mail, self.settings.mail_from, self.now()))
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(f"the mail service did not take the mail: {type(error).__name__}") from error

    def _connect(self) -> smtplib.SMTP:
        host, port = self.settings.smtp_host, self.settings.smtp_port
        context = ssl.create_default_context()
        if port == smtplib.SMTP_SSL_PORT:
            return smtplib.SMTP_SSL(host, port, timeout=20, context=context)
        connection = smtplib.SMTP(host, port, timeout=20)
        if host not in {"localhost", "127.0.0.1", "::1"}:
            connection.starttls(context=context)
        return connection


def make_mailer(settings: Settings, now: Now) -> Mailer:
    """By SMTP when a host is set, into the mail folder otherwise."""
    if settings.smtp_host:
        return SmtpMailer(settings, now)
    return FolderMailer(settings.mails, settings.mail_from, now)


def post(session: Session, mail: Mail, now: int) -> None:
    """Put a mail into the outbox; it leaves once the transaction has been committed."""
    session.add(
        OutgoingMail(
            id=mail.id, recipient=mail.recipient, subject=mail.subject, body=mail.body, created_at=now, next_try_at=now
        )
    )


@dataclass(frozen=True, slots=True)
class Postman:
    """Empties the outbox; several may work at a time and in several processes."""

    database: Database
    mailer: Mailer
    now: Now
    log: FilteringBoundLogger

    def deliver(self) -> int:
        """Send what is due and answer how much was sent. A mail that fails is tried again later, the others go on."""
        return sum(self._deliver(mail) for mail in self.database.run(self._claim))

    def _claim(self, session: Session) -> Sequence[Mail]:
        lock_name(session, "outbox")
        due = select(OutgoingMail).where(OutgoingMail.next_try_at <= self.now()).order_by(OutgoingMail.id).limit(_BATCH)
        rows = session.scalars(due).all()
        for row in rows:
            row.tries += 1
            row.next_try_at = self.now() + _CLAIM_SECONDS
        return [Mail(row.id, row.recipient, row.subject, row.body) for row in rows]

    def _deliver(self, mail: Mail) -> bool:
        try:
            self.mailer.send(mail)
        except MailError as error:
            self.database.run(lambda session: self._note_failure(session, mail))
            self.log.warning("mail not sent", mail=mail.id, why=str(error))
            return False
        self.database.run(lambda session: self._note_sent(session, mail))
        return True

    def _note_sent(self, session: Session, mail: Mail) -> None:
        row = session.get_one(OutgoingMail, mail.id)
        row.sent_at, row.next_try_at, row.body = self.now(), None, ""

    def _note_failure(self, session: Session, mail: Mail) -> None:
        row = session.get_one(OutgoingMail, mail.id)
        row.next_try_at = None if row.tries >= _LAST_TRY else self.now() + 60 * 2**row.tries


def _message(mail: Mail, sender: str, now: int) -> EmailMessage:
    try:
        return _compose(mail, sender, now)
    except (MessageError, ValueError) as error:
        raise MailError("the mail cannot be written down") from error


def _compose(mail: Mail, sender: str, now: int) -> EmailMessage:
    message = EmailMessage()
    name, address = parseaddr(sender)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=mail.recipient)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(datetime.fromtimestamp(now, UTC))
    message["Message-ID"] = f"<{mail.id}@{address.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: out-of-office programs do not answer
    message.set_content(mail.body)
    return message
