"""The collector rests while a worker makes many objects, and works again afterwards whatever happened."""

from __future__ import annotations

import gc

import pytest

from infrasketch_desktop.collector import collector_paused


def test_the_collector_rests_and_works_again_even_after_a_failure() -> None:
    with pytest.raises(RuntimeError), collector_paused():
        assert not gc.isenabled()
        raise RuntimeError
    assert gc.isenabled()


def test_who_found_it_resting_leaves_it_so() -> None:
    with collector_paused():
        with collector_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
