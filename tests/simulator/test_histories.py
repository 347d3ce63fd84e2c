"""Histories of wallets, network, server and payments, each of which has to end with books that agree.

Every day another fifth of a thousand is lived through; the long run lives through all of them. A failure names its
seeds, and `python -m tests.simulator --first SEED --histories 1` shows one of them again on any day.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest

from tests.simulator.campaign import run_all

ALL = 1000
A_DAY = 200


def _live_through(histories: int, *, first: int) -> None:
    """Live through them on all processors; they must be such that something can go wrong in them."""
    tally = run_all(histories, first=first, processes=os.cpu_count() or 1)
    assert not tally.failures
    assert tally.histories == histories
    assert tally.syncs > 5 * histories
    assert tally.forks > histories // 10  # or nothing was tampered with


@pytest.mark.timeout(900)
def test_histories_of_the_day_lose_and_double_nothing() -> None:
    day = datetime.now(UTC).date().toordinal()
    _live_through(A_DAY, first=day % (ALL // A_DAY) * A_DAY)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_thousand_histories_lose_and_double_nothing() -> None:
    _live_through(ALL, first=0)
