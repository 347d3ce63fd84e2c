"""The card of questions before a vague request is drawn: how large, how consistent, how fast, with what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import later
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.tokens import tokenize


@dataclass(frozen=True, slots=True)
class CardQuestion:
    """One question of the card. `id` is stable, `options` are answers to choose from; another may be typed.

    Texts are English; the window translates what it shows.
    """

    id: str
    text: str
    options: tuple[str, ...]


CARD = (
    CardQuestion(
        "scale",
        later("How many people use it?"),
        (later("Some hundred"), later("Thousands a day"), later("Millions a day"), later("It varies a lot")),
    ),
    CardQuestion(
        "consistency",
        later("How exact must the data be?"),
        (
            later("Always exact, as with money"),
            later("Some seconds behind is fine"),
            later("Exact for writing, behind for reading"),
        ),
    ),
    CardQuestion(
        "latency",
        later("How fast must it answer?"),
        (later("Under 100 ms"), later("Under a second"), later("Work may take minutes")),
    ),
    CardQuestion(
        "technology",
        later("What should it be built with?"),
        (
            later("Whatever fits best"),
            "AWS",
            "Azure",
            "Google Cloud",
            later("Open source on own servers"),
        ),
    ),
)

_LONGEST_ANSWER = 200
_VAGUE_BELOW = 40
"""Words; who writes more has said what matters."""

_SAID: Mapping[str, re.Pattern[str]] = {
    "scale": re.compile(
        r"\d+\s?(?:k|m|million|thousand|users?|requests?|rps|qps|tps|gb|tb|customers?|orders?|nodes?|regions?)\b"
        r"|\b(?:scal\w+|million\w*|thousand\w*|hundreds? of|billion\w*|throughput|high[- ]traffic|low[- ]traffic|"
        r"per (?:second|minute|hour|day|month)|single[- ]user|internal tool|global\w*|multi-?region)\b",
        re.IGNORECASE,
    ),
    "consistency": re.compile(
        r"\b(?:(?:in)?consisten\w+|acid|transaction\w*|eventual\w*|exactly[- ]once|at[- ]least[- ]once|idempoten\w+|"
        r"stale|replica\w*|durab\w+|audit\w*|ledger)\b",
        re.IGNORECASE,
    ),
    "latency": re.compile(
        r"\b(?:latenc\w+|real[- ]?time|milliseconds?|\d+\s?m?s|low[- ]delay|fast|instant\w*|batch\w*|nightly|"
        r"asynchron\w+|offline|streaming|p9[59]\w*)\b",
        re.IGNORECASE,
    ),
}


def question_card(text: str, diagram: Diagram, lexicon: Lexicon) -> tuple[CardQuestion, ...]:
    """The questions to ask before `text` is drawn; none where it says enough, or something is drawn already.

    A request is vague when it is short and names neither scale, consistency, latency nor a technology.
    """
    if diagram.nodes or not text.strip() or len(text.split()) >= _VAGUE_BELOW:
        return ()
    if any(pattern.search(text) for pattern in _SAID.values()) or _names_technology(text, lexicon):
        return ()
    return CARD


def with_answers(text: str, answers: Mapping[str, str]) -> str:
    """The request with what was answered, by id of the question; those that were skipped or empty are left out."""
    lines = [
        f"- {question.text} {' '.join(answer.split())[:_LONGEST_ANSWER]}"
        for question in CARD
        if (answer := answers.get(question.id, "")).strip()
    ]
    return "\n".join([text.strip(), "", *lines]) if lines else text


def _names_technology(text: str, lexicon: Lexicon) -> bool:
    """Whether a product or the like is named by a word that means nothing else."""
    tokens = tokenize(text)
    found = (lexicon.technology_at(tokens, at) for at in range(len(tokens)))
    return any(one is not None and not one[0].ambiguous for one in found)
