"""Has regions written: asks a model, tries its code on a copy, has what fails mended once, and drops the rest."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from dataclasses import replace

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.filling.answer import FillAnswer
from infrasketch_desktop.assistant.filling.judging import Judged, judged
from infrasketch_desktop.assistant.filling.outgoing import fill_request
from infrasketch_desktop.assistant.filling.result import FillPhase, FillResult, FillUpdate
from infrasketch_desktop.assistant.filling.tool import Given
from infrasketch_desktop.assistant.filling.wish import Wish
from infrasketch_desktop.assistant.history import joined
from infrasketch_desktop.assistant.stopping import Stop, StoppedError, until_stopped
from infrasketch_desktop.assistant.transport.threads import elsewhere
from infrasketch_desktop.assistant.turns import NO_USAGE, Ending
from infrasketch_desktop.assistant.wire import Event, TextDelta, ToolStarted, Transport, Usage
from infrasketch_desktop.codegen.errors import CodegenError
from infrasketch_desktop.codegen.manifest import Manifest, read_manifest
from infrasketch_desktop.codegen.region_trial import trying
from infrasketch_desktop.language import tr

MOST_REPAIRS = 1
_PHASES = {TextDelta: FillPhase.WRITING, ToolStarted: FillPhase.WRITING}


async def run_fill(
    wish: Wish,
    transport: Transport,
    on_update: Callable[[FillUpdate], None] = lambda _update: None,
    *,
    stop: Stop | None = None,
) -> FillResult:
    """Ask `transport`, and give what may be kept of its code; failures of the transport are part of the result.

    `on_update` is called on this thread, often, and must return quickly. Nothing of the project is changed.
    """
    stop = stop or Stop()
    turn = _Turn(wish, transport, on_update, stop)
    try:
        await until_stopped(turn.run(), stop)
    except AssistantError as error:
        if turn.has_kept:  # mending the rest failed; what holds is no worse for it
            return turn.result(Ending.ANSWERED)
        return turn.result(Ending.FAILED, error)
    except StoppedError:
        return turn.result(Ending.STOPPED)
    return turn.result(Ending.ANSWERED)


class _Turn:
    """Filling under way."""

    def __init__(self, wish: Wish, transport: Transport, on_update: Callable[[FillUpdate], None], stop: Stop) -> None:
        self._wish = wish
        self._transport = transport
        self._on_update = on_update
        self._stop = stop
        self._request = fill_request(wish)
        self._answers: list[FillAnswer] = []
        self._codes: dict[str, str] = {}
        self._judged: Judged | None = None
        self._usage = NO_USAGE

    async def run(self) -> None:
        """Ask until all code holds, or the model has mended as often as it may."""
        for repairs in range(MOST_REPAIRS + 1):
            answer = await self._answer(FillPhase.REPAIRING if repairs else FillPhase.WAITING)
            if not answer.has_calls:
                return
            given = answer.given(self._wish.names)
            self._codes.update(given.codes)
            self._tell(FillPhase.CHECKING)
            self._judged = await elsewhere(self._judge)
            told = _told(given, self._judged)
            if not told:
                return
            self._request = replace(self._request, messages=joined([*self._request.messages, *answer.messages(told)]))

    async def _answer(self, phase: FillPhase) -> FillAnswer:
        answer, before = FillAnswer(), self._usage
        self._answers.append(answer)
        self._tell(phase)
        events = self._transport.stream(self._request)
        try:
            async for event in events:
                answer.take(event)
                self._note(event, before)
        finally:
            if isinstance(events, AsyncGenerator):
                await events.aclose()
        return answer

    def _note(self, event: Event, before: Usage) -> None:
        if isinstance(event, Usage):
            added = (before.input + event.input, before.output + event.output, before.cached + event.cached)
            self._usage = Usage(*added)
        elif type(event) in _PHASES:
            self._tell(_PHASES[type(event)])

    def _tell(self, phase: FillPhase) -> None:
        self._on_update(FillUpdate(phase, self._text))

    def _judge(self) -> Judged:
        """On a thread of its own, which ends soon after the turn was stopped."""
        wish = self._wish
        try:
            manifest = read_manifest(wish.folder) or Manifest()
            place = trying(wish.folder, manifest, wish.path, wish.text, self._tick, may_execute=wish.may_execute)
            with place as trial:
                return judged(wish, self._codes, trial)
        except (CodegenError, OSError) as error:
            raise _not_checked(error) from error

    def _tick(self) -> None:
        if self._stop.requested:
            raise StoppedError

    @property
    def _text(self) -> str:
        return "\n\n".join(answer.text for answer in self._answers if answer.text)

    @property
    def has_kept(self) -> bool:
        """Whether something holds by now."""
        return self._judged is not None and any(fill.may_be_kept for fill in self._judged.fills)

    def result(self, ending: Ending, error: AssistantError | None = None) -> FillResult:
        """What may be kept of code that was checked to its end; of a turn that ended early, nothing."""
        done = self._judged if ending is Ending.ANSWERED else None
        result = FillResult(ending, self._wish, text=self._text, usage=self._usage, requests=len(self._answers))
        if done is not None:
            result = replace(result, fills=done.fills, verdict=done.verdict)
        return replace(result, error=error)


def _told(given: Given, found: Judged) -> str:
    """What the model is told to mend; "" where there is nothing."""
    lines = [f"{fill.name}: {fill.why}" for fill in found.fills if fill.why and fill.after != fill.before]
    lines += given.problems
    if not lines:
        return ""
    return "\n".join([*lines, "Send these regions again, mended; what is not named here was taken."])


def _not_checked(error: CodegenError | OSError) -> AssistantError:
    why = error.what if isinstance(error, CodegenError) else (error.strerror or type(error).__name__)
    return AssistantError(
        Trouble.NOT_UNDERSTOOD,
        tr("The code could not be checked: {why}", why=why),
        kept=tr("Nothing was changed."),
        advice=tr("Make room for a copy of the project, and try again."),
    )
