"""The mailbox of the sandbox: on a machine without a mail service its owner reads in the browser what was written.

It exists only where no mail is sent, no money moves and nobody but programs of the same machine reaches the server.
"""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from licensing_server.dependencies import WithParts
from licensing_server.errors import answers
from licensing_server.mailer import FolderMailer
from licensing_server.pages import Pages
from licensing_server.parts import Parts
from licensing_server.settings import Env

router = APIRouter(tags=["sandbox mailbox"], default_response_class=HTMLResponse)

_NEWEST = 20
_PATH = "/sandbox/mail"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it is shown."""

    to: str
    subject: str
    body: str


@cache
def _pages() -> Pages:
    return Pages(Path(__file__).parent / "pages")


def is_open(parts: Parts) -> bool:
    """Whether this server has a mailbox."""
    settings = parts.settings
    return settings.env is Env.SANDBOX and settings.is_local and isinstance(parts.mailer, FolderMailer)


def look_for_mail(parts: Parts) -> str:
    """What a person is told who has to open a link now."""
    if is_open(parts):
        return f"In the sandbox no mail is sent. Open {parts.settings.public_url}{_PATH} and follow the link there."
    return "We have sent a mail to this address. Open the link in it to go on."


@router.get(_PATH, responses=answers(), summary="The mails that were written instead of sent")
def show_mails(parts: WithParts) -> HTMLResponse:
    assert isinstance(parts.mailer, FolderMailer)
    files = sorted(parts.mailer.folder.glob("*.eml"), reverse=True)[:_NEWEST]
    html = _pages().render("mailbox.html", mails=[_read(file) for file in files])
    return HTMLResponse(html, headers=_pages().headers())


def _read(file: Path) -> Letter:
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    return Letter(str(mail["To"]), str(mail["Subject"]), str(mail.get_content()))
