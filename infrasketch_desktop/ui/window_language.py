"""Which language the window speaks, and what of Qt goes with it: its own texts, numbers, dates, where lines begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from infrasketch_desktop.language import ENGLISH, Language, languages, load, tr, use
from infrasketch_desktop.ui.numbers import decimal, number

if TYPE_CHECKING:
    from infrasketch_desktop.ui.widgets.copying import CleanCopies


def language_for(setting: str, wanted: Sequence[str], spoken: Sequence[str]) -> str:
    """The code of the language to speak.

    `setting` is what was chosen, "" for what the system wants: `wanted`, the names of BCP 47 that `QLocale.uiLanguages`
    gives, best first. Of both only what is `spoken` counts; English where nothing is.
    """
    codes = (name.replace("_", "-").partition("-")[0] for name in ((setting,) if setting else wanted))
    return next((code for code in codes if code in spoken), ENGLISH)


def locale_for(code: str, system: QLocale) -> QLocale:
    """How numbers and dates are written: as the system does where it speaks that language, else as its country would.

    A system without a language of its own (“C”) stays as it is for English.
    """
    theirs = QLocale(code).language()
    unset = system.language() == QLocale.Language.C
    if system.language() == theirs or (unset and code == ENGLISH):
        return system
    return QLocale(code) if unset else QLocale(theirs, system.territory())


def language_name(setting: str) -> str:
    """What a language calls itself, such as “Deutsch” or “العربية”; for "" that the system chooses."""
    if not setting:
        return tr("As the system")
    return "English" if setting == ENGLISH else QLocale(setting).nativeLanguageName()


class WindowLanguage:
    """The language in force, for the whole application: before the first widget is made, and when another is chosen."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._before = QLocale()
        self._translator: QTranslator | None = None
        self._copies: CleanCopies | None = None
        self.code = ENGLISH

    def speak(self, setting: str) -> None:
        """Put the language of a setting in force; what was made before keeps its texts."""
        self.code = self.wanted(setting)
        self._put(load(self.code, number, decimal), locale_for(self.code, QLocale.system()))

    def wanted(self, setting: str) -> str:
        """The code of the language that a setting means here."""
        return language_for(setting, QLocale.system().uiLanguages(), languages())

    def release(self) -> None:
        """Leave Qt and the program as they were found."""
        self._put(Language(), self._before)

    def _put(self, language: Language, locale: QLocale) -> None:
        use(language)
        QLocale.setDefault(locale)
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language.code != ENGLISH and translator.load(f"qtbase_{language.code}", folder):
            self._app.installTranslator(translator)
            self._translator = translator
        self._app.setLayoutDirection(QLocale(language.code).textDirection())
        if self._copies is not None:
            self._copies.stop()
            self._copies = None
        if language.is_from_right_to_left:
            from infrasketch_desktop.ui.widgets.copying import CleanCopies  # noqa: PLC0415 - most never need it

            self._copies = CleanCopies(self._app.clipboard())
