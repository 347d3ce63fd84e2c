"""A made-up language that shows where a text came from: every text of the catalogs is longer, and between brackets."""

from __future__ import annotations

import gettext
import re

from PySide6.QtCore import QTranslator

OPEN, CLOSE = "⟦", "⟧"
_PLACE = re.compile(r"\{\w*\}|%n")


class PseudoTexts(gettext.NullTranslations):
    """Answers every text with `⟦text~~~~⟧`, some 40 % longer; plural forms as English has them."""

    def gettext(self, message: str) -> str:
        return marked(message)

    def pgettext(self, context: str, message: str) -> str:
        return message if context == "between the items of a list" else marked(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return marked(msgid1 if n == 1 else msgid2)


class PseudoQt(QTranslator):
    """The same for Qt's own texts; names of keys stay as they are, since Qt reads them, too."""

    def load(self, *_args: object) -> bool:
        return True

    def translate(self, context: str, source: str, _comment: str | None = None, _count: int = -1) -> str:
        return source if context == "QShortcut" else marked(source)


def marked(text: str) -> str:
    """One word more than the text has, of two fifths of its length: German is longer by a third."""
    letters = len(_PLACE.sub("", text))
    return f"{OPEN}{text} {'n' * max(1, round(letters * 0.4))}{CLOSE}"


def unmarked(text: str) -> str:
    """What of `text` did not come from the catalogs: all that stands outside of the outermost brackets."""
    depth, left = 0, []
    for letter in text:
        depth += letter == OPEN
        if depth == 0:
            left.append(letter)
        depth -= letter == CLOSE
    return "".join(left)


class PseudoArabic(PseudoTexts):
    """Every text in Arabic letters that mean nothing: it runs from right to left, as a translation would."""

    def gettext(self, message: str) -> str:
        return in_arabic_letters(message)

    def pgettext(self, context: str, message: str) -> str:
        return "، " if context == "between the items of a list" else in_arabic_letters(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return in_arabic_letters(msgid1 if n == 1 else msgid2)


_ARABIC = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "ابتثجحخدذرزسشصضطظعغفقكلمنهابتثجحخدذرزسشصضطظعغفقكلمنه"
)


def in_arabic_letters(text: str) -> str:
    pieces = re.split(r"(\{\w*\}|%n)", text)
    return "".join(piece if at % 2 else piece.translate(_ARABIC) for at, piece in enumerate(pieces))
