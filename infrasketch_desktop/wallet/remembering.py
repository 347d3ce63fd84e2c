"""Compares the wallet's file with what the anchor remembers of it."""

from __future__ import annotations

from sqlite_utils import Database

from infrasketch_desktop.wallet import ledger
from infrasketch_desktop.wallet.anchor import Anchored
from infrasketch_desktop.wallet.standing import Standing
from infrasketch_desktop.wallet.states import ReadOnlyReason


def compare(db: Database, standing: Standing, anchored: Anchored | None) -> ReadOnlyReason | None:
    """Why the file is not what this computer remembers; None when it is, or when nothing is remembered.

    The anchor is written after the file, so the file may be further and is never behind.
    """
    if anchored is None:
        return None
    here = (standing.head.epoch, standing.head.seq)
    there = (anchored.epoch, anchored.seq)
    behind = here < there or (standing.facts.rseq or 0) < anchored.rseq
    if behind or standing.facts.device != anchored.device:
        return ReadOnlyReason.OLDER
    known = ledger.hash_at(db, anchored.epoch, anchored.seq)
    return ReadOnlyReason.CHANGED if known is not None and known != anchored.head else None


def remembered(standing: Standing) -> Anchored:
    """What the anchor is to remember now. The device has to be enrolled."""
    head = standing.head
    return Anchored(standing.facts.device or "", head.epoch, head.seq, head.head, (standing.facts.rseq or 0))
