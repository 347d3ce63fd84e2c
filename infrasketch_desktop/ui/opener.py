"""Opens pages and folders outside the program; a seam, so that tests see what would have been opened."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


class Opener(Protocol):
    """False means that this system has nothing to open it with."""

    def open_page(self, address: str) -> bool: ...
    def open_folder(self, folder: Path) -> bool: ...


class SystemOpener:
    """The browser and the file manager of the system."""

    def open_page(self, address: str) -> bool:
        """Only pages: an address from a server must not start anything else."""
        url = QUrl(address, QUrl.ParsingMode.StrictMode)
        return url.isValid() and url.scheme() in ("http", "https") and QDesktopServices.openUrl(url)

    def open_folder(self, folder: Path) -> bool:
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
