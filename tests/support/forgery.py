"""Makes tokens the library would never make, for tests of what has to be refused."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.keys import PrivateKey
from tests.support.vendor import NOW, key

GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
"""L of RFC 8032: adding it to the second half of a signature changes the bytes and not the equation."""


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def header(signer: PrivateKey, **changes: Any) -> dict[str, Any]:
    """The header of a receipt; a change to None leaves the field out."""
    usual = {"alg": "Ed25519", "kid": signer.public.kid, "typ": DocumentType.RECEIPT.value} | changes
    return {name: value for name, value in usual.items() if value is not None}


def payload(**changes: Any) -> dict[str, Any]:
    return {"v": 1, "env": "sandbox", "srv_time": NOW, "aud": "device"} | changes


def forge(
    head: dict[str, Any] | bytes | None = None,
    body: dict[str, Any] | bytes | None = None,
    by: str | PrivateKey = "server",
) -> str:
    """A token with any header and any payload, correctly signed over them by a key or the key of a name."""
    signer = key(by) if isinstance(by, str) else by
    head = header(signer) if head is None else head
    body = payload() if body is None else body
    first = b64(head if isinstance(head, bytes) else json.dumps(head).encode())
    second = b64(body if isinstance(body, bytes) else canonical.encode(body))
    signature = Ed25519PrivateKey.from_private_bytes(signer.seed).sign(f"{first}.{second}".encode())
    return f"{first}.{second}.{b64(signature)}"


def with_signature(token: str, signature: bytes) -> str:
    return f"{token.rpartition('.')[0]}.{b64(signature)}"


def signature_of(token: str) -> bytes:
    text = token.rpartition(".")[2]
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def hmac_signed(secret: bytes) -> str:
    """What a verifier accepts that takes the public key as the secret of HS256 (CVE-2015-9235 and its kin)."""
    first, second = b64(json.dumps(header(key("server"), alg="HS256")).encode()), b64(canonical.encode(payload()))
    return f"{first}.{second}.{b64(hmac.digest(secret, f'{first}.{second}'.encode(), hashlib.sha256))}"


def malleable(token: str) -> str:
    """The same signature with s + L instead of s; RFC 8032, 5.1.7 says to refuse it."""
    signature = signature_of(token)
    s = int.from_bytes(signature[32:], "little") + GROUP_ORDER
    return with_signature(token, signature[:32] + s.to_bytes(32, "little"))
