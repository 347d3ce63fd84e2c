"""The paid work itself, for a thread: pack the code, pay for it, put its files in place; or nothing of that."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from infrasketch_desktop.exchange.steps import Checkpoint, Step
from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.ui.code.reasons import reason
from infrasketch_desktop.ui.credits.desk import Delivery, Desk, Job, Order
from infrasketch_desktop.ui.exporting.work import watched
from infrasketch_desktop.ui.tasks import Progress
from infrasketch_desktop.wallet.errors import NotEnoughCreditsError

if TYPE_CHECKING:  # templates are not needed to start
    from infrasketch_desktop.codegen.writing import Written
    from infrasketch_desktop.exchange.code import CodeUpdate


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was paid, and which files are in place. `paid` is None for what cost nothing.

    `trouble` is why files that are paid for are not in place: they wait in the folder, and the next look puts them
    there.
    """

    code: CodeUpdate
    written: Written
    paid: Delivery | None = None
    trouble: str = ""


@dataclass(slots=True)
class PaidCode:
    """One generation. `outcome` is there even when somebody cancelled too late to stop it.

    `step` is what is being done now; the window looks at it.
    """

    open_desk: Callable[[], Desk]
    id: str
    code: CodeUpdate
    most: int
    may_fetch: bool
    step: Step | None = field(default=None)
    outcome: Outcome | None = field(default=None)

    def run(self, progress: Progress) -> Outcome:
        """Cancelling before it is paid ends in CancelledError, and nothing is charged; what is paid is finished.

        `may_fetch`: the account has credits with the server, so one sync may bring what is missing here.
        """
        made_here = [place for place in (self.code.target.parent, self.code.folder) if not place.exists()]
        try:
            self.code.make_room()
            if self.code.quantity:
                self.outcome = self._finished(self._pay(self._order(watched(progress, self._at))))
            else:
                self.outcome = Outcome(self.code, self.code.finish(watched(progress, self._at)))
        except BaseException:
            with contextlib.suppress(OSError):  # what holds something by now stays
                for place in made_here:
                    place.rmdir()
            raise
        return self.outcome

    def _finished(self, paid: Delivery) -> Outcome:
        """What is paid is not stopped any more; what cannot be put in place now waits in the folder."""
        from infrasketch_desktop.codegen.errors import CodegenError  # noqa: PLC0415 - not needed to start
        from infrasketch_desktop.codegen.writing import Written  # noqa: PLC0415 - likewise

        try:
            return Outcome(self.code, self.code.finish(self._unstoppable), paid)
        except (CodegenError, StorageError, OSError) as error:
            return Outcome(self.code, Written(), paid, reason(error))

    def _pay(self, order: Order) -> Delivery:
        desk = self.open_desk()
        try:
            return desk.deliver(order)
        except NotEnoughCreditsError:
            if not self.may_fetch:
                raise
            desk.sync()
            return desk.deliver(order)

    def _order(self, checkpoint: Checkpoint) -> Order:
        code = self.code
        job = Job(code.item, code.target, lambda path: code.make(path, checkpoint), quantity=code.quantity)
        return Order(self.id, (job,), self.most)

    def _at(self, step: Step) -> None:
        self.step = step

    def _unstoppable(self, step: Step, _share: float | None = None, /) -> None:
        self.step = step
