"""Texts that depend on numbers and moments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from gettext import NullTranslations
from typing import ClassVar

import pytest
from PySide6.QtCore import QDate, QLocale

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.phrases import Phrase
from infrasketch_desktop.language import Language, in_force, tr, tr_count, use
from infrasketch_desktop.ui.chat.failures import error_words
from infrasketch_desktop.ui.editor.tidy import outcome
from infrasketch_desktop.ui.moments import ago, day, on_date, to_the_second
from infrasketch_desktop.ui.text import tr_phrase

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


class German(NullTranslations):
    """Knows three sentences."""

    _WORDS: ClassVar = {
        "{host} cannot be reached.": "{host} ist nicht zu erreichen.",
        "Nothing was changed.": "Nichts wurde geändert.",
        "{what} It says: “{message}”.": "{what} Es sagt: „{message}“.",
    }

    def gettext(self, message: str) -> str:
        return self._WORDS.get(message, message)


@pytest.fixture
def german() -> Iterator[None]:
    before = in_force()
    use(Language("de", German()))
    yield
    use(before)


@pytest.mark.usefixtures("german")
def test_what_the_assistant_says_of_itself_is_translated_and_what_others_say_is_not() -> None:
    what = Phrase("{host} cannot be reached.", host="example.com")
    quoted = Phrase("{what} It says: “{message}”.", what=what, message="Nothing was changed.")
    assert tr_phrase(quoted) == "example.com ist nicht zu erreichen. Es sagt: „Nothing was changed.“."
    assert tr_phrase("Nothing was changed.") == "Nothing was changed."
    error = AssistantError(Trouble.NO_NETWORK, what, kept="Nothing was changed.", advice="Try {it} again.")
    assert error_words(error) == "example.com ist nicht zu erreichen. Nichts wurde geändert. Try {it} again."
