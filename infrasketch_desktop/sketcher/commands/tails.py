"""The part of "add X …" behind the noun phrase: where X goes and with what it talks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infrasketch_desktop.sketcher.commands.noun_phrases import parse_phrase

if TYPE_CHECKING:
    from infrasketch_desktop.sketcher.commands.turn import Turn

Act = Callable[["Turn", tuple[str, ...], str], None]
"""Joins new nodes with the rest; the text is what stands behind (or is) the word that began the tail."""


@dataclass(frozen=True, slots=True)
class TailForm:
    """The words that begin a tail, and what it means.

    In `pattern` the group `tail` begins what the act gets; groups `gerund`, `participle` and `infinitive` have to be
    that form of a verb the lexicon knows.
    A `shared` tail holds for every item of the list before it; `pair` takes the "and" behind it.
    """

    pattern: re.Pattern[str]
    act: Act
    shared: bool = True
    pair: bool = False


@dataclass(frozen=True, slots=True)
class Tail:
    """A tail found in a text: its form and what it says."""

    form: TailForm
    text: str

    def apply(self, turn: Turn, ids: tuple[str, ...]) -> None:
        self.form.act(turn, ids, self.text)


def split_tail(turn: Turn, text: str, forms: Sequence[TailForm]) -> tuple[str, Tail | None]:
    """The noun phrase and the tail that begins first behind it, None when there is none."""
    best: tuple[int, Tail] | None = None
    for form in forms:
        match = _first(turn, form, text)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), Tail(form, text[match.start("tail") :].strip()))
    if best is None:
        return text.strip(" ,"), None
    return text[: best[0]].strip(" ,"), best[1]


def _first(turn: Turn, form: TailForm, text: str) -> re.Match[str] | None:
    """The first place where a form begins behind at least one word that is no determiner."""
    for match in form.pattern.finditer(text):
        before = parse_phrase(turn.masked.reveal(text[: match.start()]) + " x").core
        if before != "x" and all(
            turn.is_form(word, form) for form, word in match.groupdict().items() if form != "tail"
        ):
            return match
    return None
