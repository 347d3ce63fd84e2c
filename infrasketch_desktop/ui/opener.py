"""Opens pages, folders and letters outside the program; a seam, so that tests see what would have been opened.

`try_page` and `try_folder` are what windows call: where nothing opens, they say the same everywhere.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from infrasketch_desktop.language import tr

_ADDRESS = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,190}")


class Opener(Protocol):
    """False means that this system has nothing to open it with."""

    def open_page(self, address: str) -> bool: ...
    def open_folder(self, folder: Path) -> bool: ...
    def write_mail(self, address: str, subject: str, body: str) -> bool: ...


def try_page(opener: Opener, address: str) -> str:
    """Open a page; "" when that worked, else what to tell the person, who finds the address in the clipboard."""
    if opener.open_page(address):
        return ""
    QGuiApplication.clipboard().setText(address)
    return tr("No browser answers here. The address is in the clipboard: {address}", address=address)


def try_folder(opener: Opener, folder: Path) -> str:
    """The same for a folder, which the file manager shows."""
    if opener.open_folder(folder):
        return ""
    QGuiApplication.clipboard().setText(str(folder))
    return tr("No file manager answers here. The folder is in the clipboard: {folder}", folder=folder)


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
