"""What was said about one sketch: exchanges of a request and its answer, and how much of them a model is told again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from infrasketch_desktop.assistant.wire import Message

MOST_EXCHANGES = 200
"""Kept with a sketch; older ones are forgotten."""
_MOST_TEXT = 40_000
"""Characters of a single answer that are kept."""


class Fate(StrEnum):
    """What became of the changes that an answer proposed."""

    NONE = "none"
    OPEN = "open"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and what came of it.

    `asked` is what the person typed, `answer` the text that came back. `title` names what was proposed, "" when
    nothing was. `question` and `options` are what the assistant asked in turn. `trouble` says why the answer did not
    come to its end. `model` is the id of the model, "" for the sketcher. `messages` are the same exchange in the form
    of the Messages API, tool calls paired with their results; empty when it never reached a model.
    """

    asked: str
    answer: str = ""
    title: str = ""
    fate: Fate = Fate.NONE
    question: str = ""
    options: tuple[str, ...] = ()
    trouble: str = ""
    model: str = ""
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything said about a sketch, oldest first."""

    exchanges: tuple[Exchange, ...] = ()

    def with_exchange(self, exchange: Exchange) -> Conversation:
        """This conversation and one more exchange; the oldest go where there are too many."""
        return Conversation((*self.exchanges, exchange)[-MOST_EXCHANGES:])
