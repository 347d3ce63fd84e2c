"""One turn as values: what is asked, how far it is, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from infrasketch_desktop.assistant.conversation import Conversation, Exchange
from infrasketch_desktop.assistant.errors import AssistantError
from infrasketch_desktop.assistant.wire import Usage
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.proposal import Proposal, propose

NO_USAGE = Usage(0, 0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to the assistant. `diagram` is a snapshot; `focus` are ids of what it is about, none for the whole.

    `conversation` is what was said before. `max_tokens` bounds each single answer. `operation` is the id under which
    the vendor's relay holds the credits, the same for a repeated request.
    """

    text: str
    diagram: Diagram
    model: str = ""
    focus: tuple[str, ...] = ()
    conversation: Conversation = field(default_factory=Conversation)
    max_tokens: int = 16_000
    operation: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What the assistant wants to know before it goes on; `options` are possible answers, the likeliest first."""

    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A change that the model wanted and that does not fit: what, why, and which ids look like the one it named."""

    what: str
    reason: str
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionEdit:
    """Text that the model wrote for the design document: under which heading, and the passage that holds it."""

    heading: str
    passage: str
    markdown: str


class Phase(StrEnum):
    """What a turn is doing."""

    WAITING = "waiting"
    THINKING = "thinking"
    WRITING = "writing"
    DRAWING = "drawing"
    REPAIRING = "repairing"
    ARRANGING = "arranging"


@dataclass(frozen=True, slots=True)
class TurnUpdate:
    """How far a turn is. `text` is everything said so far.

    `target` is the diagram as it would be by now, with places for what is new; the same object as in the update before
    while nothing of it changed, and `Asked.diagram` itself at the start. `applied` counts the changes made to it.
    """

    phase: Phase
    text: str
    target: Diagram
    applied: int = 0
    usage: Usage = NO_USAGE


class Ending(StrEnum):
    """How a turn ended."""

    ANSWERED = "answered"
    ASKED = "asked"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What came of a turn; also of one that failed or was stopped, with all that was valid until then.

    `target` is the diagram as proposed, `base` the one that was asked about: the same object when nothing is proposed.
    `title` names the undo step. `left_out` did not fit after all repairs. `suggestions` are follow-ups to offer.
    `notes` say what was inferred or cut short, `unknown` which words were not understood (by the sketcher).
    `is_destructive` says that more than a third of the nodes would be removed or changed: ask first.
    `error` says what went wrong when the ending is FAILED. `exchange` is what the conversation keeps of it.
    """

    ending: Ending
    base: Diagram
    target: Diagram
    exchange: Exchange
    text: str = ""
    title: str = ""
    question: Question | None = None
    left_out: tuple[LeftOut, ...] = ()
    sections: tuple[SectionEdit, ...] = ()
    suggestions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    usage: Usage = NO_USAGE
    requests: int = 0
    is_destructive: bool = False
    error: AssistantError | None = None

    @property
    def has_content(self) -> bool:
        """Whether anything of an answer came, for which somebody may have taken a price."""
        return bool(self.text or self.usage.output or self.requests > 1 or self.target is not self.base)

    @property
    def proposal(self) -> Proposal | None:
        """What the reviewer shows; None when nothing is proposed."""
        if self.target is self.base:
            return None
        proposed = propose(self.title, self.base, self.target)
        return proposed or None
