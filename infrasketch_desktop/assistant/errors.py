"""What can go wrong between a question and its answer; each has a sentence of its own."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Trouble(StrEnum):
    """Which of the known failures it was; the value is what tests and logs say."""

    NO_KEY = "no-key"
    WRONG_KEY = "wrong-key"
    NO_NETWORK = "no-network"
    RATE_LIMIT = "rate-limit"
    OVERLOADED = "overloaded"
    CUT = "cut"
    TRUNCATED = "truncated"
    REFUSED = "refused"
    TOO_LONG = "too-long"
    TOO_FEW_CREDITS = "too-few-credits"
    UNKNOWN_MODEL = "unknown-model"
    NOT_UNDERSTOOD = "not-understood"
    REDIRECTED = "redirected"
    SERVER = "server"


class AssistantError(Exception):
    """An answer did not come, or not to its end: `what` happened, what was `kept`, what to do next (`advice`).

    `details` are what the server added for a program to read: `retry_after` (seconds) with RATE_LIMIT and OVERLOADED;
    `required`, `credits_remaining`, `credits_on_devices` and `packages` with TOO_FEW_CREDITS. Any may be missing.
    """

    def __init__(
        self,
        trouble: Trouble,
        what: str,
        *,
        kept: str = "",
        advice: str = "",
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(" ".join(part for part in (what, kept, advice) if part))
        self.trouble = trouble
        self.what = what
        self.kept = kept
        self.advice = advice
        self.details: Mapping[str, Any] = details or {}
