"""Shows a source text, read-only: shades, line numbers, signs of a comparison, and what was found in it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.ink import formats, grounds
from infrasketch_desktop.ui.code.lines import Sign, SourceText
from infrasketch_desktop.ui.code.shading import Shade
from infrasketch_desktop.ui.icons import ColorSource
from infrasketch_desktop.ui.widgets.roles import set_role

_GAP = 8
"""Between margin and text, and around the numbers; in pixels."""
_TAB = 4
MOST_FOUND = 2_000
"""Places that are marked at once; more help nobody."""


class SourceView(QPlainTextEdit):
    """Code runs from left to right in every language of the window."""

    def __init__(self, skin: ColorSource, title: str) -> None:
        super().__init__()
        self._skin = skin
        self._source = SourceText()
        self._grounds: Mapping[Sign, QColor] = {}
        self._found: list[QTextCursor] = []
        self._paint = _Painter(self)
        self._margin = _Margin(self)
        set_role(self, "source")
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(title)
        self.blockCountChanged.connect(lambda _count: self._fit())
        self.updateRequest.connect(self._move_margin)
        self.refresh()

    @property
    def source(self) -> SourceText:
        return self._source

    def show_source(self, source: SourceText) -> None:
        """Show a text from its first line; the place stays where it was when it is the text that is shown."""
        same = source.text == self._source.text
        self._source = source
        self._paint.source = source
        if same:
            self._paint.rehighlight()
        else:
            self._found = []
            self.setPlainText(source.text)
        self._show_grounds()
        self._fit()

    def refresh(self) -> None:
        """Wear the colours of now."""
        colors = self._skin.colors
        self._grounds = grounds(colors)
        self._paint.formats = formats(colors)
        self._paint.rehighlight()
        self._show_grounds()
        self._margin.update()

    def go_to_line(self, line: int) -> None:
        """Bring a line into the middle and put the cursor there."""
        block = self.document().findBlockByNumber(line)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()

    # --- finding

    def find_all(self, text: str) -> int:
        """Mark every place that says `text`, whatever its case; returns how many."""
        self._found = []
        cursor = QTextCursor(self.document())
        while text and len(self._found) < MOST_FOUND:
            cursor = self.document().find(text, cursor)
            if cursor.isNull():
                break
            self._found.append(cursor)
        self._show_grounds()
        return len(self._found)

    def go_to_found(self, at: int) -> None:
        self.setTextCursor(self._found[at])
        self.centerCursor()

    def first_found_from_cursor(self) -> int:
        """The first place at or after the cursor, or the first of all."""
        position = self.textCursor().selectionStart()
        return next((i for i, found in enumerate(self._found) if found.selectionStart() >= position), 0)

    def _show_grounds(self) -> None:
        made = [self._ground(line, sign) for line, sign in self._source.signs.items()]
        for cursor in self._found:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = cursor
            selection.format.setBackground(QColor(self._skin.colors.soft))
            selection.format.setFontUnderline(True)
            made.append(selection)
        self.setExtraSelections(made)

    def _ground(self, line: int, sign: Sign) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = QTextCursor(self.document().findBlockByNumber(line))
        selection.format.setBackground(self._grounds[sign])
        selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return selection

    # --- the margin

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        area = self.contentsRect()
        self._margin.setGeometry(QRect(area.left(), area.top(), self.margin_width, area.height()))

    @property
    def margin_width(self) -> int:
        """Room for the largest number, and for a sign where there are any."""
        digits = len(str(self._source.last_number))
        signs = 2 if self._source.signs else 0
        return self.fontMetrics().horizontalAdvance("9" * (digits + signs)) + 2 * _GAP

    def paint_margin(self, event: QPaintEvent) -> None:
        """Draw numbers and signs beside the lines that can be seen."""
        painter = QPainter(self._margin)
        painter.setFont(self.font())
        painter.fillRect(event.rect(), QColor(self._skin.colors.surface))
        block = self.firstVisibleBlock()
        while block.isValid():
            top = round(self.blockBoundingGeometry(block).translated(self.contentOffset()).top())
            if top > event.rect().bottom():
                break
            self._paint_line(painter, block, top)
            block = block.next()
        painter.end()

    def _paint_line(self, painter: QPainter, block: QTextBlock, top: int) -> None:
        line, height = block.blockNumber(), self.fontMetrics().height()
        area = QRect(_GAP // 2, top, self.margin_width - _GAP - _GAP // 2, height)
        sign, number = self._source.signs.get(line), self._source.number(line)
        if sign is not None and sign.value:
            painter.setPen(QColor(self._skin.colors.text))
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute, sign.value)
        if number is not None:
            painter.setPen(QColor(self._skin.colors.muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute, str(number))

    def _fit(self) -> None:
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(" ") * _TAB)
        self.setViewportMargins(self.margin_width, 0, 0, 0)
        area = self.contentsRect()
        self._margin.setGeometry(QRect(area.left(), area.top(), self.margin_width, area.height()))
        self._margin.update()

    def _move_margin(self, area: QRect, dy: int) -> None:
        if dy:
            self._margin.scroll(0, dy)
        else:
            self._margin.update(0, area.y(), self._margin.width(), area.height())


class _Margin(QWidget):
    def __init__(self, view: SourceView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self._view.margin_width, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_margin(event)


class _Painter(QSyntaxHighlighter):
    """Lays the shades that a worker found over the lines."""

    def __init__(self, view: SourceView) -> None:
        super().__init__(view.document())
        self.source = SourceText()
        self.formats: Mapping[Shade, QTextCharFormat] = {}

    def highlightBlock(self, _text: str) -> None:  # noqa: N802 - Qt calls it by this name
        line = self.currentBlock().blockNumber()
        if line < len(self.source.lines):
            for span in self.source.lines[line]:
                self.setFormat(span.start, span.length, self.formats[span.shade])


def source_title(path: str) -> str:
    """What a screen reader says of a view with a file."""
    return tr("Content of {path}", path=path) if path else tr("Content of the file")
