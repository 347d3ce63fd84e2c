"""A conversation as JSON text to be kept, and read back; nothing in it is believed before it was checked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from infrasketch_desktop.assistant.conversation import MOST_EXCHANGES, Conversation, Exchange, Fate
from infrasketch_desktop.assistant.history import is_sound
from infrasketch_desktop.assistant.wire import Message
from infrasketch_desktop.diagram.plain import PlainError
from infrasketch_desktop.language import listed, tr

FORMAT = 1
MOST_CHARACTERS = 2_000_000
"""Of one conversation; the oldest exchanges go first."""
_TEXTS = ("asked", "answer", "title", "question", "trouble", "model")


def conversation_to_text(conversation: Conversation) -> str:
    """The conversation as JSON, as much of its end as there is room for."""
    rows: list[str] = []
    size = 0
    for exchange in reversed(conversation.exchanges[-MOST_EXCHANGES:]):
        rows.append(json.dumps(_plain(exchange)))
        size += len(rows[-1]) + 1
        if size > MOST_CHARACTERS and len(rows) > 1:
            rows.pop()
            break
    return f'{{"format":{FORMAT},"exchanges":[{",".join(reversed(rows))}]}}'


def conversation_from_text(text: str) -> Conversation:
    """The conversation that `conversation_to_text` wrote.

    Raises:
        PlainError: it did not write that; begin a new conversation.
    """
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        raise PlainError("conversation", tr("is no JSON")) from None
    if not isinstance(plain, Mapping) or plain.get("format") != FORMAT:
        raise PlainError("format", tr("is of another version of InfraSketch"))
    exchanges = plain.get("exchanges")
    if not isinstance(exchanges, list):
        raise PlainError("exchanges", tr("must be a list"))
    return Conversation(tuple(_exchange(one) for one in exchanges[-MOST_EXCHANGES:]))


def _plain(exchange: Exchange) -> dict[str, Any]:
    """Without what is at its default, which most of it is."""
    texts = {name: text for name in _TEXTS if (text := getattr(exchange, name))}
    fate = {} if exchange.fate is Fate.NONE else {"fate": exchange.fate.value}
    options = {"options": list(exchange.options)} if exchange.options else {}
    messages = {"messages": [dict(message) for message in exchange.messages]} if exchange.messages else {}
    return {**texts, **fate, **options, **messages}


def _exchange(plain: Any) -> Exchange:
    if not isinstance(plain, Mapping):
        raise PlainError("exchanges", tr("must hold objects"))
    texts = {name: _text(name, plain.get(name, "")) for name in _TEXTS}
    try:
        fate = Fate(plain.get("fate", Fate.NONE))
    except ValueError:
        raise PlainError("fate", tr("must be one of {fate}", fate=listed(Fate))) from None
    options = tuple(_text("options", option) for option in _list("options", plain.get("options", [])))
    messages: Sequence[Message] = _list("messages", plain.get("messages", []))
    return Exchange(**texts, fate=fate, options=options, messages=tuple(messages) if is_sound(messages) else ())


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise PlainError(name, tr("must be text"))
    return value


def _list(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise PlainError(name, tr("must be a list"))
    return value
