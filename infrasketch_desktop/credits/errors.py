"""Why a signed document is refused, and the other expected failures of credits."""

from __future__ import annotations

from enum import StrEnum


class CreditsError(Exception):
    """An expected failure around credits; `str()` of it is a message for a person."""


class Reason(StrEnum):
    """One name for each way a document can be bad, so that tests and logs can tell them apart."""

    TOO_LARGE = "too_large"
    NOT_TEXT = "not_text"
    MALFORMED = "malformed"
    BASE64 = "base64"
    DUPLICATE_KEY = "duplicate_key"
    FLOAT = "float"
    BIG_NUMBER = "big_number"
    TOO_DEEP = "too_deep"
    NOT_CANONICAL = "not_canonical"
    NOT_AN_OBJECT = "not_an_object"
    HEADER = "header"
    ALGORITHM = "algorithm"
    TYPE = "type"
    SIGNATURE = "signature"
    UNKNOWN_KEY = "unknown_key"
    WEAK_KEY = "weak_key"
    KEY_USE = "key_use"
    KEY_NOT_YET_VALID = "key_not_yet_valid"
    KEY_EXPIRED = "key_expired"
    KEY_REVOKED = "key_revoked"
    KEYSET_EXPIRED = "keyset_expired"
    EXPIRED = "expired"
    THRESHOLD = "threshold"
    ROOT_SKIPPED = "root_skipped"
    VERSION = "version"
    ROLLBACK = "rollback"
    FIELD = "field"
    AUDIENCE = "audience"
    ENVIRONMENT = "environment"
    CHAIN = "chain"


class DocumentError(CreditsError):
    """A document was refused; nothing of it was used."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class PriceError(CreditsError):
    """Something was asked for that the price list does not name."""
