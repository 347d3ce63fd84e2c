"""Decides after each answer whether a turn goes on, and says of one that failed what of it was kept."""

from __future__ import annotations

from infrasketch_desktop.assistant.errors import AssistantError
from infrasketch_desktop.assistant.rounds import Round
from infrasketch_desktop.assistant.turns import Ending, Question
from infrasketch_desktop.language import tr

MOST_REQUESTS = 8
"""Of one turn, so that no model goes on for ever at somebody's cost."""
MOST_REPAIRS = 2
"""How often a model may mend what did not fit."""


def ending_after(answer: Round, question: Question | None, requests: int, repairs: int) -> Ending | None:
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
    kept = tr("Nothing was changed.")
    if text:
        kept = tr("What was said until then is kept.")
    if changes:
        kept = tr("The changes that had arrived are kept as a proposal.")
    return AssistantError(error.trouble, error.what, kept=kept, advice=error.advice, details=error.details)
