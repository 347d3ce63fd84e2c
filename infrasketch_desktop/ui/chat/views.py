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
    """What became of proposed changes."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ChangesView:
    """Proposed changes in words, such as “12 new, 1 changed”, what became of them, and whether they can be shown."""

    words: str
    fate: Fate = Fate.OPEN
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message. `text` is Markdown for an answer and plain text for a person.

    `trouble` says why an answer did not come to its end; `may_retry` whether asking again makes sense. `receipt` is
    the line about what it cost. `sections` are headings of the document whose text is among the changes. `warning`
    asks before a proposal that would take much away is shown.
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
    warning: str = ""
    trouble: str = ""
    may_retry: bool = False
