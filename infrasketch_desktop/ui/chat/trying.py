"""Tries a key or a server out, on a worker: what works, in words for a person."""

from __future__ import annotations

from infrasketch_desktop.assistant.sources import ANTHROPIC, Keys, Source, endpoint_of
from infrasketch_desktop.assistant.transport.endpoint import Endpoint, Kind, Secret
from infrasketch_desktop.assistant.transport.limits import STANDARD
from infrasketch_desktop.assistant.transport.line import Line
from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from infrasketch_desktop.assistant.transport.models import served_models
from infrasketch_desktop.assistant.transport.probe import Capabilities, probe
from infrasketch_desktop.language import tr


def try_key(loop: AssistantLoop, source: Source, key: str) -> int:
    """How many models answer to `key`. Raises AssistantError."""
    endpoint = Endpoint(Kind.VENDOR, source.address or ANTHROPIC, Secret.fixed(key))
    return len(loop.wait(lambda: served_models(Line(endpoint, STANDARD))))


def try_server(loop: AssistantLoop, source: Source, keys: Keys, model: str) -> Capabilities:
    """What the server can do with `model`, by default its first one. Raises AssistantError."""
    endpoint = endpoint_of(source, keys)
    return loop.wait(lambda: probe(endpoint, model))


def in_words(found: Capabilities) -> str:
    """What was found out about a server."""
    head = tr("{model} answers.", model=found.model)
    return " ".join([head, *(tr(lack.explanation) for lack in found.lacks)])
