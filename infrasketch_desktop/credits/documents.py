"""Signed documents: JWS compact with the algorithm and the type pinned by the reader, never chosen by the document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.keys import PrivateKey, PublicKey, from_base64url
from infrasketch_desktop.language import tr

ALGORITHM = "Ed25519"
"""The fully specified name of RFC 9864; `EdDSA` leaves the curve to the key."""
HEADER_FIELDS = {"alg", "kid", "typ"}
LONGEST_HEADER = 512
LARGEST_TOKEN = 8 * 1024 * 1024
"""Characters; a request with 5,000 ledger entries has about 4 million. Asked before anything is decoded."""
FORMAT_VERSION = 1
"""`v` of every payload; a higher one comes from a newer program."""


class DocumentType(StrEnum):
    """`typ` of the header: a signature made for one use is worth nothing in another."""

    RECEIPT = "isk-receipt+jws"
    SYNC = "isk-sync+jws"
    KEYSET = "isk-keyset+jws"
    ROOT = "isk-root+jws"
    PRICES = "isk-prices+jws"
    ENROLMENT = "isk-enrolment+jws"
    FEED = "isk-feed+jws"


class _Registry(jws.JWSRegistry):
    """Lets large sync requests through: the library's own limit is 128,000 bytes, ours is asked before."""

    max_payload_length = LARGEST_TOKEN


def sign(kind: DocumentType, payload: Mapping[str, Any], key: PrivateKey) -> str:
    """The signed document for `payload`, which is made canonical first.

    Raises:
        DocumentError: the payload has no canonical form.
    """
    header = {"alg": ALGORITHM, "kid": key.public.kid, "typ": kind.value}
    return jws.serialize_compact(header, canonical.encode(payload), _jose(key.jwk()), algorithms=[ALGORITHM])


def read(token: str, kind: DocumentType, find_key: Callable[[str], PublicKey]) -> dict[str, Any]:
    """The payload of `token`, once everything about it is as it must be.

    `find_key` gives the key for a `kid` that may sign this kind of document, or raises DocumentError.

    Raises:
        DocumentError: with the reason; nothing of the payload may be used.
    """
    payload = verified_bytes(token, kind, find_key)
    fields = canonical.decode_object(payload)
    version = fields.get("v")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise DocumentError(Reason.FIELD, tr("The document does not say its version."))
    if version > FORMAT_VERSION:
        raise DocumentError(Reason.VERSION, tr("The document comes from a newer version. Please update InfraSketch."))
    return fields


def verified_bytes(token: str, kind: DocumentType, find_key: Callable[[str], PublicKey]) -> bytes:
    """The payload bytes exactly as they were signed: verified first, parsed by nobody yet.

    Raises:
        DocumentError: with the reason.
    """
    key = find_key(key_id(token, kind))
    try:
        return jws.deserialize_compact(token, _jose(key.jwk()), registry=_Registry(algorithms=[ALGORITHM])).payload
    except (JoseError, ValueError) as error:
        raise DocumentError(Reason.SIGNATURE, tr("The signature of the document is not valid.")) from error


def key_id(token: str, kind: DocumentType) -> str:
    """The `kid` of a document of this kind; its signature has not been looked at.

    Raises:
        DocumentError: TOO_LARGE, MALFORMED, BASE64, HEADER, ALGORITHM or TYPE.
    """
    header = _header(token)
    if set(header) != HEADER_FIELDS or not all(isinstance(value, str) for value in header.values()):
        raise DocumentError(Reason.HEADER, tr("The header of the document has other fields than alg, kid and typ."))
    if header["alg"] != ALGORITHM:
        raise DocumentError(Reason.ALGORITHM, tr("The document is not signed with {algorithm}.", algorithm=ALGORITHM))
    if header["typ"] != kind:
        raise DocumentError(Reason.TYPE, tr("The document is not of the type {kind}.", kind=kind))
    return str(header["kid"])


def _header(token: str) -> dict[str, Any]:
    if len(token) > LARGEST_TOKEN:
        raise DocumentError(Reason.TOO_LARGE, tr("The document is larger than any that is ever issued."))
    parts = token.split(".") if token.isascii() else []
    if len(parts) != 3 or not all(parts):  # noqa: PLR2004 - header, payload, signature
        raise DocumentError(Reason.MALFORMED, tr("The document does not have its three parts."))
    if len(parts[0]) > LONGEST_HEADER:
        raise DocumentError(Reason.HEADER, tr("The header of the document is too long."))
    for part in parts:
        from_base64url(part)
    header = canonical.decode(from_base64url(parts[0]))
    if not isinstance(header, dict):
        raise DocumentError(Reason.HEADER, tr("The header of the document is not an object."))
    return header


def _jose(jwk: dict[str, str]) -> OKPKey:
    return OKPKey.import_key({**jwk})
