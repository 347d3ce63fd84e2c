"""All settings below each other, section by section; a search leaves those that fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.settings.rows import Row, Section, fits, searchable
from infrasketch_desktop.ui.widgets.roles import label

MARGIN = 16
"""Pixels above the first heading."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row with the widget that shows it, and the control in it."""

    row: Row
    widget: QWidget
    control: QWidget
    said: str


class SettingsPage(QWidget):
    """Made whole at once: a section costs a millisecond, and a search must find them all."""

    def __init__(self, sections: Sequence[Section], english: Sequence[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = tuple(sections)
        self.headings: dict[str, QLabel] = {}
        self._lines: dict[str, list[_Line]] = {}
        self.nothing = label(tr("No setting fits."), "muted")
        self.nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, MARGIN, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(self.nothing)
        for section, translated_from in zip(self.sections, english, strict=True):
            self._add(section, translated_from, layout)
        layout.addStretch(1)

    @property
    def controls(self) -> dict[str, QWidget]:
        """Every control by the title of its row."""
        return {line.row.title: line.control for lines in self._lines.values() for line in lines}

    def search(self, wanted: str) -> list[Section]:
        """Show the rows that fit, and their headings; returns the sections that have some."""
        found = [section for section in self.sections if self._search_in(section, wanted)]
        self.nothing.setVisible(not found)
        return found

    def _search_in(self, section: Section, wanted: str) -> bool:
        shown = False
        for line in self._lines[section.title]:
            line.widget.setVisible(fits(line.said, wanted))
            shown = shown or not line.widget.isHidden()
        self.headings[section.title].setVisible(shown)
        return shown

    def _add(self, section: Section, english: Section, layout: QVBoxLayout) -> None:
        heading = label(section.title, "heading")
        heading.setContentsMargins(0, 12 if self.headings else 0, 0, 0)
        self.headings[section.title] = heading
        layout.addWidget(heading)
        self._lines[section.title] = [
            _line(row, f"{searchable(section, row)} {searchable(english, there)}", layout)
            for row, there in zip(section.rows, english.rows, strict=True)
        ]


def _line(row: Row, said: str, page: QVBoxLayout) -> _Line:
    """A line at the end of `page`; filled when it is there, as Qt styles all that comes into something anew."""
    widget, control = QWidget(), row.make()
    page.addWidget(widget)
    control.setAccessibleName(row.title)
    control.setAccessibleDescription(row.hint)
    title, hint = label(row.title, wrap=True), label(row.hint, "hint", wrap=True)
    title.setBuddy(control)
    layout, words = QHBoxLayout(widget), QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(24)
    layout.addLayout(words, 1)
    words.setSpacing(2)
    words.addWidget(title)
    words.addWidget(hint)
    if row.wide:
        words.addWidget(control)
        return _Line(row, widget, control, said)
    layout.addWidget(control, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return _Line(row, widget, control, said)
