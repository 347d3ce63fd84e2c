"""What the next request is about: the whole system, or what is selected; the person can take the focus away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.text import tr, tr_count
from infrasketch_desktop.ui.widgets.roles import icon_button, label

_NAMED = 2
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
        self.show_names(())

    def show_names(self, names: Sequence[str]) -> None:
        """Name what the request is about; nothing names the whole system."""
        text = ", ".join(names[:_NAMED])
        if len(names) > _NAMED:
            text = tr("{names} and {more}", names=text, more=tr_count("%n more", "%n more", len(names) - _NAMED))
        about = tr("About: {names}", names=text) if names else tr("About the whole system")
        metrics = self.words.fontMetrics()
        self.words.setText(metrics.elidedText(about, Qt.TextElideMode.ElideRight, _WIDEST))
        self.words.setToolTip(about)
        self.words.setAccessibleName(about)
        self.remove.setVisible(bool(names))
