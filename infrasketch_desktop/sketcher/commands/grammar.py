"""Turn readable command patterns such as "<REMOVE> {x}" into regular expressions.

In a pattern `{name}` stands for a slot, as short as possible, `<NAME>` for one of `vocabulary.WORDS`, and everything
else is regular expression. A pattern has to fit the whole clause.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infrasketch_desktop.sketcher.commands.vocabulary import WORDS

if TYPE_CHECKING:
    from infrasketch_desktop.sketcher.commands.turn import Turn

Slots = Mapping[str, str]
Handler = Callable[["Turn", Slots], None]

Table = tuple[tuple[Handler, tuple[str, ...]], ...]
_SLOT = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"<([A-Z_]+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say something: a compiled pattern and the verb that acts on its slots."""

    pattern: re.Pattern[str]
    handler: Handler


def compile_rule(pattern: str, handler: Handler) -> Rule:
    """The rule for a pattern in the notation of this module."""
    worded = _WORD.sub(lambda m: WORDS[m.group(1)], pattern)
    slotted = _SLOT.sub(r"(?P<\1>\\S(?:.*?\\S)?)", worded)
    return Rule(re.compile(slotted, re.IGNORECASE), handler)
