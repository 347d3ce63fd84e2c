"""Rows of lists and trees that show names as they are written, also where lines begin at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate

from infrasketch_desktop.language import in_force, isolated

_LINE_END = "\u2028"
"""What Qt puts between the lines of a row."""


class NameRows(QStyledItemDelegate):
    """Each line of a row keeps its own order: “.NET MAUI” begins with its point.

    The model holds the bare names, so that typing finds them and copying takes them.
    """

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        lines = super().displayText(value, locale).split(_LINE_END)
        return _LINE_END.join(map(isolated, lines))


def show_names(view: QAbstractItemView) -> None:
    """Let the rows of `view` keep the order of the names in them, where the language needs it."""
    if in_force().is_from_right_to_left:
        view.setItemDelegate(NameRows(view))
