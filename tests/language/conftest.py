"""The running program in a language of its own, and in a made-up one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from gettext import NullTranslations
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from infrasketch_desktop.language import ENGLISH, Language
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.storage.settings import SettingsStore
from infrasketch_desktop.ui import window_language
from tests.language.pseudo import PseudoQt, PseudoTexts
from tests.support.desktop import Desktop, running

Speak = Callable[[str], AbstractContextManager[Desktop]]


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """In every language but English the texts of the window come from a catalog that marks them."""

    def load(code: str, number: Callable[[int], str], decimal: Callable[[float, int], str]) -> Language:
        return Language(code, PseudoTexts() if code != ENGLISH else NullTranslations(), number, decimal)

    monkeypatch.setattr(window_language, "load", load)
    monkeypatch.setattr(window_language, "QTranslator", PseudoQt)


@pytest.fixture
def speak(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Speak:
    """Starts the program in a language, by its code."""

    def begin(code: str) -> AbstractContextManager[Desktop]:
        profile = Profile.at(tmp_path / "profile")
        profile.prepare()
        SettingsStore(profile.settings_file).change(language=code)
        return running(qapp, qtbot, tmp_path / "profile")

    return begin
