"""Runs a turn elsewhere and brings what streams into the window at the pace of the screen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from infrasketch_desktop.assistant.transport.threads import elsewhere
from infrasketch_desktop.assistant.turn import Stop
from infrasketch_desktop.assistant.turns import TurnResult, TurnUpdate
from infrasketch_desktop.collector import hold_full_searches, release_full_searches
from infrasketch_desktop.diagram.proposal import Proposal, proposal_to_plain

if TYPE_CHECKING:
    from infrasketch_desktop.assistant.transport.loop import AssistantLoop, Outcome

FRAME_MS = 33
"""Between two looks at what has streamed: 30 a second, however often the model says something."""

REST_MS = 1_000
"""After a turn, before objects that grew old are searched for cycles: until then what it proposes is being shown."""

TurnWork = Callable[[Callable[[TurnUpdate], None], Stop], Awaitable[TurnResult]]
"""Makes a turn that tells how far it is, and ends when it is asked to stop."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The result of a turn, and what it proposes: to find that out takes too long for the thread of the window."""

    result: TurnResult
    proposal: Proposal | None


class TurnRunner(QObject):
    """One turn at a time. `updated` carries the newest update, `ended` a `Finished`, `failed` what nobody expected."""

    updated = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    _arrived = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop: Stop | None = None
        self._latest: TurnUpdate | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._on_frame)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._release)
        self._holds = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        return self._stop is not None

    def begin(self, loop: AssistantLoop, work: TurnWork) -> None:
        """Start a turn on `loop`; the one before must have ended."""
        assert self._stop is None
        stop = self._stop = Stop()
        self._latest = None
        self._timer.start()
        self._hold()
        loop.run(lambda say: _finished(work(say, stop)), self._note, lambda outcome: self._arrive(stop, outcome))

    def stop(self) -> None:
        """Ask the turn to end; what it has until then comes as its result. What still streams is not shown."""
        self._timer.stop()
        if self._stop is not None:
            self._stop.request()

    def abandon(self) -> None:
        """End the turn and hear nothing more of it: the sketch is being closed."""
        stop, self._stop = self._stop, None
        self._timer.stop()
        self._release()
        if stop is not None:
            stop.request()

    def _hold(self) -> None:
        """Let the collector pass over what is old: to go through it stalls the window."""
        self._rest.stop()
        if not self._holds:
            self._holds = True
            hold_full_searches()

    def _release(self) -> None:
        self._rest.stop()
        if self._holds:
            self._holds = False
            release_full_searches()

    def _note(self, update: TurnUpdate) -> None:
        """On the thread of the turn: only the newest update counts."""
        self._latest = update

    def _arrive(self, stop: Stop, outcome: Outcome[Finished]) -> None:
        """On the thread of the turn."""
        try:
            self._arrived.emit(stop, outcome)
        except RuntimeError:  # the window went while the turn was ending
            return

    def _on_frame(self) -> None:
        update, self._latest = self._latest, None
        if update is not None:
            self.updated.emit(update)

    def _on_arrived(self, stop: Stop, outcome: Outcome[Finished]) -> None:
        if stop is not self._stop:
            return
        self._stop = None
        self._timer.stop()
        self._rest.start()
        if outcome.result is not None:
            self.ended.emit(outcome.result)
        else:
            self.failed.emit(outcome.error)


async def _finished(turn: Awaitable[TurnResult]) -> Finished:
    result = await turn
    return Finished(result, await elsewhere(lambda: _proposal(result)))


def _proposal(result: TurnResult) -> Proposal | None:
    proposal = result.proposal
    if proposal is not None:
        proposal_to_plain(proposal)  # what is kept of it is worked out here too
    return proposal
