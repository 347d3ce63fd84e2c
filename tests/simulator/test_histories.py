"""A thousand histories of wallets, network, server and payments, each of which has to end with books that agree."""

from __future__ import annotations

import os

import pytest

from tests.simulator.campaign import run_all


@pytest.mark.timeout(900)
def test_a_thousand_histories_lose_and_double_nothing() -> None:
    tally = run_all(1000, processes=os.cpu_count() or 1)
    assert not tally.failures
    assert tally.histories == 1000
    assert tally.syncs > 5000
    assert tally.forks > 100  # or nothing was tampered with
