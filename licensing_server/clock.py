"""What the server takes from outside to stay deterministic: the time, new ids and new secrets."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

Now = Callable[[], int]
"""Seconds since 1970-01-01 UTC."""

NewId = Callable[[], str]
"""A new id: 26 characters that sort by the time they were made."""

NewSecret = Callable[[], str]
"""A new bearer secret of 256 bits, base64url."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def utc_seconds() -> int:
    """The clock of this machine."""
    return int(time.time())


def new_id() -> str:
    """A ULID (https://github.com/ulid/spec): 48 bits of milliseconds, 80 random bits, Crockford's base 32."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def new_secret() -> str:
    """32 random bytes; nobody guesses them, so storing their SHA-256 is enough."""
    return secrets.token_urlsafe(32)
