"""Decides whether an enrolment was made just now, for this server, by the holder of the key."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.enrolment import FRESH_SECONDS, Enrolment, read_enrolment
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.keys import PublicKey
from licensing_server.errors import ApiError
from licensing_server.settings import LOOPBACK_NAMES


def check_proof(token: str, key: PublicKey, *, audiences: Collection[str], now: int) -> Enrolment:
    """The enrolment that `token` proves. Whether it was seen before is for the caller to find out.

    Raises:
        ApiError: 422 `bad_proof` with the reason; 409 `clock_differs` with `server_time`, so that a device whose clock
            is wrong can sign again.
    """
    try:
        enrolment = read_enrolment(documents.read(token, DocumentType.ENROLMENT, lambda kid: _only(key, kid)))
    except DocumentError as error:
        raise _bad(error.reason, str(error)) from None
    if enrolment.dev != key.kid:
        raise _bad(Reason.AUDIENCE, "It speaks for another device than the one that signed it.")
    if enrolment.aud.rstrip("/") not in audiences:
        raise _bad(Reason.AUDIENCE, f"It was made for another server than {min(audiences)}.")
    if abs(enrolment.at - now) > FRESH_SECONDS:
        message = "The clock of this computer differs from the server's. Sign again with the time of `server_time`."
        raise ApiError(409, "clock_differs", message, server_time=now)
    return enrolment


def names_of(public_url: str) -> frozenset[str]:
    """The addresses a proof may be made for: the public one, and on loopback each name of this machine."""
    parts = urlsplit(public_url)
    if parts.hostname not in LOOPBACK_NAMES:
        return frozenset({public_url})
    port = f":{parts.port}" if parts.port else ""
    hosts = (f"[{name}]" if ":" in name else name for name in LOOPBACK_NAMES)
    return frozenset(f"{parts.scheme}://{host}{port}" for host in hosts)


def _only(key: PublicKey, kid: str) -> PublicKey:
    if kid != key.kid:
        raise DocumentError(Reason.UNKNOWN_KEY, "It was signed by another key than the one that is to be enrolled.")
    return key


def _bad(reason: Reason, why: str) -> ApiError:
    return ApiError(422, "bad_proof", f"The proof of the device key is not accepted. {why}", reason=reason.value)
