"""Text of an answer as it streams: Markdown that is rendered piece by piece, loads nothing and opens nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTextBrowser

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.panels.document.page_html import framed_tables, make_parser, style
from infrasketch_desktop.ui.theme.colors import Colors
from infrasketch_desktop.ui.widgets.roles import set_role

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_FENCES = ("```", "~~~")
_HEIGHT = 4
"""Pixels beyond the text, so that the last line is never cut."""
_INDENT = 18
WHOLE = 12_000
"""Characters up to which a text that has come to its end is rendered once more in one go, with the spacing Qt gives
only then; a longer one would hold up the window."""


class Prose(QTextBrowser):
    """As high as its text. What is complete of a growing text is rendered once; only its last block again and again.

    `link_clicked` carries an address that a person clicked; nothing is opened here.
    """

    link_clicked = Signal(QUrl)

    def __init__(self) -> None:
        super().__init__()
        self._parser: MarkdownIt | None = None
        self._colors: Colors | None = None
        self._text = ""
        self._settled, self._settled_at = 0, 0
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(self.link_clicked)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextBrowserInteraction | flags.TextSelectableByKeyboard)
        self.setAccessibleName(tr("Answer"))
        self.setFixedHeight(0)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(_INDENT)
        set_role(self, "prose")

    @property
    def markdown(self) -> str:
        return self._text

    def show_text(self, markdown: str, colors: Colors) -> None:
        """Show a text; one that begins with the text shown only grows."""
        if markdown == self._text and colors == self._colors:
            return
        if colors != self._colors or not self._settled or not markdown.startswith(self._text[: self._settled]):
            self._begin(colors)
        self._text = markdown
        settled = end_of_complete_blocks(markdown, self._settled)
        self._replace_from(self._settled_at, markdown[self._settled : settled])
        if settled > self._settled:
            self._settled, self._settled_at = settled, self.document().characterCount() - 1
        self._append(markdown[settled:])
        self._fit()

    def settle(self) -> None:
        """The text has come to its end."""
        if self._colors is not None and self._settled_at and len(self._text) <= WHOLE:
            self.setHtml(self._html(self._text))
            self._settled = self._settled_at = 0
            self._fit()

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Nothing: neither pictures nor styles from anywhere."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The conversation scrolls, not one message of it."""
        event.ignore()

    def _begin(self, colors: Colors) -> None:
        self._colors = colors
        self._settled = self._settled_at = 0
        self.clear()
        self.document().setDefaultStyleSheet(style(colors) + "pre { white-space: pre-wrap; }")

    def _replace_from(self, position: int, markdown: str) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self._append(markdown)

    def _append(self, markdown: str) -> None:
        """Qt puts the first paragraph of what is inserted into the block at the cursor: give it one of its own."""
        if not markdown.strip():
            return
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if cursor.position():
            cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertHtml(self._html(markdown))

    def _html(self, markdown: str) -> str:
        if self._parser is None:
            self._parser = make_parser()
        return framed_tables(self._parser.render(markdown)).strip()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(self.document().size().height()) + _HEIGHT)


def end_of_complete_blocks(markdown: str, begin: int = 0) -> int:
    """Where the part of a growing text ends that later text cannot change: after a blank line outside of fences.

    A block that continues behind a blank line (items of a list, indented text) is not complete.
    """
    complete, place, fence, is_blank = begin, begin, "", False
    for line in markdown[begin:].splitlines(keepends=True):
        bare = line.strip()
        if is_blank and not fence and bare and not _continues(line):
            complete = place
        if bare.startswith(_FENCES) and (not fence or bare.startswith(fence)):
            fence = "" if fence else bare[:3]
        is_blank = not bare and not fence
        place += len(line)
    return complete


def _continues(line: str) -> bool:
    """Whether this line may belong to a list or quotation above the blank line."""
    return line[0] in " \t>-*+" or line[0].isdigit()
