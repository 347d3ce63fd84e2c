"""The endpoints by which devices sync: challenges and receipts."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.receipts import Environment
from licensing_server.dependencies import ClientAddress, Seconds, WithParts, WritingSession
from licensing_server.errors import ApiError, answers
from licensing_server.limits import Claim, Rule, admit
from licensing_server.parts import Parts
from licensing_server.wallets import schemas, service
from licensing_server.wallets.errors import refusal
from licensing_server.wallets.standing import Terms

router = APIRouter(tags=["wallet"])

HELLOS = Rule("hellos", most=600, seconds=3600)
"""For each network. A device syncs a few times a day; an office has many behind one address."""

FILES = Rule("files", most=120, seconds=3600)
"""For each network. A file answers no challenge, so that it may be sent again and again by whoever has a copy."""


@router.post("/api/wallet/hello", responses=answers(403, 404, 429))
def hello(
    body: schemas.HelloBody, session: WritingSession, parts: WithParts, now: Seconds, address: ClientAddress
) -> schemas.HelloAnswer:
    """A challenge for a device: single use, five minutes, numbered. Anybody may ask; only the device can answer."""
    admit(parts.database, now, Claim(HELLOS, address))
    challenge, until = service.hello(session, body.device, now, parts.new_secret)
    return schemas.HelloAnswer(chal=challenge, expires_at=until)


@router.post("/api/wallet/sync", responses=answers(403, 404, 409))
def sync(body: schemas.SyncBody, session: WritingSession, parts: WithParts, now: Seconds) -> schemas.SyncAnswer:
    """Answer a signed request with a signed receipt. No access token: the signature is the proof."""
    return _answer(session, parts, body.request, now, by_file=False)


@router.post("/api/wallet/file", responses=answers(403, 404, 409, 429))
def sync_file(
    body: schemas.SyncBody, session: WritingSession, parts: WithParts, now: Seconds, address: ClientAddress
) -> schemas.SyncAnswer:
    """The same for a request that travelled as a file and answers no challenge. Any machine may carry it."""
    admit(parts.database, now, Claim(FILES, address))
    return _answer(session, parts, body.request, now, by_file=True)


def _answer(session: Session, parts: Parts, request: str, now: int, *, by_file: bool) -> schemas.SyncAnswer:
    try:
        outcome = service.sync(session, request, now=now, terms=_terms(parts), sign=parts.signer.sign, by_file=by_file)
    except (DocumentError, ApiError) as error:
        refused = refusal(error) if isinstance(error, DocumentError) else error
        parts.metrics.syncs.labels(refused.code).inc()
        raise refused from None
    parts.metrics.syncs.labels("rebased" if outcome.receipt.rebase else "accepted").inc()
    return schemas.SyncAnswer(receipt=outcome.token)


def _terms(parts: Parts) -> Terms:
    prices = parts.book.prices
    return Terms(
        parts.settings.public_url,
        Environment(parts.settings.env.value),
        prices.policy,
        prices.version,
        parts.signer.keyset.version,
    )
