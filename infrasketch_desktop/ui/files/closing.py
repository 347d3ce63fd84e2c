"""The question before a window closes whose work could be kept nowhere."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from infrasketch_desktop.language import tr


def may_lose(window: QWidget) -> bool:
    """Whether somebody agrees to lose what neither file nor journal took."""
    buttons = QMessageBox.StandardButton
    text = tr("The changes could be saved neither to the file nor to the recovery journal. Close anyway?")
    answer = QMessageBox.warning(
        window, tr("Close without saving?"), text, buttons.Close | buttons.Cancel, buttons.Cancel
    )
    return answer == buttons.Close
