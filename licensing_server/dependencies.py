"""What endpoints ask for in their signature: the parts, a transaction, the time, who calls and from where."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.orm import Session

from licensing_server.parts import Parts
from licensing_server.tokens import Caller, Mint, missing_token, read_caller

_BEARER = HTTPBearer(auto_error=False, bearerFormat="JWT", description="The access token of a sign-in or enrolment.")


def _parts(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


WithParts = Annotated[Parts, Depends(_parts)]


def _transaction(parts: WithParts) -> Iterator[Session]:
    with parts.database.transaction() as session:
        yield session


WritingSession = Annotated[Session, Depends(_transaction, scope="function")]
"""One transaction for the request. `scope="function"` commits before the answer leaves: FastAPI otherwise ends such
dependencies after the response, and a failed commit would hide behind a 200. The session connects at its first
statement, so a request holds a connection only within its own thread.
"""


def _reading(parts: WithParts) -> Iterator[Session]:
    with parts.database.reading() as session:
        yield session


ReadingSession = Annotated[Session, Depends(_reading, scope="function")]
"""One snapshot for the request."""


def _now(parts: WithParts) -> int:
    return parts.now()


Seconds = Annotated[int, Depends(_now)]
"""The time of the request, the same wherever it is asked for within it."""


def _optional_caller(
    parts: WithParts, now: Seconds, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Caller | None:
    """Reads in a transaction of its own: a connection must not be held while the request waits for its thread."""
    if bearer is None:
        return None
    with parts.database.reading() as session:
        return read_caller(session, parts.signer, bearer.credentials, now)


OptionalCaller = Annotated[Caller | None, Depends(_optional_caller)]
"""Who calls, if anybody says so; a token that is wrong is refused all the same."""


def _current_caller(caller: OptionalCaller) -> Caller:
    if caller is None:
        raise missing_token()
    return caller


CurrentCaller = Annotated[Caller, Depends(_current_caller)]


def _mint(parts: WithParts) -> Mint:
    return Mint(parts.signer, parts.new_id, parts.new_secret)


WithMint = Annotated[Mint, Depends(_mint)]


def _client_address(request: Request, parts: WithParts) -> str:
    """The address to limit: the one our own outermost proxy saw, an IPv6 network instead of an address.

    A client may send any X-Forwarded-For; only the last `trusted_proxies` entries were written by ours.
    """
    hops = [hop.strip() for hop in ",".join(request.headers.getlist("x-forwarded-for")).split(",") if hop.strip()]
    trusted = parts.settings.trusted_proxies
    peer = request.client.host if request.client else ""
    return network_of(hops[-trusted] if trusted and len(hops) >= trusted else peer)


ClientAddress = Annotated[str, Depends(_client_address)]


def network_of(address: str) -> str:
    """What one customer holds: an IPv4 address, or the /64 of an IPv6 address (RFC 6177)."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
