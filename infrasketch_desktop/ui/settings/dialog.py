"""The dialog of all settings: sections on one side, rows on the other, and one search over everything."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.settings import Settings
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.preferences import Preferences
from infrasketch_desktop.ui.settings.page import MARGIN, SettingsPage
from infrasketch_desktop.ui.settings.rows import Section
from infrasketch_desktop.ui.theme.measures import grown, keep_grown, resize_grown
from infrasketch_desktop.ui.widgets.roles import button, set_role
from infrasketch_desktop.ui.widgets.writing import follow_writing

_SIZE = (860, 640)
_LEAST = (640, 400)
_LIST_FRAME = 24
"""Pixels around the titles of the sections: border, padding, and room for a scroll bar."""

_LIST_WIDTH = 208


class SettingsDialog(QDialog):
    """What is changed counts at once, in every window; there is nothing to confirm."""

    def __init__(
        self,
        preferences: Preferences,
        icons: Icons,
        sections: Sequence[Section],
        english: Sequence[Section],
        parent: QWidget,
    ) -> None:
        """`english` are the same sections with the English words, which the search finds in every language."""
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_grown(self, *_SIZE)
        self.setMinimumSize(*_LEAST)
        self._preferences = preferences
        self.search = QLineEdit()
        follow_writing(self.search)
        self.list = QListWidget()
        self._area = QScrollArea(self)
        self.page = SettingsPage(sections, english, self._area.viewport())  # in its place: it is styled once
        self._build(icons)
        self.search.textChanged.connect(self._on_search)
        self.list.itemClicked.connect(self._on_section)
        self.list.currentItemChanged.connect(lambda item, _before: self._on_section(item))
        self.search.setFocus()

    def _build(self, icons: Icons) -> None:
        self.search.setPlaceholderText(tr("Search settings"))
        self.search.setAccessibleName(tr("Search settings"))
        self.search.setClearButtonEnabled(True)
        set_role(self.search, "search")
        self.list.setAccessibleName(tr("Sections"))
        set_role(self.list, "framed")
        for section in self.page.sections:
            self.list.addItem(QListWidgetItem(icons.icon(section.icon, "muted"), section.title))
        keep_grown(self.list, self._show_titles_whole)
        self.resize(self.width() + 2 * (self.list.minimumWidth() - _LIST_WIDTH), self.height())  # wider rows
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self.page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(self.search)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.list)
        middle.addWidget(self._area, 1)
        layout.addLayout(middle, 1)
        foot = QHBoxLayout()
        foot.addWidget(button(tr("Restore defaults…"), self.restore_defaults))
        foot.addStretch(1)
        foot.addWidget(button(tr("Close"), self.accept))
        layout.addLayout(foot)

    def _show_titles_whole(self) -> None:
        """Also while the size of texts is changed here."""
        self.list.setFixedWidth(max(_LIST_WIDTH, self.list.sizeHintForColumn(0) + grown(_LIST_FRAME)))

    def restore_defaults(self) -> None:
        """Put back every setting of this dialog, after asking; what the program remembers by itself stays."""
        choices = QMessageBox.StandardButton
        question = tr("Put every setting of this page back to its default? Diagrams, wallet and account stay.")
        answer = QMessageBox.question(
            self, tr("Restore defaults?"), question, choices.RestoreDefaults | choices.Cancel, choices.Cancel
        )
        if answer == choices.RestoreDefaults:
            names = {name for section in self.page.sections for row in section.rows for name in row.settings}
            defaults = dataclasses.asdict(Settings())
            self._preferences.change(**{name: defaults[name] for name in names})

    def _on_search(self, wanted: str) -> None:
        found = {section.title for section in self.page.search(wanted)}
        for index in range(self.list.count()):
            item = self.list.item(index)
            item.setHidden(item.text() not in found)
        self._area.verticalScrollBar().setValue(0)

    def _on_section(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._area.verticalScrollBar().setValue(max(0, self.page.headings[item.text()].y() - MARGIN))
