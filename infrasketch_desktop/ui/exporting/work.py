"""The paid work itself, for a thread: make the files, pay for them, put them in place; or nothing of that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from infrasketch_desktop.exchange.pieces import Piece
from infrasketch_desktop.exchange.steps import Checkpoint, Step
from infrasketch_desktop.formats.result import Loss
from infrasketch_desktop.ui.credits.desk import Delivery, Desk, Job, Order
from infrasketch_desktop.ui.tasks import Progress
from infrasketch_desktop.wallet.errors import NotEnoughCreditsError


@dataclass(slots=True)
class PaidExport:
    """One export. `delivered` is there even when somebody cancelled too late to stop it.

    `step` is what is being done now; the window looks at it.
    """

    open_desk: Callable[[], Desk]
    id: str
    pieces: tuple[Piece, ...]
    most: int
    may_fetch: bool
    step: Step | None = field(default=None)
    delivered: Delivery | None = field(default=None)

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What the pieces could not carry, as far as they have been made."""
        return tuple(loss for piece in self.pieces for loss in piece.losses)

    def run(self, progress: Progress) -> Delivery:
        """Cancelling while the files are made ends in CancelledError, and nothing is charged.

        `may_fetch`: the account has credits with the server, so one sync may bring what is missing here.
        """
        desk = self.open_desk()
        order = self._order(watched(progress, self._at))
        try:
            delivered = desk.deliver(order)
        except NotEnoughCreditsError:
            if not self.may_fetch:
                raise
            desk.sync()
            delivered = desk.deliver(order)
        self.delivered = delivered
        return delivered

    def _at(self, step: Step) -> None:
        self.step = step

    def _order(self, checkpoint: Checkpoint) -> Order:
        jobs = tuple(_job(piece, checkpoint) for piece in self.pieces)
        return Order(self.id, jobs, self.most)


def watched(progress: Progress, told: Callable[[Step], None] = lambda _: None) -> Checkpoint:
    """A checkpoint that ends cancelled work and tells a task how far it is."""

    def checkpoint(step: Step, share: float | None = None, /) -> None:
        told(step)
        progress.report(share)

    return checkpoint


def _job(piece: Piece, checkpoint: Checkpoint) -> Job:
    return Job(piece.item, piece.target, lambda path: piece.make(path, checkpoint), piece.is_folder)
