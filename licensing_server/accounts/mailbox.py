"""The mailbox of the sandbox: on a machine without a mail service its owner reads in the browser what was written.

It exists only where no mail is sent, no money moves and the server is there for its own machine, and it is shown to
nobody else: its links are as good as the passwords of their owners.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from email import message_from_bytes, policy
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from licensing_server.dependencies import WithParts
from licensing_server.errors import ApiError, answers
from licensing_server.mailer import FolderMailer
from licensing_server.pages import Pages
from licensing_server.parts import Parts
from licensing_server.schemas import MessageAnswer
from licensing_server.settings import LOOPBACK_NAMES, Env

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


def look_for_mail(parts: Parts) -> MessageAnswer:
    """What a person is told who has to open a link now."""
    if is_open(parts):
        mailbox = f"{parts.settings.public_url}{_PATH}"
        message = f"In the sandbox no mail is sent. Open {mailbox} and follow the link there."
        return MessageAnswer(message=message, mailbox=mailbox)
    return MessageAnswer(message="We have sent a mail to this address. Open the link in it to go on.")


@router.get(_PATH, responses=answers(404), summary="The mails that were written instead of sent")
def show_mails(request: Request, parts: WithParts) -> HTMLResponse:
    if not _is_asked_here(request):
        raise ApiError(404, "not_found", "The mailbox of a sandbox opens only on the machine that the server runs on.")
    assert isinstance(parts.mailer, FolderMailer)
    files = sorted(parts.mailer.folder.glob("*.eml"), reverse=True)[:_NEWEST]
    html = _pages().render("mailbox.html", mails=[_read(file) for file in files])
    return HTMLResponse(html, headers=_pages().headers())


def _is_asked_here(request: Request) -> bool:
    """Whether a browser of this machine asks, under a name of this machine.

    A sandbox may listen everywhere for others to try it, and a page from anywhere may have a name that leads here.
    """
    try:
        peer = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    return peer.is_loopback and request.url.hostname in LOOPBACK_NAMES


def _read(file: Path) -> Letter:
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    return Letter(str(mail["To"]), str(mail["Subject"]), str(mail.get_content()))
