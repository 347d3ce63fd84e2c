"""The collector rests while a worker makes many objects, and works again afterwards whatever happened."""

from __future__ import annotations

import gc

import pytest

from infrasketch_desktop.collector import collector_paused, hold_full_searches, release_full_searches


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


def test_full_searches_come_again_once_all_who_held_them_have_let_go() -> None:
    before = gc.get_threshold()
    hold_full_searches()
    hold_full_searches()
    release_full_searches()
    assert gc.get_threshold()[:2] == before[:2]
    assert gc.get_threshold()[2] > 100_000
    release_full_searches()
    assert gc.get_threshold() == before
