"""Boxes for several lines in which text begins at the side where its script does: Qt puts all of it to the left."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

_TO_THE_LEFT = ("R", "AL")


def follow_writing(edit: QPlainTextEdit) -> None:
    """Let caret and text stand at the side where what is typed begins; in an empty box, where the window's texts do."""
    edit.textChanged.connect(lambda: _turn(edit))
    _turn(edit)


def direction_of(text: str, otherwise: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """By the first letter that has one (rule P2 of Unicode's annex 9)."""
    for letter in text:
        sort = unicodedata.bidirectional(letter)
        if sort == "L":
            return Qt.LayoutDirection.LeftToRight
        if sort in _TO_THE_LEFT:
            return Qt.LayoutDirection.RightToLeft
    return otherwise


def _turn(edit: QPlainTextEdit) -> None:
    direction = direction_of(edit.toPlainText()[:_MOST], edit.layoutDirection())
    side = Qt.AlignmentFlag.AlignRight if direction is Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft
    option = edit.document().defaultTextOption()
    if (option.textDirection(), option.alignment()) != (direction, side | Qt.AlignmentFlag.AlignAbsolute):
        option.setTextDirection(direction)
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        edit.document().setDefaultTextOption(option)


_MOST = 200
