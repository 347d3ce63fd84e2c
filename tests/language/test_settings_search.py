"""A setting is found by its words in the language of the window, and by the English ones that manuals use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from infrasketch_desktop.language import in_english, tr
from infrasketch_desktop.storage.settings import SettingsStore
from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.settings.doors import Doors
from infrasketch_desktop.ui.settings.page import SettingsPage
from infrasketch_desktop.ui.settings.table import sections
from infrasketch_desktop.ui.window_language import WindowLanguage

Search = Callable[[str], set[str]]


@pytest.fixture
def search(qapp: QApplication, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Search]:
    """The titles of the rows that a search leaves, in the language whose code is the parameter."""
    language = WindowLanguage(qapp)
    language.speak(request.param)
    preferences = Preferences(SettingsStore(tmp_path / "settings.json"), lambda error: pytest.fail(str(error)))
    doors = Doors(*(pytest.fail,) * 5)
    made = sections(preferences, doors, may_choose_server=True)
    with in_english():
        english = sections(preferences, doors, may_choose_server=True)
    page = SettingsPage(made, english)

    def found(wanted: str) -> set[str]:
        page.search(wanted)
        return {title for title, control in page.controls.items() if control.isVisibleTo(page)}

    yield found
    language.release()


@pytest.mark.parametrize("search", ["de"], indirect=True)
@pytest.mark.parametrize(
    ("wanted", "english"),
    [
        ("sprache", "Language"),
        ("language", "Language"),
        ("العربية", "Language"),
        ("arabic", "Language"),
        ("hilfslinien", "Snap to others"),
        ("guides", "Snap to others"),
        ("automatisch save interval", "Save after"),
        ("e-mail", "Account"),
    ],
)
def test_both_languages_find_a_setting(search: Search, wanted: str, english: str) -> None:
    assert search(wanted) == {tr(english)} != {english}


@pytest.mark.parametrize("search", ["ar"], indirect=True)
def test_words_in_arabic_find_it_too(search: Search) -> None:
    assert search("أدلة") == search("guides") == {tr("Snap to others")}
    assert search("flux capacitor") == set()
