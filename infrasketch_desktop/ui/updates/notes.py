"""What is new, as the vendor wrote it: Markdown whose only links are pages of the vendor's website."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser

from infrasketch_desktop.credits.websites import is_of_website
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.panels.document.page_html import framed_tables, make_parser, style
from infrasketch_desktop.ui.theme.colors import Colors


class NotesView(QTextBrowser):
    """Loads nothing, neither pictures nor styles; a page of the website is handed to `open_page`."""

    def __init__(self, website: str, open_page: Callable[[str], object]) -> None:
        super().__init__()
        self._website = website
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(tr("What is new"))
        self.document().setDocumentMargin(12)
        self.document().setIndentWidth(18)
        self.anchorClicked.connect(lambda url: open_page(url.toString()))

    def show_notes(self, markdown: str, colors: Colors) -> None:
        parser = make_parser()
        parser.validateLink = partial(_is_allowed, self._website)  # type: ignore[method-assign]
        self.document().setDefaultStyleSheet(style(colors))
        self.setHtml(framed_tables(parser.render(markdown)))

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Nothing."""


def _is_allowed(website: str, address: str) -> bool:
    """Others stand as they were written, for everybody to read."""
    return is_of_website(address, website)
