"""Ed25519 keys, each named by its RFC 7638 thumbprint."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.language import tr

KEY_BYTES = 32
_P = 2**255 - 19
_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_SMALL_ORDER = frozenset({0, 1, _ORDER_8, _P - _ORDER_8, _P - 1, _P, _P + 1})
"""The y of the points of small order in every spelling: under such a key anybody can sign anything (RFC 8032, 8.2, and
the list libsodium refuses); OpenSSL takes them."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half: 32 bytes, as RFC 8032 writes them."""

    x: bytes

    def __post_init__(self) -> None:
        if len(self.x) != KEY_BYTES:
            raise DocumentError(Reason.FIELD, tr("A public key has 32 bytes."))
        if int.from_bytes(self.x, "little") & (2**255 - 1) in _SMALL_ORDER:
            raise DocumentError(Reason.WEAK_KEY, tr("The public key is one under which anybody can sign."))

    @classmethod
    def from_text(cls, text: str) -> PublicKey:
        """From base64url without padding, as in the `x` of a JWK.

        Raises:
            DocumentError: BASE64 or FIELD.
        """
        return cls(from_base64url(text))

    @property
    def text(self) -> str:
        """`x` of the JWK: base64url without padding."""
        return to_base64url(self.x)

    @property
    def kid(self) -> str:
        """The RFC 7638 thumbprint of the key: SHA-256 of its required members, base64url, 43 characters."""
        return to_base64url(hashlib.sha256(canonical.encode(self.jwk())).digest())

    def jwk(self) -> dict[str, str]:
        """The required members of the JWK (RFC 8037)."""
        return {"crv": "Ed25519", "kty": "OKP", "x": self.text}


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """The private half, made from its 32-byte seed; never shown by `repr`."""

    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != KEY_BYTES:
            raise DocumentError(Reason.FIELD, tr("The seed of a private key has 32 bytes."))

    @classmethod
    def generate(cls, random_bytes: Callable[[int], bytes]) -> PrivateKey:
        """A new key from a source of random bytes, for example `secrets.token_bytes`."""
        return cls(random_bytes(KEY_BYTES))

    @property
    def public(self) -> PublicKey:
        return PublicKey(Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw())

    def jwk(self) -> dict[str, str]:
        """The key with its private member `d`, for libraries that take a JWK."""
        return {**self.public.jwk(), "d": to_base64url(self.seed)}


def to_base64url(content: bytes) -> str:
    """Base64url without padding (RFC 7515)."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """The bytes behind base64url without padding; exactly one text stands for them.

    Raises:
        DocumentError: BASE64, also for padding, line breaks and stray bits at the end.
    """
    try:
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise DocumentError(Reason.BASE64, tr("The document is not base64url.")) from error
    if to_base64url(content) != text:
        raise DocumentError(Reason.BASE64, tr("The document is not base64url in its one form."))
    return content
