"""The paid work of an export: make the files, pay for them, put them in place; or nothing of that."""

from __future__ import annotations

from infrasketch_desktop.exchange.pieces import Piece
from infrasketch_desktop.exchange.steps import Checkpoint
from infrasketch_desktop.formats.result import Loss
from infrasketch_desktop.ui.credits.desk import Delivery, Job
from infrasketch_desktop.ui.paid.work import PaidWork, Payer


class PaidExport(PaidWork[Delivery]):
    """One export."""

    def __init__(self, payer: Payer, pieces: tuple[Piece, ...]) -> None:
        super().__init__(payer)
        self.pieces = pieces

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What the pieces could not carry, as far as they have been made."""
        return tuple(loss for piece in self.pieces for loss in piece.losses)

    def _work(self, checkpoint: Checkpoint) -> Delivery:
        return self.payer.deliver(tuple(_job(piece, checkpoint) for piece in self.pieces))


def _job(piece: Piece, checkpoint: Checkpoint) -> Job:
    return Job(piece.item, piece.target, lambda path: piece.make(path, checkpoint), piece.is_folder)
