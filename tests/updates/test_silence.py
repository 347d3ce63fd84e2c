"""When the feed has been silent for long; a wrong clock makes no silence of weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from infrasketch_desktop.updates.silence import LEAST_ASKED, LONG, Hearing

START = datetime(2026, 11, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def missed(hearing: Hearing, days: int, first: datetime) -> Hearing:
    """Asked in vain, daily."""
    for number in range(days):
        hearing = hearing.after(first + number * DAY, good=False)
    return hearing


def test_weeks_without_a_good_answer_are_a_silence() -> None:
    heard = Hearing().after(START, good=True)
    assert not missed(heard, 20, START + DAY).is_silent(START + 20 * DAY)
    assert missed(heard, 21, START + DAY).is_silent(START + 21 * DAY)


def test_without_any_good_answer_time_counts_from_the_first_question() -> None:
    hearing = missed(Hearing(), 22, START)
    assert hearing.heard == START.isoformat()
    assert hearing.is_silent(START + LONG)


def test_one_good_answer_ends_it() -> None:
    hearing = missed(Hearing(), 40, START).after(START + 40 * DAY, good=True)
    assert hearing == Hearing((START + 40 * DAY).isoformat(), 0)
    assert not hearing.is_silent(START + 40 * DAY)


def test_a_clock_that_is_set_forward_makes_no_silence_of_one_question() -> None:
    heard = Hearing().after(START, good=True)
    ahead = heard.after(START + 400 * DAY, good=False)
    assert not ahead.is_silent(START + 400 * DAY)
    assert not missed(ahead, LEAST_ASKED - 2, START + 401 * DAY).is_silent(START + 405 * DAY)


def test_a_clock_that_is_set_back_begins_anew() -> None:
    heard = Hearing().after(START + 400 * DAY, good=True)
    hearing = missed(heard, 10, START)
    assert hearing == Hearing(START.isoformat(), 10)
    assert not hearing.is_silent(START + 9 * DAY)
    assert not hearing.is_silent(START - DAY)


@pytest.mark.parametrize("heard", ["yesterday", "2026-11-01T09:00:00", "9" * 40])
def test_a_time_that_is_none_begins_anew(heard: str) -> None:
    assert not Hearing(heard, 99).is_silent(START)
    assert Hearing(heard, 99).after(START, good=False) == Hearing(START.isoformat(), 1)
