"""Asks an unknown server what it can do, and names what it cannot: a model at home is not less honest, only smaller."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.transport.endpoint import Endpoint
from infrasketch_desktop.assistant.transport.failures import NOTHING_CHANGED
from infrasketch_desktop.assistant.transport.limits import PATIENT, Limits
from infrasketch_desktop.assistant.transport.line import Line
from infrasketch_desktop.assistant.transport.messages import answer, body_of
from infrasketch_desktop.assistant.transport.models import ServedModel, served_models
from infrasketch_desktop.assistant.transport.reading import AnswerReader
from infrasketch_desktop.assistant.wire import Request, ToolStarted
from infrasketch_desktop.language import later, tr

PROBE_TOKENS = 1_024
"""Enough for a model that thinks before it calls."""
PROBE_TOOL: Mapping[str, Any] = {
    "name": "ready",
    "description": "Tell that tools work.",
    "input_schema": {"type": "object", "properties": {}},
}


class Lack(StrEnum):
    """What a server cannot do; `explanation` says what that means here."""

    STREAMING = "streaming"
    TOOLS = "tools"
    TOOLS_UNPROVEN = "tools-unproven"
    MODELS = "models"
    COUNTING = "counting"

    @property
    def explanation(self) -> str:
        return tr(_EXPLANATIONS[self])


_EXPLANATIONS = {
    Lack.STREAMING: later("Answers appear all at once, when they are complete."),
    Lack.TOOLS: later("This model can talk about the diagram and cannot propose changes to it."),
    Lack.TOOLS_UNPROVEN: later("This model was offered a tool and did not call it; it may propose no changes."),
    Lack.MODELS: later("The server does not list its models; the name has to be typed in."),
    Lack.COUNTING: later("The length of a question is estimated, not counted."),
}
_WITHOUT_TOOLS = (Trouble.NOT_UNDERSTOOD, Trouble.SERVER)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a server can do with `model`; `models` are all it lists. `lacks` is in the order in which it matters."""

    model: str
    models: tuple[ServedModel, ...]
    lacks: tuple[Lack, ...]

    @property
    def takes_tools(self) -> bool:
        return Lack.TOOLS not in self.lacks


async def probe(endpoint: Endpoint, model: str = "", limits: Limits = PATIENT) -> Capabilities:
    """Try a server with `model`, by default the first one it lists. Takes as long as the model for a short answer.

    Raises:
        AssistantError: nothing answers there, it wants another key, it knows no such model, it is no Messages API.
    """
    line = Line(endpoint, limits)
    models = await _models(line)
    chosen = model or next((found.id for found in models), "")
    if not chosen:
        raise AssistantError(
            Trouble.UNKNOWN_MODEL,
            tr("{host} does not list its models.", host=endpoint.host),
            kept=tr(NOTHING_CHANGED),
            advice=tr("Type in the name of the model it runs."),
        )
    lacks = await _try(line, _request(chosen, tools=True))
    if not await _counts(line, _request(chosen, tools=False)):
        lacks += (Lack.COUNTING,)
    return Capabilities(chosen, models, lacks if models else (*lacks, Lack.MODELS))


async def _models(line: Line) -> tuple[ServedModel, ...]:
    try:
        return await served_models(line)
    except AssistantError as error:
        if error.trouble in (Trouble.NOT_UNDERSTOOD, Trouble.UNKNOWN_MODEL, Trouble.SERVER):
            return ()
        raise


async def _try(line: Line, request: Request) -> tuple[Lack, ...]:
    """What lacks when a tool is offered, or else without one."""
    reader = AnswerReader(line.limits)
    try:
        called = await _answered(line, request, reader)
    except AssistantError as error:
        if not request.tools or error.trouble not in _WITHOUT_TOOLS:
            raise
        return (*await _try(line, _request(request.model, tools=False)), Lack.TOOLS)
    lacks = () if reader.streamed else (Lack.STREAMING,)
    return lacks if called or not request.tools else (*lacks, Lack.TOOLS_UNPROVEN)


async def _answered(line: Line, request: Request, reader: AnswerReader) -> bool:
    """Whether the tool was called in an answer, which may be cut short."""
    called = False
    async with aclosing(answer(line, request, reader)) as events:
        async for event in events:
            called = called or isinstance(event, ToolStarted)
    return called


async def _counts(line: Line, request: Request) -> bool:
    try:
        await line.ask(lambda client: client.messages.count_tokens(**body_of(request, remembers=False)))
    except AssistantError:
        return False
    return True


def _request(model: str, *, tools: bool) -> Request:
    question = "Call the tool “ready”." if tools else "Say “ready”."
    messages = [{"role": "user", "content": question}]
    return Request(model, "", "", messages, [PROBE_TOOL] if tools else [], PROBE_TOKENS)
