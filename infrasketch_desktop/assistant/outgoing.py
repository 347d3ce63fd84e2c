"""What leaves the machine with a request, made once: the same masked text is shown before and sent after."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.assistant import prompts
from infrasketch_desktop.assistant.estimate import item_for
from infrasketch_desktop.assistant.history import history
from infrasketch_desktop.assistant.tools import definitions
from infrasketch_desktop.assistant.turns import Asked
from infrasketch_desktop.assistant.wire import Message, Request
from infrasketch_desktop.language import later
from infrasketch_desktop.review.secrets import MASK


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a request to read: what it is and its exact text. `masked` counts the secrets hidden in it."""

    title: str
    text: str

    @property
    def characters(self) -> int:
        return len(self.text)

    @property
    def bytes(self) -> int:
        return len(self.text.encode("utf-8", "replace"))

    @property
    def masked(self) -> int:
        return self.text.count(MASK)


def first_request(asked: Asked) -> Request:
    """The request that a turn begins with."""
    return Request(
        model=asked.model,
        stable=prompts.STABLE,
        current=prompts.current(asked.diagram, asked.focus, asked.conversation),
        messages=history(asked.conversation, asked.text),
        tools=definitions(),
        max_tokens=asked.max_tokens,
        item=item_for(asked.diagram),
        operation=asked.operation,
    )


def parts(request: Request) -> tuple[Part, ...]:
    """Everything that a request says, in order; further requests of a turn repeat it and add what the model said."""
    tools = json.dumps(list(request.tools), ensure_ascii=False, indent=1)
    *before, asked = [(message["role"], block) for message in request.messages for block in _blocks(message)]
    return (
        Part(later("Your message"), _text(asked[1])),
        Part(later("The diagram and what is selected"), request.current),
        *_earlier(before),
        Part(later("Role and rules"), request.stable),
        Part(later("Tools"), tools),
    )


def _earlier(said: Sequence[tuple[str, Any]]) -> Iterator[Part]:
    if said:
        yield Part(
            later("Earlier in this conversation"), "\n\n".join(f"{role}: {_text(block)}" for role, block in said)
        )


def _blocks(message: Message) -> Sequence[Any]:
    content = message["content"]
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content)


def _text(block: Any) -> str:
    """Text as it is, everything else as the JSON that it is."""
    return str(block["text"]) if block.get("type") == "text" else json.dumps(block, ensure_ascii=False)
