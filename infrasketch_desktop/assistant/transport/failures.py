"""Gives every way a line or an answer can fail its own sentence: what happened, what was kept, what to do next.

What servers say themselves when they refuse is in `refusals`.
"""

from __future__ import annotations

import ssl

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.transport.endpoint import Endpoint, Kind
from infrasketch_desktop.language import later, tr, tr_count

NOTHING_CHANGED = later("Nothing was changed.")
PARTS_KEPT = later("What had arrived until then is kept.")
LONGEST_QUOTE = 200


def unreachable(endpoint: Endpoint, error: BaseException) -> AssistantError:
    """No connection came about."""
    if any(isinstance(cause, ssl.SSLError) for cause in causes(error)):
        return AssistantError(
            Trouble.NO_NETWORK,
            tr("It is not certain that what answers is {host}: its certificate is not valid.", host=endpoint.host),
            kept=tr("Nothing was sent."),
            advice=tr("Check the date of this computer, and whether this network reads along."),
        )
    if endpoint.kind is Kind.LOCAL:
        return AssistantError(
            Trouble.NO_NETWORK,
            tr("No server answers at {address}.", address=endpoint.address),
            kept=tr(NOTHING_CHANGED),
            advice=tr("Start it, or check its address in the settings."),
        )
    if endpoint.kind is Kind.RELAY:
        return AssistantError(
            Trouble.NO_NETWORK,
            tr("The service of InfraSketch ({host}) cannot be reached.", host=endpoint.host),
            kept=tr(NOTHING_CHANGED),
            advice=tr("Check the network and try again; a key of your own or drawing without a model works meanwhile."),
        )
    return AssistantError(
        Trouble.NO_NETWORK,
        tr("{host} cannot be reached.", host=endpoint.host),
        kept=tr(NOTHING_CHANGED),
        advice=tr("Check the network and try again; drawing without a model works meanwhile."),
    )


def cut(*, began: bool) -> AssistantError:
    """The connection ended before the answer did."""
    return AssistantError(
        Trouble.CUT,
        tr("The connection ended in the middle of the answer.")
        if began
        else tr("The connection ended before an answer came."),
        kept=tr(PARTS_KEPT if began else NOTHING_CHANGED),
        advice=tr("Ask again for the rest.") if began else tr("Try again."),
    )


def silent(seconds: float, *, began: bool) -> AssistantError:
    """Nothing came for too long."""
    return AssistantError(
        Trouble.CUT,
        tr_count(
            "Nothing came for %n second, so the answer was ended.",
            "Nothing came for %n seconds, so the answer was ended.",
            max(1, round(seconds)),
        ),
        kept=tr(PARTS_KEPT if began else NOTHING_CHANGED),
        advice=tr("Try again."),
    )


def endless(seconds: float, *, began: bool) -> AssistantError:
    """The whole answer took too long."""
    return AssistantError(
        Trouble.CUT,
        tr_count(
            "The answer was not complete after %n minute, so it was ended.",
            "The answer was not complete after %n minutes, so it was ended.",
            max(1, round(seconds / 60)),
        ),
        kept=tr(PARTS_KEPT if began else NOTHING_CHANGED),
        advice=tr("Ask for less at once."),
    )


def not_understood(endpoint: Endpoint, *, began: bool) -> AssistantError:
    """What came is no answer, or more than is believed."""
    return AssistantError(
        Trouble.NOT_UNDERSTOOD,
        tr("What {host} answered cannot be understood.", host=endpoint.host),
        kept=tr(PARTS_KEPT if began else NOTHING_CHANGED),
        advice=tr("Try again; if it stays so, choose another model or source of answers."),
    )


def ended_early(reason: str, explanation: str) -> AssistantError | None:
    """What is wrong with an answer that ended for `reason`; None when nothing is."""
    match reason:
        case "max_tokens":
            return AssistantError(
                Trouble.TRUNCATED,
                tr("The answer became longer than was allowed and ended early."),
                kept=tr(PARTS_KEPT),
                advice=tr("Ask for the rest, or for less at once."),
            )
        case "model_context_window_exceeded":
            return AssistantError(
                Trouble.TOO_LONG,
                tr("The conversation became longer than the model can read, and the answer ended early."),
                kept=tr(PARTS_KEPT),
                advice=tr("Select the part that the question is about, or begin a new conversation."),
            )
        case "refusal":
            return AssistantError(
                Trouble.REFUSED,
                quoting(tr("The model declined to answer this."), explanation),
                kept=tr("Nothing of the answer is used."),
                advice=tr("Ask in other words, or choose another model."),
            )
    return None


def quoting(what: str, message: str, hidden: str = "") -> str:
    """`what`, and what a server says to it: shortly, on one line, without `hidden`; nothing for nothing."""
    if hidden:
        message = message.replace(hidden, "…")
    shown = " ".join("".join(c if c.isprintable() else " " for c in message[: 4 * LONGEST_QUOTE]).split())
    if not shown:
        return what
    short = shown if len(shown) <= LONGEST_QUOTE else shown[: LONGEST_QUOTE - 1] + "…"
    return tr("{what} It says: “{message}”.", what=what, message=short)


def causes(error: BaseException) -> list[BaseException]:
    """The error and what led to it, nearest first."""
    found: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in found:
        found.append(following)
        following = following.__cause__ or following.__context__
    return found
