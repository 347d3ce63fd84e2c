"""Reconciles by the clock, in one process at a time."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from licensing_server.parts import Parts
from licensing_server.purchases import chores, reconciliation

_EVENTS, _NIGHTLY = "reconcile events", "reconcile grants"


@dataclass(frozen=True, slots=True)
class Reconciler:
    """`run_due` does what is due; `run` asks every `pause` seconds until it is told to stop. Any number of processes
    may each run one: a row of the database says whose turn it is.
    """

    parts: Parts
    pause: float = 30.0

    def run(self, stopping: threading.Event) -> None:
        while not stopping.wait(self.pause):
            try:
                self.run_due()
            except Exception:
                # What fails today, a network or a database, must not end reconciliation for ever.
                self.parts.log.exception("reconciliation failed")

    def run_due(self) -> None:
        """Events every ten minutes, the comparison every night; a comparison that failed again in an hour."""
        database, holder = self.parts.database, self.parts.new_id()
        if self._take(_EVENTS, holder, reconciliation.EVENTS_EVERY):
            reconciliation.catch_up(self.parts)
        if self._take(_NIGHTLY, holder, reconciliation.NIGHTLY):
            try:
                reconciliation.compare(self.parts)
            except Exception:
                again = self.parts.now() + reconciliation.NIGHTLY_AGAIN
                chores.give_back(database, _NIGHTLY, holder, at=again)
                raise

    def _take(self, name: str, holder: str, seconds: int) -> bool:
        return chores.take(self.parts.database, name, holder, now=self.parts.now(), seconds=seconds)
