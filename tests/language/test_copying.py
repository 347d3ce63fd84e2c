"""What is copied where one writes from right to left has no marks in it that only order what is seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QTextBrowser
from pytestqt.qtbot import QtBot

from infrasketch_desktop.diagram.clipboard import MIME_TYPE
from infrasketch_desktop.language import from_the_left, isolated, tr, unmarked
from infrasketch_desktop.ui.window_language import WindowLanguage

FROM_THE_LEFT = "\u2066"
ADDRESS = "https://example.com/a?b=1"


@pytest.fixture
def language(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[WindowLanguage]:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: True)  # a clipboard without a screen cannot tell
    made = WindowLanguage(qapp)
    yield made
    made.release()
    QGuiApplication.clipboard().clear()


def test_an_address_is_copied_alone(language: WindowLanguage, qtbot: QtBot) -> None:
    language.speak("ar")
    text = QTextBrowser()
    qtbot.addWidget(text)
    text.setPlainText(tr("See {url}.", url=ADDRESS))
    assert text.toPlainText() != unmarked(text.toPlainText())
    text.selectAll()
    text.copy()
    copied = QGuiApplication.clipboard().mimeData()
    assert ADDRESS in copied.text()
    assert ADDRESS in copied.html()
    assert unmarked(copied.text()) == copied.text()
    assert unmarked(copied.html()) == copied.html()


def test_records_are_copied_as_they_are(language: WindowLanguage) -> None:
    language.speak("ar")
    mime = QMimeData()
    mime.setData(MIME_TYPE, isolated("mine").encode())
    mime.setText(isolated("mine"))
    QGuiApplication.clipboard().setMimeData(mime)
    copied = QGuiApplication.clipboard().mimeData()
    assert (bytes(copied.data(MIME_TYPE).data()).decode(), copied.text()) == (isolated("mine"), "mine")


def test_names_keep_their_order_from_the_right_alone(language: WindowLanguage) -> None:
    name, path = ".NET MAUI", Path("/srv/shop/")
    for code, marked in (("de", False), ("ar", True)):
        language.speak(code)
        shown = [isolated(name), from_the_left(str(path)), tr("In {folder}: {counts}.", folder=path, counts="x")]
        assert [text != unmarked(text) for text in shown] == [marked] * 3
        assert [unmarked(shown[0]), unmarked(shown[1])] == [name, str(path)]


def test_what_another_program_copied_stays_its_own(language: WindowLanguage, monkeypatch: pytest.MonkeyPatch) -> None:
    language.speak("ar")
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: False)
    QGuiApplication.clipboard().setText(isolated("theirs"))
    assert QGuiApplication.clipboard().text() == isolated("theirs")


def test_in_the_next_language_nothing_is_watched_any_more(language: WindowLanguage) -> None:
    language.speak("ar")
    language.speak("de")
    QGuiApplication.clipboard().setText(f"x{FROM_THE_LEFT}")
    assert QGuiApplication.clipboard().text() == f"x{FROM_THE_LEFT}"
