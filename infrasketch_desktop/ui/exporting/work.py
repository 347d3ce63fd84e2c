"""The paid work itself, for a thread: make the file, pay for it, put it in place; or nothing of that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.ui.credits.desk import Delivery, Desk, Order
from infrasketch_desktop.ui.exporting.formats import Choices, ExportFormat
from infrasketch_desktop.ui.tasks import Progress
from infrasketch_desktop.wallet.errors import NotEnoughCreditsError


@dataclass(slots=True)
class PaidExport:
    """One export. `delivered` is there even when somebody cancelled too late to stop it."""

    open_desk: Callable[[], Desk]
    order: Order
    diagram: Diagram
    format: ExportFormat
    choices: Choices
    may_fetch: bool
    delivered: Delivery | None = field(default=None)

    def run(self, progress: Progress) -> Delivery:
        """Cancelling while the file is made ends in CancelledError, and nothing is charged.

        `may_fetch`: the account has credits with the server, so one sync may bring what is missing here.
        """
        desk = self.open_desk()
        try:
            delivered = desk.deliver(self.order, self._produce(progress))
        except NotEnoughCreditsError:
            if not self.may_fetch:
                raise
            desk.sync()
            delivered = desk.deliver(self.order, self._produce(progress))
        self.delivered = delivered
        return delivered

    def _produce(self, progress: Progress) -> Callable[[], bytes]:
        def produce() -> bytes:
            progress.check()
            content = self.format.write(self.diagram, self.choices)
            progress.check()
            return content

        return produce
