"""What the chosen form has no words for, said beside the preview: before anything is paid."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from infrasketch_desktop.formats.result import Loss
from infrasketch_desktop.language import tr_count
from infrasketch_desktop.ui.exporting.words import losses_title
from infrasketch_desktop.ui.widgets.roles import label

SHOWN = 5
"""So many are named here; the receipt lists them all."""


class LossesHint(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.list = label("", "section", wrap=True), label("", "hint", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.list)
        self.hide()

    def show_losses(self, losses: Sequence[Loss]) -> None:
        self.title.setText(losses_title(len(losses)))
        more = len(losses) - SHOWN
        rest = [tr_count("and %n more", "and %n more", more)] if more > 0 else []
        self.list.setText("\n".join([*(f"• {loss.what}" for loss in losses[:SHOWN]), *rest]))
        self.setToolTip("\n".join(str(loss) for loss in losses))
        self.setVisible(bool(losses))
