"""The text face of the program, FiraGO, and how wide text is in it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from infrasketch_desktop.picture.face_files import WINDOW_FACES, face_file, unpacked_face

if TYPE_CHECKING:
    from infrasketch_desktop.picture.shapes import Font


FAMILY = "FiraGO"
"""Latin, Greek, Cyrillic, Arabic, Devanagari, Georgian, Hebrew and Thai; other scripts come from the system's fonts."""

_REMEMBERED = 4096


def load_fonts() -> None:
    """Make FiraGO known to Qt: some 50 ms the first time, nothing later. Needs a `QGuiApplication`.

    The face comes from the `pymupdf-fonts` package, so that text looks the same on a machine without any font.
    """
    if QFontDatabase.hasFamily(FAMILY):
        return
    for name in WINDOW_FACES:
        unpacked = unpacked_face(name)
        if unpacked is not None:  # Qt reads of it what it needs
            QFontDatabase.addApplicationFont(str(unpacked))
        else:
            QFontDatabase.addApplicationFontFromData(face_file(name))


def text_font(font: Font) -> QFont:
    """A font of the picture as Qt's, the caller's own to change.

    Without hinting, so that lines break alike at every zoom and in every file.
    """
    return QFont(_shared(font))


@cache
def _shared(font: Font) -> QFont:
    load_fonts()
    found = QFont(FAMILY)
    found.setPixelSize(round(font.size))
    found.setBold(font.bold)
    found.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return found


class QtTextMeasurer:
    """Measures text as Qt will draw it; remembers what it measured."""

    def __init__(self) -> None:
        self._metrics: dict[Font, QFontMetricsF] = {}
        self._remembered = lru_cache(_REMEMBERED)(self._measure)

    def width(self, text: str, font: Font) -> float:
        return self._remembered(text, font)

    def _measure(self, text: str, font: Font) -> float:
        metrics = self._metrics.get(font)
        if metrics is None:
            metrics = self._metrics[font] = QFontMetricsF(text_font(font))
        return metrics.horizontalAdvance(text)
