"""One piece of paid work, for a thread: made, paid for and put in place, or nothing of that."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from infrasketch_desktop.exchange.steps import Checkpoint, Step
from infrasketch_desktop.ui.credits.desk import Delivery, Desk, Job, Order
from infrasketch_desktop.ui.tasks import Progress
from infrasketch_desktop.wallet.errors import NotEnoughCreditsError

Done = TypeVar("Done")
"""What comes of a piece of work."""


@dataclass(frozen=True, slots=True)
class Payer:
    """Pays for at most `most` credits; `id` makes paying twice one payment.

    `may_fetch`: the account has credits with the server, so one sync may bring what is missing here.
    """

    open_desk: Callable[[], Desk]
    id: str
    most: int
    may_fetch: bool

    def deliver(self, jobs: tuple[Job, ...]) -> Delivery:
        """Raises what `Desk.deliver` raises."""
        desk, order = self.open_desk(), Order(self.id, jobs, self.most)
        try:
            return desk.deliver(order)
        except NotEnoughCreditsError:
            if not self.may_fetch:
                raise
            desk.sync()
            return desk.deliver(order)


class PaidWork(ABC, Generic[Done]):
    """`done` is there even when somebody cancelled too late to stop it.

    `step` is what is being done now; the window looks at it.
    """

    def __init__(self, payer: Payer) -> None:
        self.payer = payer
        self.step: Step | None = None
        self.done: Done | None = None

    def run(self, progress: Progress) -> Done:
        """Cancelling before it is paid ends in CancelledError, and nothing is charged."""
        self.done = self._work(watched(progress, self._at))
        return self.done

    @abstractmethod
    def _work(self, checkpoint: Checkpoint) -> Done:
        """Make and pay."""

    def _at(self, step: Step) -> None:
        self.step = step


def watched(progress: Progress, told: Callable[[Step], None] = lambda _: None) -> Checkpoint:
    """A checkpoint that ends cancelled work and tells a task how far it is."""

    def checkpoint(step: Step, share: float | None = None, /) -> None:
        told(step)
        progress.report(share)

    return checkpoint
