"""Which language is spoken, and what Qt does along with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from infrasketch_desktop.language import tr_count
from infrasketch_desktop.ui.window_language import WindowLanguage, language_for, language_name, locale_for

SPOKEN = ("en", "ar", "de")


@pytest.mark.parametrize(
    ("setting", "wanted", "code"),
    [
        ("", ["de-DE", "de", "en-US"], "de"),
        ("", ["ar_EG"], "ar"),
        ("", ["fr-FR", "fr", "de-FR", "de"], "de"),
        ("", ["en-US", "de"], "en"),
        ("", ["fr-FR"], "en"),
        ("", [], "en"),
        ("ar", ["de-DE"], "ar"),
        ("en", ["de-DE"], "en"),
        ("tlh", ["de-DE"], "en"),
    ],
)
def test_what_was_chosen_counts_before_what_the_system_wants(setting: str, wanted: list[str], code: str) -> None:
    assert language_for(setting, wanted, SPOKEN) == code


@pytest.mark.parametrize(
    ("code", "system", "name"),
    [
        ("de", "de_AT", "de_AT"),
        ("de", "en_CH", "de_CH"),
        ("de", "C", "de_DE"),
        ("en", "C", "C"),
        ("en", "en_GB", "en_GB"),
        ("ar", "ar_MA", "ar_MA"),
    ],
)
def test_numbers_follow_the_country_of_the_system(code: str, system: str, name: str) -> None:
    assert locale_for(code, QLocale(system)) == QLocale(name)


def test_languages_name_themselves() -> None:
    assert [language_name(code) for code in ("en", "de", "ar")] == ["English", "Deutsch", "العربية"]


@pytest.fixture
def language(qapp: QApplication) -> Iterator[WindowLanguage]:
    made = WindowLanguage(qapp)
    yield made
    made.release()


def test_the_buttons_of_qt_speak_it_too(language: WindowLanguage, qtbot: QtBot) -> None:
    language.speak("de")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Abbrechen"


def test_counts_are_written_as_the_language_does(language: WindowLanguage) -> None:
    language.speak("de")
    assert tr_count("%n credit", "%n credits", 1500).startswith("1.500 ")
    language.speak("ar")
    assert tr_count("%n credit", "%n credits", 1500).startswith("١٬٥٠٠ ")


def test_arabic_reads_from_right_to_left_and_the_next_language_does_not(language: WindowLanguage) -> None:
    language.speak("ar")
    assert QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    language.speak("de")
    assert QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_afterwards_all_is_as_it_was(qapp: QApplication) -> None:
    before = QLocale()
    made = WindowLanguage(qapp)
    made.speak("ar")
    made.release()
    assert QLocale() == before
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight
