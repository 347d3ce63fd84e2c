"""The endpoints that need no sign-in: signed prices, the key list, the roots."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Response

from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.keyset import Keyset, KeyUse
from licensing_server.catalog.offers import offer, offered_since
from licensing_server.catalog.schemas import CatalogAnswer, SignedDocument
from licensing_server.dependencies import Seconds, WithParts
from licensing_server.errors import ApiError, answers
from licensing_server.parts import Parts

router = APIRouter(prefix="/api", tags=["catalog"])

IfNoneMatch = Annotated[str | None, Header(max_length=1024, description="The ETag of the answer that is held.")]
_UNCHANGED: dict[int | str, dict[str, Any]] = {
    304: {"description": "What the caller holds (If-None-Match) is still so."}
}
_LARGEST_ROOT = 1_000_000


@router.get("/catalog", response_model=CatalogAnswer, responses={**answers(), **_UNCHANGED})
def get_catalog(parts: WithParts, now: Seconds, if_none_match: IfNoneMatch = None) -> Response:
    """The signed price list. It is the same for everybody, and verifies without this server."""
    since = _offered_since(parts, now)
    signer = parts.signer
    key = signer.key_for(KeyUse.PRICES, now)
    payload = parts.book.payload(signer.env, max(since, key.not_before))
    answer = CatalogAnswer(
        prices=signer.sign(DocumentType.PRICES, payload),
        version=parts.book.prices.version,
        keyset_version=signer.keyset.version,
    )
    return _answer(answer.model_dump_json().encode(), if_none_match)


@router.get("/keys", response_model=SignedDocument, responses={**answers(), **_UNCHANGED})
def get_keys(parts: WithParts, if_none_match: IfNoneMatch = None) -> Response:
    """The key list, signed by two root keys. Fetch the roots first when their keys are not known."""
    keyset: Keyset = parts.signer.keyset
    return _answer(keyset.text.encode(), if_none_match)


@router.get("/roots/{n}", response_model=SignedDocument, responses={**answers(404), **_UNCHANGED})
def get_root(
    n: Annotated[int, Path(ge=1, le=_LARGEST_ROOT)], parts: WithParts, if_none_match: IfNoneMatch = None
) -> Response:
    """Root number `n`. Ask for the one after the newest that is held, until the answer is 404."""
    roots = parts.signer.trust.roots
    if n > len(roots):
        raise ApiError(404, "no_such_root", f"The newest root is number {len(roots)}; there is nothing to fetch.")
    return _answer(roots[n - 1].text.encode(), if_none_match)


def _offered_since(parts: Parts, now: int) -> int:
    with parts.database.reading() as session:
        since = offered_since(session, parts.book)
    return offer(parts.database, parts.book, now) if since is None else since


def _answer(content: bytes, if_none_match: str | None) -> Response:
    """The answer with its ETag (RFC 9110, 8.8.3), or 304 when the caller holds it."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "public, no-cache"}
    held = {tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")}
    if etag in held or "*" in held:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/json", headers=headers)
