"""Reconciles by the clock, in one process at a time."""

from __future__ import annotations

from licensing_server.parts import Parts
from licensing_server.purchases import chores, reconciliation

_EVENTS, _NIGHTLY = "reconcile events", "reconcile grants"


def run_due(parts: Parts) -> None:
    """Events every ten minutes, the comparison every night; a comparison that failed again in an hour.

    Any number of processes may ask as often as they like: a row of the database says whose turn it is.
    """
    holder = parts.new_id()
    if _take(parts, _EVENTS, holder, reconciliation.EVENTS_EVERY):
        reconciliation.catch_up(parts)
    if _take(parts, _NIGHTLY, holder, reconciliation.NIGHTLY):
        try:
            reconciliation.compare(parts)
        except Exception:
            again = parts.now() + reconciliation.NIGHTLY_AGAIN
            chores.give_back(parts.database, _NIGHTLY, holder, at=again)
            raise


def _take(parts: Parts, name: str, holder: str, seconds: int) -> bool:
    return chores.take(parts.database, name, holder, now=parts.now(), seconds=seconds)
