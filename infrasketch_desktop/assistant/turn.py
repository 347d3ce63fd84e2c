"""Runs one turn: asks the model, draws on a copy what it proposes, has it mend what does not fit, and sums up."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from dataclasses import replace

from infrasketch_desktop.assistant.calls import Gathered, one_line
from infrasketch_desktop.assistant.conversation import Exchange, Fate
from infrasketch_desktop.assistant.draft import Draft
from infrasketch_desktop.assistant.endings import MOST_REQUESTS, ending_after, with_kept
from infrasketch_desktop.assistant.errors import AssistantError
from infrasketch_desktop.assistant.history import joined, kept, user_message
from infrasketch_desktop.assistant.impact import is_destructive
from infrasketch_desktop.assistant.outgoing import first_request
from infrasketch_desktop.assistant.pace import Pace
from infrasketch_desktop.assistant.rounds import Round
from infrasketch_desktop.assistant.stopping import Stop, StoppedError, until_stopped
from infrasketch_desktop.assistant.suggestions import follow_ups
from infrasketch_desktop.assistant.tools import LONGEST_SUMMARY
from infrasketch_desktop.assistant.turns import (
    NO_USAGE,
    Asked,
    Ending,
    LeftOut,
    Phase,
    Question,
    TurnResult,
    TurnUpdate,
)
from infrasketch_desktop.assistant.wire import (
    Event,
    TextDelta,
    Thinking,
    ToolEnded,
    ToolStarted,
    Transport,
    Usage,
)
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.exchange.placing import with_new_placed
from infrasketch_desktop.language import tr_count
from infrasketch_desktop.layout.errors import LayoutError
from infrasketch_desktop.review.secrets import masked

_PHASES = {
    TextDelta: Phase.WRITING,
    Thinking: Phase.THINKING,
    ToolStarted: Phase.DRAWING,
    ToolEnded: Phase.DRAWING,
    Usage: Phase.WAITING,
}

__all__ = ["LayOut", "Place", "Stop", "run_turn"]

Place = Callable[[Diagram, Diagram], Diagram]
"""From what was there and what is there now: the latter, with places for what is new."""
LayOut = Callable[[Diagram], Diagram]
"""Lays a whole new diagram out. It may raise LayoutError."""


async def run_turn(
    asked: Asked,
    transport: Transport,
    on_update: Callable[[TurnUpdate], None],
    *,
    stop: Stop | None = None,
    place: Place = with_new_placed,
    lay_out: LayOut | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> TurnResult:
    """Ask `transport`, and give what comes of it; failures of the transport are part of the result.

    `on_update` is called on this thread, often, and must return quickly. `place` finds places for what is new beside
    what is there; where nothing was, `lay_out` arranges the whole of it in the end. Both are called on other threads.
    """
    turn = _Turn(asked, transport, on_update, Pace(clock), place=place, lay_out=lay_out)
    ending, error = Ending.FAILED, None
    try:
        ending = await until_stopped(turn.run(), stop or Stop())
    except AssistantError as found:
        error = found
    except StoppedError:
        ending = Ending.STOPPED
    return await asyncio.to_thread(turn.result, ending, error)


class _Turn:
    """A turn under way: what was asked and gathered, and the messages that the next request will carry."""

    def __init__(
        self,
        asked: Asked,
        transport: Transport,
        on_update: Callable[[TurnUpdate], None],
        pace: Pace,
        *,
        place: Place,
        lay_out: LayOut | None,
    ) -> None:
        self._asked = asked
        self._transport = transport
        self._on_update = on_update
        self._place = place
        self._lay_out = lay_out
        self._pace = pace
        self._gathered = Gathered(Draft(asked.diagram), len(asked.conversation.exchanges))
        self._request = first_request(asked)
        self._rounds: list[Round] = []
        self._left_out: tuple[LeftOut, ...] = ()
        self._shown = asked.diagram
        self._is_shown = True

    async def run(self) -> Ending:
        """Ask until the model is done. Raises AssistantError for an answer that did not come to its end."""
        repairs = 0
        while True:
            answer = await self._answer(Phase.REPAIRING if repairs else Phase.WAITING)
            ending = ending_after(answer, self._gathered.question, len(self._rounds), repairs)
            if ending is not None:
                return ending
            repairs += bool(answer.problems)
            messages = joined([*self._request.messages, *answer.messages()])
            self._request = replace(self._request, messages=messages)

    async def _answer(self, phase: Phase) -> Round:
        answer = Round(self._gathered, self._usage)
        self._rounds.append(answer)
        self._tell(phase)
        events = self._transport.stream(self._request)
        try:
            async for event in events:
                self._is_shown &= not answer.take(event)
                await self._show(event)
        finally:
            if isinstance(events, AsyncGenerator):
                await events.aclose()
            if answer.draws:
                self._left_out = answer.problems
        return answer

    async def _show(self, event: Event) -> None:
        """Tell what is new; the diagram only as often as finding places for it allows."""
        if not self._is_shown and self._pace.is_due(at_rest=isinstance(event, ToolEnded)):
            self._shown = await asyncio.to_thread(self._placed)
            self._is_shown = True
            self._pace.note()
            self._tell(Phase.DRAWING)
        elif type(event) in _PHASES:
            self._tell(_PHASES[type(event)])

    def _tell(self, phase: Phase) -> None:
        applied = self._gathered.draft.applied
        self._on_update(TurnUpdate(phase, self._text, self._shown, applied, self._usage))

    def _placed(self) -> Diagram:
        drawn = self._gathered.draft.diagram
        return drawn if drawn is self._asked.diagram else self._place(self._asked.diagram, drawn)

    def _arranged(self) -> Diagram:
        """The diagram in the end. A layout that fails leaves things where they were put while they streamed in."""
        base = self._asked.diagram
        if self._lay_out is not None and not (base.nodes or base.groups):
            drawn = self._gathered.draft.diagram
            with suppress(LayoutError):
                return drawn if drawn is base else self._lay_out(drawn)
        return self._shown if self._is_shown else self._placed()

    @property
    def _text(self) -> str:
        return "\n\n".join(text for answer in self._rounds if (text := answer.text.strip()))

    @property
    def _usage(self) -> Usage:
        return self._rounds[-1].usage if self._rounds else NO_USAGE

    def result(self, ending: Ending, error: AssistantError | None) -> TurnResult:
        """Sum up; this takes as long as it takes to place what is new, and to review it for suggestions."""
        base, text = self._asked.diagram, self._text
        target = self._arranged()
        changes = target is not base
        if error is not None:
            error = with_kept(error, changes=changes, text=bool(text))
        title = (self._gathered.title or one_line(masked(self._asked.text), LONGEST_SUMMARY)) if changes else ""
        given = self._gathered.suggestions
        return TurnResult(
            ending=ending,
            base=base,
            target=target,
            exchange=self._exchange(title, text, error),
            text=text,
            title=title,
            question=self._gathered.question,
            left_out=self._left_out,
            sections=tuple(self._gathered.sections),
            suggestions=follow_ups(target, base, given) if ending is Ending.ANSWERED else given,
            notes=self._notes(),
            usage=self._usage,
            requests=len(self._rounds),
            is_destructive=is_destructive(base, target),
            error=error,
        )

    def _exchange(self, title: str, text: str, error: AssistantError | None) -> Exchange:
        question = self._gathered.question or Question("")
        said = [message for answer in self._rounds for message in answer.messages()]
        return Exchange(
            asked=masked(self._asked.text),
            answer=text,
            title=title,
            fate=Fate.OPEN if title else Fate.NONE,
            question=question.text,
            options=question.options,
            trouble=str(error) if error is not None else "",
            model=self._asked.model,
            messages=kept([user_message(self._asked.text), *said]),
        )

    def _notes(self) -> tuple[str, ...]:
        if len(self._rounds) < MOST_REQUESTS or not self._rounds[-1].calls:
            return ()
        stopped = tr_count(
            "The assistant wanted to go on; it was stopped after %n answer.",
            "The assistant wanted to go on; it was stopped after %n answers.",
            MOST_REQUESTS,
        )
        return (stopped,)
