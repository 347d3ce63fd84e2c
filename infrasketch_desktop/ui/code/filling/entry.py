"""The way in: the dialog that has the regions of a file written."""

from __future__ import annotations

from infrasketch_desktop.ui.code.filling.dialog import Around, FillDialog, Subject


def open_fill(subject: Subject, around: Around) -> FillDialog:
    """Ask what the regions of a file shall do."""
    dialog = FillDialog(subject, around)
    dialog.open()
    return dialog
