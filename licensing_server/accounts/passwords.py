"""Hashes passwords with Argon2id, verifies them in equal time, and says when one is too weak."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable

import bcrypt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from licensing_server.errors import ApiError

SHORTEST = 8
"""Characters."""
LARGEST = 1024
"""Bytes of UTF-8; more is no password but work for the server."""
LEAST_SCORE = 2
"""Of zxcvbn's 0 to 4: more than 10^6 guesses, against a login that allows some hundred a day."""

_JUDGED = 72
"""Characters that zxcvbn looks at: its cost grows with the square of the length, and it refuses more."""
_AT_A_TIME = 4
"""Hashes computed at once in a process: each takes 64 MiB."""
_BCRYPT_PREFIXES = ("$2a$", "$2b$", "$2y$")
_BCRYPT_BYTES = 72
"""bcrypt never looked at more; the library now refuses what earlier versions cut off."""


class Passwords:
    """One way to hash. `imported_cost` is that of bcrypt hashes which came from elsewhere, 0 when there are none:
    while there are, every verification costs one bcrypt more, so that time does not tell those accounts apart.
    """

    def __init__(self, hasher: PasswordHasher, imported_cost: int = 0) -> None:
        self._hasher = hasher
        self._turns = threading.BoundedSemaphore(_AT_A_TIME)
        self._nobody = hasher.hash("nobody has this password")
        self._bcrypt_nobody = bcrypt.hashpw(b"nobody", bcrypt.gensalt(imported_cost)) if imported_cost else None

    def hash(self, password: str) -> str:
        with self._turns:
            return self._hasher.hash(_prepared(password))

    def verify(self, known_hash: str | None, password: str) -> bool:
        """Whether `password` belongs to `known_hash`. Costs one Argon2 verification in every case, also for None."""
        is_bcrypt = known_hash is not None and known_hash.startswith(_BCRYPT_PREFIXES)
        with self._turns:
            is_right = self._verify_argon2(self._nobody if known_hash is None or is_bcrypt else known_hash, password)
            if is_bcrypt and known_hash is not None:
                return _verify_bcrypt(known_hash.encode(), password)
            if self._bcrypt_nobody is not None:
                _verify_bcrypt(self._bcrypt_nobody, password)
        return is_right and known_hash is not None

    def is_outdated(self, known_hash: str) -> bool:
        """Whether a hash was made in another way than `hash` makes them now."""
        return known_hash.startswith(_BCRYPT_PREFIXES) or self._hasher.check_needs_rehash(known_hash)

    def _verify_argon2(self, known_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(known_hash, _prepared(password))
        except (VerificationError, InvalidHashError):
            return False


def check_strength(password: str, personal: Iterable[str]) -> None:
    """Accept a new password; `personal` are words that others know of its owner.

    Raises:
        ApiError: 422 `weak_password` or `password_length`, with what to do about it in `suggestions`.
    """
    if len(password) < SHORTEST or len(password.encode()) > LARGEST:
        message = f"A password has at least {SHORTEST} characters and at most {LARGEST} bytes. Choose another one."
        raise ApiError(422, "password_length", message, suggestions=[])
    judged = zxcvbn(_prepared(password)[:_JUDGED], user_inputs=[*personal, "infrasketch"])
    if judged["score"] >= LEAST_SCORE:
        return
    feedback = judged["feedback"]
    suggestions = [text for text in feedback["suggestions"] if text]
    why = feedback["warning"] or "It is easy to guess."
    message = " ".join([f"Choose a stronger password. {why.rstrip('.')}.", *suggestions])
    raise ApiError(422, "weak_password", message, suggestions=suggestions)


def _prepared(password: str) -> str:
    """The same characters typed on another keyboard are the same password (RFC 8265, OpaqueString)."""
    return unicodedata.normalize("NFC", password)


def _verify_bcrypt(known_hash: bytes, password: str) -> bool:
    try:
        return bcrypt.checkpw(password.encode()[:_BCRYPT_BYTES], known_hash)
    except ValueError:
        return False
