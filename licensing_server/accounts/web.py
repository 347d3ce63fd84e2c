"""The pages behind mailed links: one button to confirm an address, one form to choose a new password.

Opening a link changes nothing: programs that scan mail open links. What changes something is the form on the page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse

from licensing_server.accounts import recovery, sign_up
from licensing_server.accounts.addresses import words_of
from licensing_server.accounts.dependencies import WithPasswords, WithPost
from licensing_server.accounts.passwords import LARGEST, check_strength
from licensing_server.accounts.post import Purpose, peek_link
from licensing_server.dependencies import ReadingSession, Seconds, WithParts, WritingSession
from licensing_server.errors import ApiError, page_answers
from licensing_server.pages import Pages
from licensing_server.schemas import SecretText

router = APIRouter(tags=["pages"], default_response_class=HTMLResponse)

LinkSecret = Annotated[SecretText, Query()]
FormSecret = Annotated[SecretText, Form()]

_GONE = (
    "This link is not good any more",
    "It was used, has expired, or a later mail has taken its place. Ask for a new mail in InfraSketch.",
)
"""410: the request was fine, the link was."""


@cache
def _pages() -> Pages:
    return Pages(Path(__file__).parent / "pages")


@router.get("/api/auth/verify", responses=page_answers(410), summary="The page behind the link of a sign-up")
def show_confirmation(token: LinkSecret, session: ReadingSession, now: Seconds) -> HTMLResponse:
    link = peek_link(session, Purpose.CONFIRM, token, now)
    return _page("confirm.html", token=token, email=link.email) if link else _gone()


@router.post("/api/auth/verify", responses=page_answers(410), summary="Confirm the address of a sign-up")
def confirm(token: FormSecret, session: WritingSession, parts: WithParts, now: Seconds) -> HTMLResponse:
    user = sign_up.confirm(session, parts.new_id, token, now)
    if user is None:
        return _gone()
    return _outcome("Your address is confirmed", "Go back to InfraSketch and sign in. You can close this page.")


@router.get("/api/auth/password/reset", responses=page_answers(410), summary="The page for a new password")
def show_reset(token: LinkSecret, session: ReadingSession, now: Seconds) -> HTMLResponse:
    link = peek_link(session, Purpose.RESET, token, now)
    return _page("reset.html", token=token, email=link.email, problem="") if link else _gone()


@router.post("/api/auth/password/reset", responses=page_answers(410, 422), summary="Set a new password")
def reset(
    *,
    token: FormSecret,
    new_password: Annotated[str, Form(min_length=1, max_length=LARGEST)],
    session: WritingSession,
    post: WithPost,
    passwords: WithPasswords,
    parts: WithParts,
    now: Seconds,
) -> HTMLResponse:
    with parts.database.reading() as reading:
        link = peek_link(reading, Purpose.RESET, token, now)
    if link is None:
        return _gone()
    try:
        check_strength(new_password, words_of(link.email))
    except ApiError as error:
        return _page("reset.html", status=422, token=token, email=link.email, problem=error.message)
    if not recovery.use_link(session, post, token, passwords.hash(new_password)):
        return _gone()
    return _outcome("Your password is changed", "Go back to InfraSketch and sign in. You can close this page.")


def _gone() -> HTMLResponse:
    return _outcome(*_GONE, status=410, tone="bad")


def _outcome(title: str, text: str, *, status: int = 200, tone: str = "good") -> HTMLResponse:
    return _page("outcome.html", status=status, title=title, text=text, tone=tone)


def _page(name: str, *, status: int = 200, **values: str) -> HTMLResponse:
    return HTMLResponse(_pages().render(name, **values), status, _pages().headers())
