"""What the next request is about: the whole system, or what is selected; the person can take the focus away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from infrasketch_desktop.language import listed, tr, tr_count
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.roles import icon_button, label

NAMED = 2
"""What is called by its name; the rest is only counted."""
_WIDEST = 220
"""Pixels of the text; longer names are cut and shown whole as the tool tip."""


class FocusChips(QWidget):
    """`removed` when the person wants the whole system instead."""

    removed = Signal()

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self.words = label("", "chip")
        self.remove = icon_button(icons, "close", tr("Ask about the whole system"), self.removed.emit, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.words)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.show_names((), 0)

    def show_names(self, names: Sequence[str], more: int) -> None:
        """Name what the request is about, and say of how many `more`; nothing names the whole system."""
        text = listed(names)
        if more:
            text = tr_count("{names} and %n more", "{names} and %n more", more, names=text)
        about = tr("About: {names}", names=text) if names else tr("About the whole system")
        metrics = self.words.fontMetrics()
        self.words.setText(metrics.elidedText(about, Qt.TextElideMode.ElideRight, _WIDEST))
        self.words.setToolTip(about)
        self.words.setAccessibleName(about)
        self.remove.setVisible(bool(names))
