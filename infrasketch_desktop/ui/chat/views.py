"""What the panel shows, as values: messages, and what hangs below an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Who(StrEnum):
    """Whose words these are; LOCAL are those of the sketcher, which answers without a model."""

    PERSON = "person"
    ASSISTANT = "assistant"
    LOCAL = "local"


class Fate(StrEnum):
    """What became of proposed changes; LAPSED ones were neither taken nor refused before the next request."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class ChangesView:
    """Proposed changes in words, such as “12 new, 1 changed”, and what became of them."""

    words: str
    fate: Fate = Fate.OPEN


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message. `text` is Markdown for an answer and plain text for a person.

    `trouble` says why an answer did not come to its end; `may_retry` whether asking again makes sense. `receipt` is
    the line about what it cost. `sections` are headings of the document that the answer would write.
    """

    who: Who
    text: str
    is_streaming: bool = False
    changes: ChangesView | None = None
    left_out: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    question: str = ""
    options: tuple[str, ...] = ()
    receipt: str = ""
    trouble: str = ""
    may_retry: bool = False
