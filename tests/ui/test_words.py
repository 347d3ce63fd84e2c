"""Texts that depend on numbers and moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, QLocale

from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.editor.tidy import outcome
from infrasketch_desktop.ui.moments import ago, day, on_date, to_the_second

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(("count", "text"), [(0, "0 nodes"), (1, "1 node"), (2, "2 nodes"), (1000, "1000 nodes")])
def test_counts_agree_with_their_noun(count: int, text: str) -> None:
    assert tr_count("%n node", "%n nodes", count) == text


def test_values_are_filled_in_after_translation() -> None:
    assert tr("Add {kind}", kind="{braces}") == "Add {braces}"


@pytest.mark.parametrize(
    ("passed", "text"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=2), "2 hours ago"),
        (timedelta(days=1), "yesterday"),
    ],
)
def test_moments_are_said_as_people_say_them(passed: timedelta, text: str) -> None:
    assert ago(NOW - passed, NOW) == text


def test_long_ago_is_a_date() -> None:
    assert "26" in ago(NOW - timedelta(days=40), NOW)


@pytest.mark.parametrize(
    ("moved", "total", "kept", "text"),
    [
        (12, 15, 3, "Moves 12 of 15 nodes, 3 are pinned."),
        (1, 2, 1, "Moves 1 of 2 nodes, 1 is pinned."),
        (5, 5, 0, "Moves 5 of 5 nodes."),
        (0, 5, 2, "Everything is tidy already."),
    ],
)
def test_tidy_says_what_it_would_move(moved: int, total: int, kept: int, text: str) -> None:
    assert outcome(moved, total, kept) == text


def test_where_the_system_has_no_form_for_dates_they_are_iso_8601() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    try:
        assert on_date(NOW.astimezone()).startswith("2026-11-21 ")
        assert day(QDate(2027, 3, 1)) == "2027-03-01"
        local = datetime(2026, 11, 21, 16, 7, 41).astimezone()
        assert to_the_second(local, local) == "16:07:41"
        assert to_the_second(local, local + timedelta(days=2)) == "2026-11-21 16:07:41"
    finally:
        QLocale.setDefault(before)
