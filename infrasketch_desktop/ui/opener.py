"""Opens pages, folders and letters outside the program; a seam, so that tests see what would have been opened."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_ADDRESS = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,190}")


class Opener(Protocol):
    """False means that this system has nothing to open it with."""

    def open_page(self, address: str) -> bool: ...
    def open_folder(self, folder: Path) -> bool: ...
    def write_mail(self, address: str, subject: str, body: str) -> bool: ...


class SystemOpener:
    """The browser and the file manager of the system."""

    def open_page(self, address: str) -> bool:
        """Only pages: an address from a server must not start anything else."""
        url = QUrl(address, QUrl.ParsingMode.StrictMode)
        return url.isValid() and url.scheme() in ("http", "https") and QDesktopServices.openUrl(url)

    def open_folder(self, folder: Path) -> bool:
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def write_mail(self, address: str, subject: str, body: str) -> bool:
        """A letter to one plain address, which cannot bring receivers or files of its own along (RFC 6068)."""
        if not _ADDRESS.fullmatch(address):
            return False
        told = "&".join(f"{name}={quote(text, safe='')}" for name, text in (("subject", subject), ("body", body)))
        text = f"mailto:{address}?{told}"
        return QDesktopServices.openUrl(QUrl(text, QUrl.ParsingMode.StrictMode))
