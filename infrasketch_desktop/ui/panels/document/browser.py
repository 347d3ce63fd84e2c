"""Shows one page and knows which block the cursor is in; loads nothing and opens nothing by itself."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from infrasketch_desktop.language import tr

_ANCHOR = "at-"
_INDENT, _MARGIN = 18, 9
_BAR = 3


class PageBrowser(QTextBrowser):
    """`current_changed` follows the cursor from block to block; `edit_wanted` is a double click, Enter or F2.

    `stepped` is Page Up or Page Down beyond the end of the page: -1 or 1.
    """

    current_changed = Signal(int)
    edit_wanted = Signal()
    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._starts: list[int] = []
        self._current = -1
        self._mark = QColor()
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(tr("Design document"))
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextBrowserInteraction | flags.TextSelectableByKeyboard)
        self.cursorPositionChanged.connect(self._follow_cursor)

    @property
    def current(self) -> int:
        """The block the cursor is in, counted on the page; -1 on an empty page."""
        return self._current

    def show_html(self, html: str, style: str, mark: str) -> None:
        """Show a page; `mark` is the colour of the bar beside the current block."""
        self._mark = QColor(mark)
        self.blockSignals(True)
        self.document().setDefaultStyleSheet(style)
        self.document().setIndentWidth(_INDENT)
        self.document().setDocumentMargin(_MARGIN)
        self.setHtml(html)
        self.blockSignals(False)
        self._starts = self._find_starts()
        self._current = -1

    def go_to(self, place: int, *, scroll: bool = True) -> None:
        """Put the cursor into a block; with `scroll` its first line comes to the top."""
        if not 0 <= place < len(self._starts):
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._starts[place])
        bar = self.verticalScrollBar()
        before = bar.value()
        self.setTextCursor(cursor)
        bar.setValue(self.cursorRect(cursor).top() + bar.value() - 8 if scroll else before)
        self._follow_cursor()

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Nothing: neither pictures nor styles from anywhere."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.edit_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A bar at the edge tells which block is current."""
        super().paintEvent(event)
        if self._current < 0:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._mark)
        painter.drawRoundedRect(self._current_lines(), _BAR / 2, _BAR / 2)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, bar = event.key(), self.verticalScrollBar()
        on_link = bool(self.textCursor().charFormat().anchorHref())
        if key == Qt.Key.Key_F2 or (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not on_link):
            self.edit_wanted.emit()
        elif key == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.stepped.emit(1)
        elif key == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.stepped.emit(-1)
        else:
            super().keyPressEvent(event)

    def _follow_cursor(self) -> None:
        place = bisect_right(self._starts, self.textCursor().position()) - 1
        place = max(place, 0) if self._starts else -1
        if place != self._current:
            self._current = place
            self.viewport().update()
            self.current_changed.emit(place)

    def _current_lines(self) -> QRectF:
        """The lines of the current block on the viewport, as a narrow strip beside them."""
        after = self._starts[self._current + 1 :]
        first, last = QTextCursor(self.document()), QTextCursor(self.document())
        first.setPosition(self._starts[self._current])
        last.setPosition(max(after[0] - 1, first.position()) if after else self.document().characterCount() - 1)
        top, bottom = self.cursorRect(first).top(), self.cursorRect(last).bottom()
        return QRectF(0, top, _BAR, bottom - top)

    def _find_starts(self) -> list[int]:
        """Where the block after each anchor begins."""
        found: dict[int, int] = {}
        block = self.document().begin()
        while block.isValid():
            iterator = block.begin()
            while not iterator.atEnd():
                fragment = iterator.fragment()
                for name in fragment.charFormat().anchorNames():
                    if name.startswith(_ANCHOR):
                        found.setdefault(int(name.removeprefix(_ANCHOR)), fragment.position())
                iterator += 1
            block = block.next()
        return [found[place] for place in sorted(found)]
