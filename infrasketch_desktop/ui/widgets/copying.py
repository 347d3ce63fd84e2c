"""Takes out of what is copied from the window the marks that keep names in their order where one writes from the right.

An address pasted with them would lead nowhere. The records of a diagram are left as they are.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard

from infrasketch_desktop.diagram.clipboard import MIME_TYPE
from infrasketch_desktop.language import unmarked

_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class CleanCopies(QObject):
    """Watches what this program puts into the clipboard, and into the selection of X11."""

    def __init__(self, clipboard: QClipboard) -> None:
        super().__init__()
        self._clipboard = clipboard
        clipboard.changed.connect(self._clean)

    def stop(self) -> None:
        self._clipboard.changed.disconnect(self._clean)

    def _clean(self, mode: QClipboard.Mode) -> None:
        owns = (self._clipboard.ownsClipboard, self._clipboard.ownsSelection)
        if mode not in _MODES or not owns[_MODES.index(mode)]():
            return
        # An empty clipboard answers None, whatever the stubs say.
        copied = cast("QMimeData | None", self._clipboard.mimeData(mode)) or QMimeData()
        if unmarked(copied.text()) == copied.text():
            return
        clean = QMimeData()
        clean.setText(unmarked(copied.text()))
        if copied.hasHtml():
            clean.setHtml(unmarked(copied.html()))
        if copied.hasFormat(MIME_TYPE):
            clean.setData(MIME_TYPE, copied.data(MIME_TYPE))
        self._clipboard.setMimeData(clean, mode)
