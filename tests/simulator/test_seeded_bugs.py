"""The simulator can fail: five mistakes, each made on purpose, are each noticed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.simulator import bugs
from tests.simulator.campaign import run_batch
from tests.simulator.history import Manner

BATCH = 10
MOST_BATCHES = 30

NOTICED = {
    bugs.challenges_are_not_numbered: Manner.HONEST,
    bugs.heads_are_not_compared: Manner.HOSTILE,
    bugs.operations_are_counted_again: Manner.HOSTILE,
    bugs.receipts_state_changes: Manner.HONEST,
    bugs.payments_are_told_apart_by_event: Manner.HONEST,
}
"""In which histories each mistake shows."""


@pytest.mark.parametrize("bug", NOTICED, ids=lambda bug: bug.__name__)
def test_the_mistake_is_noticed(bug: Callable[[], AbstractContextManager[None]]) -> None:
    seeds = range(NOTICED[bug].value, MOST_BATCHES * BATCH * len(Manner), len(Manner))
    with bug():
        for first in range(0, len(seeds), BATCH):
            if run_batch(seeds[first : first + BATCH]).failures:
                return
    pytest.fail(f"{len(seeds)} histories with this mistake looked sound")
