"""What came of filling regions: code that may be kept, code that was dropped and why, and which checks it passed."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import StrEnum

from infrasketch_desktop.assistant.errors import AssistantError
from infrasketch_desktop.assistant.filling.wish import Wish
from infrasketch_desktop.assistant.turns import NO_USAGE, Ending
from infrasketch_desktop.assistant.wire import Usage
from infrasketch_desktop.codegen.region_trial import Verdict
from infrasketch_desktop.codegen.regions import with_inside

NO_VERDICT = Verdict(())


@dataclass(frozen=True, slots=True)
class Fill:
    """Code for one region: its lines `before` and `after`. `why` says why it was dropped; "" when it may be kept."""

    name: str
    before: str
    after: str
    why: str = ""

    @property
    def may_be_kept(self) -> bool:
        return not self.why

    def diff(self) -> str:
        """Both as a unified diff, without its head."""
        lines = difflib.unified_diff(self.before.splitlines(), self.after.splitlines(), n=3, lineterm="")
        return "\n".join(list(lines)[2:])


class FillPhase(StrEnum):
    """What is being done."""

    WAITING = "waiting"
    WRITING = "writing"
    CHECKING = "checking"
    REPAIRING = "repairing"


@dataclass(frozen=True, slots=True)
class FillUpdate:
    """How far it is. `text` is what the model said by now."""

    phase: FillPhase
    text: str = ""


@dataclass(frozen=True, slots=True)
class FillResult:
    """`fills` are the regions that code came for. `verdict` is what the checks said of those that may be kept,
    together. `error` says what went wrong when the ending is FAILED; then there are no fills.
    """

    ending: Ending
    wish: Wish
    fills: tuple[Fill, ...] = ()
    verdict: Verdict = NO_VERDICT
    text: str = ""
    usage: Usage = NO_USAGE
    requests: int = 0
    error: AssistantError | None = None

    @property
    def kept(self) -> tuple[Fill, ...]:
        """What may be accepted; without any, nothing is paid."""
        return tuple(fill for fill in self.fills if fill.may_be_kept)

    @property
    def dropped(self) -> tuple[Fill, ...]:
        return tuple(fill for fill in self.fills if fill.why)

    @property
    def has_content(self) -> bool:
        """Whether anything of an answer came, for which somebody may have taken a price."""
        return bool(self.text or self.fills or self.usage.output)

    def text_with(self, names: frozenset[str]) -> str:
        """The whole file with some of what may be kept."""
        text = self.wish.text
        for fill in self.kept:
            if fill.name in names:
                text = with_inside(text, fill.name, fill.after)
        return text
