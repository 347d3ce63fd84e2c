"""Gives every way a line or an answer can fail its own sentence: what happened, what was kept, what to do next.

What servers say themselves when they refuse is in `refusals`.
"""

from __future__ import annotations

import ssl

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.phrases import Phrase
from infrasketch_desktop.assistant.transport.endpoint import Endpoint, Kind

NOTHING_CHANGED = "Nothing was changed."
PARTS_KEPT = "What had arrived until then is kept."
LONGEST_QUOTE = 200


def unreachable(endpoint: Endpoint, error: BaseException) -> AssistantError:
    """No connection came about."""
    if any(isinstance(cause, ssl.SSLError) for cause in causes(error)):
        return AssistantError(
            Trouble.NO_NETWORK,
            Phrase("It is not certain that what answers is {host}: its certificate is not valid.", host=endpoint.host),
            kept="Nothing was sent.",
            advice="Check the date of this computer, and whether this network reads along.",
        )
    if endpoint.kind is Kind.LOCAL:
        return AssistantError(
            Trouble.NO_NETWORK,
            Phrase("No server answers at {address}.", address=endpoint.address),
            kept=NOTHING_CHANGED,
            advice="Start it, or check its address in the settings.",
        )
    if endpoint.kind is Kind.RELAY:
        return AssistantError(
            Trouble.NO_NETWORK,
            Phrase("The service of InfraSketch ({host}) cannot be reached.", host=endpoint.host),
            kept=NOTHING_CHANGED,
            advice="Check the network and try again; a key of your own or drawing without a model works meanwhile.",
        )
    return AssistantError(
        Trouble.NO_NETWORK,
        Phrase("{host} cannot be reached.", host=endpoint.host),
        kept=NOTHING_CHANGED,
        advice="Check the network and try again; drawing without a model works meanwhile.",
    )


def cut(*, began: bool) -> AssistantError:
    """The connection ended before the answer did."""
    return AssistantError(
        Trouble.CUT,
        "The connection ended in the middle of the answer." if began else "The connection ended before an answer came.",
        kept=PARTS_KEPT if began else NOTHING_CHANGED,
        advice="Ask again for the rest." if began else "Try again.",
    )


def silent(seconds: float, *, began: bool) -> AssistantError:
    """Nothing came for too long."""
    return AssistantError(
        Trouble.CUT,
        Phrase("Nothing came for {seconds} seconds, so the answer was ended.", seconds=f"{seconds:g}"),
        kept=PARTS_KEPT if began else NOTHING_CHANGED,
        advice="Try again.",
    )


def endless(seconds: float, *, began: bool) -> AssistantError:
    """The whole answer took too long."""
    return AssistantError(
        Trouble.CUT,
        Phrase("The answer was not complete after {minutes} minutes, so it was ended.", minutes=f"{seconds / 60:g}"),
        kept=PARTS_KEPT if began else NOTHING_CHANGED,
        advice="Ask for less at once.",
    )


def not_understood(endpoint: Endpoint, *, began: bool) -> AssistantError:
    """What came is no answer, or more than is believed."""
    return AssistantError(
        Trouble.NOT_UNDERSTOOD,
        Phrase("What {host} answered cannot be understood.", host=endpoint.host),
        kept=PARTS_KEPT if began else NOTHING_CHANGED,
        advice="Try again; if it stays so, choose another model or source of answers.",
    )


def ended_early(reason: str, explanation: str) -> AssistantError | None:
    """What is wrong with an answer that ended for `reason`; None when nothing is."""
    match reason:
        case "max_tokens":
            return AssistantError(
                Trouble.TRUNCATED,
                "The answer became longer than was allowed and ended early.",
                kept=PARTS_KEPT,
                advice="Ask for the rest, or for less at once.",
            )
        case "model_context_window_exceeded":
            return AssistantError(
                Trouble.TOO_LONG,
                "The conversation became longer than the model can read, and the answer ended early.",
                kept=PARTS_KEPT,
                advice="Select the part that the question is about, or begin a new conversation.",
            )
        case "refusal":
            return AssistantError(
                Trouble.REFUSED,
                quoting(Phrase("The model declined to answer this."), explanation),
                kept="Nothing of the answer is used.",
                advice="Ask in other words, or choose another model.",
            )
    return None


def quoting(what: Phrase, message: str, hidden: str = "") -> Phrase:
    """`what`, and what a server says to it: shortly, on one line, without `hidden`; nothing for nothing."""
    if hidden:
        message = message.replace(hidden, "…")
    shown = " ".join("".join(c if c.isprintable() else " " for c in message[: 4 * LONGEST_QUOTE]).split())
    if not shown:
        return what
    short = shown if len(shown) <= LONGEST_QUOTE else shown[: LONGEST_QUOTE - 1] + "…"
    return Phrase("{what} It says: “{message}”.", what=what, message=short)


def causes(error: BaseException) -> list[BaseException]:
    """The error and what led to it, nearest first."""
    found: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in found:
        found.append(following)
        following = following.__cause__ or following.__context__
    return found
