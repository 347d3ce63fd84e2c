"""Boxes in which text begins at the side where its script does, and an empty one where the window's texts do.

Qt puts all of several lines to the left, and the caret of an empty line where the keyboard's language begins.
"""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_TO_THE_LEFT = ("R", "AL")


def follow_writing(edit: QPlainTextEdit | QLineEdit) -> None:
    """Let caret and text stand at the side where what is typed begins; in an empty box, where the window's texts do."""
    if isinstance(edit, QLineEdit):
        edit.textChanged.connect(lambda _text: _turn_line(edit))
        _turn_line(edit)
    else:
        edit.document().contentsChanged.connect(lambda: _turn(edit))  # also while the signals of the box are blocked
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
    side = _side(direction)
    option = edit.document().defaultTextOption()
    if (option.textDirection(), option.alignment()) != (direction, side):
        option.setTextDirection(direction)
        option.setAlignment(side)
        edit.document().setDefaultTextOption(option)


def _turn_line(edit: QLineEdit) -> None:
    edit.setAlignment(_side(direction_of(edit.text()[:_MOST], edit.layoutDirection())) | Qt.AlignmentFlag.AlignVCenter)


def _side(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if direction is Qt.LayoutDirection.RightToLeft else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


_MOST = 200
