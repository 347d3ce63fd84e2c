"""What is kept with a sketch between runs: one JSON object, whose parts the window and the command line share.

`SAID` is the conversation as text (see `archive`), `PROPOSAL` what of its last exchange waits for a decision, `BILL`
what that costs, `DRAFT` what was being typed, and `ASKS` whether a vague request is asked back about.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from infrasketch_desktop.assistant.archive import conversation_from_text, conversation_to_text
from infrasketch_desktop.assistant.conversation import Conversation, Exchange, Fate
from infrasketch_desktop.diagram.plain import PlainError

SAID, PROPOSAL, BILL, DRAFT, ASKS = "said", "proposal", "bill", "draft", "asks"
MOST_CHARACTERS = 4_000_000
"""Beyond which the proposal is not kept: it does not survive a restart."""


def kept_from_text(text: str) -> dict[str, Any]:
    """The parts that `kept_to_text` wrote; none of anything else."""
    try:
        plain = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return plain if isinstance(plain, dict) else {}


def kept_to_text(kept: Mapping[str, Any]) -> str:
    """The parts as text; "" for none."""
    text = json.dumps(kept) if kept else ""
    if len(text) > MOST_CHARACTERS:
        text = json.dumps({name: value for name, value in kept.items() if name not in (PROPOSAL, BILL)})
    return text


def conversation_in(kept: Mapping[str, Any]) -> Conversation:
    """What was said; nothing where that cannot be read."""
    said = kept.get(SAID)
    try:
        return conversation_from_text(said) if isinstance(said, str) else Conversation()
    except PlainError:
        return Conversation()


def with_exchange(kept: Mapping[str, Any], exchange: Exchange, *, fresh: bool = False) -> dict[str, Any]:
    """The parts with one more exchange; with `fresh` what was said before is forgotten.

    An exchange whose proposal waits for a decision stays the last one: nobody has decided about it.
    """
    said = conversation_in(kept).exchanges
    waits = kept.get(PROPOSAL) is not None and bool(said) and said[-1].fate is Fate.OPEN
    earlier, waiting = (said[:-1], said[-1:]) if waits else (said, ())
    conversation = Conversation((*(() if fresh else earlier), exchange, *waiting))
    return {**kept, SAID: conversation_to_text(conversation)}
