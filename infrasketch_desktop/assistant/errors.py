"""What can go wrong between a question and its answer; each has a sentence of its own."""

from __future__ import annotations

from enum import StrEnum


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
    """An answer did not come, or not to its end: `what` happened, what was `kept`, what to do next (`advice`)."""

    def __init__(self, trouble: Trouble, what: str, *, kept: str = "", advice: str = "") -> None:
        super().__init__(" ".join(part for part in (what, kept, advice) if part))
        self.trouble = trouble
        self.what = what
        self.kept = kept
        self.advice = advice
