"""Mail leaves when what it tells of was committed, and not otherwise."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Self

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from licensing_server.logs import make_logger
from licensing_server.mailer import FolderMailer, Mail, MailError, Postman, SmtpMailer, make_mailer, post
from licensing_server.models.accounts import OutgoingMail
from licensing_server.settings import Settings
from tests.support.licensing import LicensingServer
from tests.support.logs import LogWatch

MAIL = Mail("1", "ada@example.com", "Hello – Grüße", "A line\nwith a link: https://example.com/?token=secret\n")


@dataclass(slots=True)
class MoodyMailer:
    """Refuses whatever goes to those it does not like."""

    refuses: set[str] = field(default_factory=set)
    sent: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> None:
        if mail.recipient in self.refuses:
            raise MailError("the mail service is away")
        self.sent.append(mail)


def _postman(server: LicensingServer, mailer: MoodyMailer) -> Postman:
    return Postman(server.database, mailer, server.clock, make_logger(env="sandbox"))


def _post(server: LicensingServer, *mails: Mail) -> None:
    with server.database.transaction() as session:
        for mail in mails:
            post(session, mail, server.clock())


def test_what_was_rolled_back_is_not_told(server: LicensingServer) -> None:
    mailer = MoodyMailer()
    with pytest.raises(RuntimeError), server.database.transaction() as session:
        post(session, MAIL, server.clock())
        raise RuntimeError

    assert _postman(server, mailer).deliver() == 0
    assert mailer.sent == []


def test_a_mail_leaves_once_and_its_text_is_deleted(server: LicensingServer) -> None:
    mailer = MoodyMailer()
    _post(server, MAIL)

    assert [_postman(server, mailer).deliver() for _ in range(2)] == [1, 0]
    assert mailer.sent == [MAIL]
    with server.database.reading() as session:
        row = session.scalars(select(OutgoingMail)).one()
        assert (row.sent_at, row.next_try_at, row.body) == (server.clock(), None, "")


def test_one_bad_address_does_not_hold_up_the_others(server: LicensingServer, log_watch: LogWatch) -> None:
    log_watch.expect("mail not sent")
    mailer = MoodyMailer(refuses={"bad@example.com"})
    _post(server, Mail("0", "bad@example.com", "s", "b"), MAIL)

    assert _postman(server, mailer).deliver() == 1


def test_a_mail_that_failed_is_tried_again_later_and_at_last_given_up(
    server: LicensingServer, log_watch: LogWatch
) -> None:
    log_watch.expect("mail not sent")
    mailer = MoodyMailer(refuses={MAIL.recipient})
    postman = _postman(server, mailer)
    _post(server, MAIL)
    pauses = []
    for _ in range(8):
        postman.deliver()
        with server.database.reading() as session:
            due = session.scalars(select(OutgoingMail.next_try_at)).one()
        pauses.append(due and (due - server.clock()) // 60)
        server.clock.forward(days=1)

    assert pauses == [2, 4, 8, 16, 32, 64, 128, None]


def test_a_mail_taken_by_a_process_that_died_is_taken_again(server: LicensingServer) -> None:
    mailer = MoodyMailer()
    postman = _postman(server, mailer)
    _post(server, MAIL)
    server.database.run(postman._claim)

    assert postman.deliver() == 0
    server.clock.forward(minutes=5)
    assert postman.deliver() == 1


def test_without_a_mail_service_mails_are_files_of_their_owner(tmp_path: Path) -> None:
    mailer = make_mailer(Settings(data=tmp_path), lambda: 0)
    assert isinstance(mailer, FolderMailer)

    mailer.send(MAIL)

    file = tmp_path / "mail" / "1.eml"
    assert file.stat().st_mode & 0o077 == 0
    assert b"Auto-Submitted: auto-generated" in file.read_bytes()


def test_an_address_that_cannot_be_written_down_is_an_expected_failure(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path, "InfraSketch <a@example.com>", lambda: 0)

    for recipient in ("a..b@example.com", "a@example.com\nBcc: everybody@example.com"):
        with pytest.raises(MailError):
            mailer.send(Mail("1", recipient, "s", "b"))


class Wire:
    """What `smtplib.SMTP` would have been told."""

    def __init__(self) -> None:
        self.said: list[object] = []

    def __call__(self, host: str, port: int, **_options: object) -> Wire:
        self.said.append((host, port))
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self.said.append("quit")

    def starttls(self, **_options: object) -> None:
        self.said.append("starttls")

    def login(self, user: str, password: str) -> None:
        self.said.append((user, password))

    def send_message(self, message: EmailMessage) -> None:
        self.said.append(message["To"])


def test_smtp_is_encrypted_before_the_password_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    wire = Wire()
    monkeypatch.setattr(smtplib, "SMTP", wire)
    told = Settings(smtp_host="mail.example.com", smtp_user="me", smtp_password=SecretStr("pw"))
    mailer = make_mailer(told, lambda: 0)
    assert isinstance(mailer, SmtpMailer)

    mailer.send(MAIL)

    assert wire.said == [("mail.example.com", 587), "starttls", ("me", "pw"), "ada@example.com", "quit"]


def test_a_mail_service_that_is_away_is_an_expected_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_address: object, **_options: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(smtplib, "SMTP", refuse)
    with pytest.raises(MailError, match="ConnectionRefusedError"):
        SmtpMailer(Settings(smtp_host="mail.example.com"), lambda: 0).send(MAIL)
