"""The paid work of generating: pack the code, pay for it, put its files in place; or nothing of that."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from infrasketch_desktop.exchange.steps import Checkpoint, Step
from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.ui.code.reasons import reason
from infrasketch_desktop.ui.credits.desk import Delivery, Job
from infrasketch_desktop.ui.paid.work import PaidWork, Payer

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


class PaidCode(PaidWork[Outcome]):
    """One generation; what is paid is finished."""

    def __init__(self, payer: Payer, code: CodeUpdate) -> None:
        super().__init__(payer)
        self._code = code

    def _work(self, checkpoint: Checkpoint) -> Outcome:
        code = self._code
        made_here = [place for place in (code.target.parent, code.folder) if not place.exists()]
        try:
            code.make_room()
            if code.quantity:
                return self._finished(self.payer.deliver((self._job(checkpoint),)))
            return Outcome(code, code.finish(checkpoint))
        except BaseException:
            with contextlib.suppress(OSError):  # what holds something by now stays
                for place in made_here:
                    place.rmdir()
            raise

    def _job(self, checkpoint: Checkpoint) -> Job:
        code = self._code
        return Job(code.item, code.target, lambda path: code.make(path, checkpoint), quantity=code.quantity)

    def _finished(self, paid: Delivery) -> Outcome:
        """What is paid is not stopped any more; what cannot be put in place now waits in the folder."""
        from infrasketch_desktop.codegen.errors import CodegenError  # noqa: PLC0415 - not needed to start
        from infrasketch_desktop.codegen.writing import Written  # noqa: PLC0415 - likewise

        try:
            return Outcome(self._code, self._code.finish(self._unstoppable), paid)
        except (CodegenError, StorageError, OSError) as error:
            return Outcome(self._code, Written(), paid, reason(error))

    def _unstoppable(self, step: Step, _share: float | None = None, /) -> None:
        self._at(step)
