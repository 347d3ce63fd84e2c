"""Decides after each answer whether a turn goes on, and has the sentences for those that ended badly."""

from __future__ import annotations

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.rounds import Round
from infrasketch_desktop.assistant.turns import Ending, Question

MOST_REQUESTS = 8
"""Of one turn, so that no model goes on for ever at somebody's cost."""
MOST_REPAIRS = 2
"""How often a model may mend what did not fit."""

_BAD_ENDS = {
    "": (Trouble.CUT, "The answer broke off.", "Send the request again."),
    "refusal": (Trouble.REFUSED, "The model declined to answer.", "Put the request in other words."),
    "max_tokens": (Trouble.TRUNCATED, "The answer was longer than allowed and is cut.", "Ask for less at a time."),
    "model_context_window_exceeded": (
        Trouble.TOO_LONG,
        "Diagram and conversation are longer than the model can read.",
        "Begin a new conversation, or select what the request is about.",
    ),
}


def bad_end(reason: str) -> AssistantError | None:
    """What is wrong with an answer that ended for `reason`; None when nothing is."""
    if reason not in _BAD_ENDS:
        return None
    trouble, what, advice = _BAD_ENDS[reason]
    return AssistantError(trouble, what, advice=advice)


def good_end(answer: Round, question: Question | None, requests: int, repairs: int) -> Ending | None:
    """How the turn ends after an answer that came whole, the `requests`th; None when it goes on."""
    if question is not None:
        return Ending.ASKED
    if answer.only_suggests or not answer.calls:
        return Ending.ANSWERED
    if requests >= MOST_REQUESTS or (answer.problems and repairs >= MOST_REPAIRS):
        return Ending.ANSWERED
    return None


def with_kept(error: AssistantError, *, changes: bool, text: bool) -> AssistantError:
    """`error`, saying what of the answer was kept."""
    kept = "Nothing was changed."
    if text:
        kept = "What was said until then is kept."
    if changes:
        kept = "The changes that had arrived are kept as a proposal."
    found = AssistantError(error.trouble, error.what, kept=kept, advice=error.advice)
    found.__cause__ = error.__cause__
    return found
