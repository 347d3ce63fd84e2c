"""How much of a conversation a model is told again: whole exchanges, the newest, within bounds, calls paired."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from infrasketch_desktop.assistant.conversation import Conversation, Exchange
from infrasketch_desktop.assistant.wire import Message
from infrasketch_desktop.review.secrets import masked

MOST_EXCHANGES = 12
MOST_CHARACTERS = 60_000
"""Of what was said before, about 15,000 tokens."""
_MOST_OF_ONE = 20_000
"""Characters of an exchange beyond which only its words are told, without calls."""


def history(conversation: Conversation, text: str) -> tuple[Message, ...]:
    """The messages of a request: what was said before, as far as there is room, and `text` as the last one."""
    told: list[Sequence[Message]] = []
    size = 0
    for exchange in reversed(conversation.exchanges[-MOST_EXCHANGES:]):
        messages = _told(exchange)
        size += _size(messages)
        if size > MOST_CHARACTERS:
            break
        told.insert(0, messages)
    return joined([*(message for messages in told for message in messages), user_message(text)])


def user_message(text: str) -> Message:
    """What the person types, with secrets masked."""
    return {"role": "user", "content": [{"type": "text", "text": masked(text).strip() or "…"}]}


def joined(messages: Sequence[Message]) -> tuple[Message, ...]:
    """The same messages with neighbours of one role as one: not every server takes two in a row."""
    found: list[Message] = []
    for message in messages:
        if found and found[-1]["role"] == message["role"]:
            found[-1] = {"role": message["role"], "content": [*_blocks(found[-1]), *_blocks(message)]}
        else:
            found.append({"role": message["role"], "content": _blocks(message)})
    return tuple(found)


def kept(messages: Sequence[Message]) -> tuple[Message, ...]:
    """The messages of a finished turn as a later one may repeat them: without thinking, which no other turn may."""
    return tuple(found for message in messages if (found := _without_thinking(message))["content"])


def is_sound(messages: Sequence[Any]) -> bool:
    """Whether messages that were kept may be sent again: known blocks only, every call of a tool with its result."""
    called: list[Any] = []
    for message in messages:
        if not isinstance(message, Mapping) or not isinstance(message.get("content"), list):
            return False
        blocks = message["content"]
        if message.get("role") not in ("user", "assistant") or not blocks or not all(map(_is_sound_block, blocks)):
            return False
        if called != [block["tool_use_id"] for block in blocks if block["type"] == "tool_result"]:
            return False
        called = [block["id"] for block in blocks if block["type"] == "tool_use"]
    return not called


def _is_sound_block(block: Any) -> bool:
    match block:
        case {"type": "text", "text": str(text)}:
            return bool(text.strip())
        case {"type": "tool_use", "id": str(), "name": str(), "input": Mapping()}:
            return True
        case {"type": "tool_result", "tool_use_id": str(), "content": str()}:
            return True
        case _:
            return False


def _told(exchange: Exchange) -> Sequence[Message]:
    if exchange.messages and _size(exchange.messages) <= _MOST_OF_ONE:
        return exchange.messages
    return list(_words(exchange))


def _words(exchange: Exchange) -> Iterator[Message]:
    """An exchange as two plain texts; also for answers that no model gave."""
    yield user_message(exchange.asked)
    answer = " ".join(part for part in (exchange.answer, exchange.question) if part.strip()) or exchange.title
    if answer.strip():
        yield {"role": "assistant", "content": [{"type": "text", "text": masked(answer.strip()[:_MOST_OF_ONE])}]}


def _without_thinking(message: Message) -> Message:
    blocks = [block for block in _blocks(message) if block.get("type") not in ("thinking", "redacted_thinking")]
    return {"role": message["role"], "content": blocks}


def _blocks(message: Message) -> list[Mapping[str, Any]]:
    content = message["content"]
    return [{"type": "text", "text": content}] if isinstance(content, str) else list(content)


def _size(messages: Sequence[Message]) -> int:
    return len(json.dumps(list(messages), ensure_ascii=False))
