"""A layout that sets widgets in rows like words, and one that gives cards as many equal columns as fit."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class _Rows(QLayout):
    """What both layouts share: keeping the items, and a height that follows from the width."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(gap)
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), apply=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, apply=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def clear(self) -> None:
        """Remove and delete all widgets."""
        while self._items:
            widget = self._items.pop().widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.invalidate()

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        """Place the items into the width of `rect` and return the height that takes."""
        raise NotImplementedError

    def _put(self, item: QLayoutItem, place: QRect, room: QRect) -> None:
        """`place` as it is where one writes from left to right, else mirrored within `room`."""
        widget = self.parentWidget()
        if widget is not None and widget.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            place.moveLeft(room.left() + room.right() - place.right())  # QStyle knows this too; to load it takes 8 ms
        item.setGeometry(place)

    def _visible(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]


class FlowLayout(_Rows):
    """Each widget in its own width, along the line of writing, then on the next row."""

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        x, y, row = rect.x(), rect.y(), 0
        for item in self._visible():
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), 10_000))
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, row = rect.x(), y + row + self.spacing(), 0
            if apply:
                self._put(item, QRect(QPoint(x, y), size), rect)
            x += size.width() + self.spacing()
            row = max(row, size.height())
        return y + row - rect.y()


class GridFlow(_Rows):
    """Equal columns at least `narrowest` pixels wide, as many as fit."""

    def __init__(self, gap: int, narrowest: int) -> None:
        super().__init__(gap)
        self._narrowest = narrowest

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        columns = max(1, (rect.width() + self.spacing()) // (self._narrowest + self.spacing()))
        width = (rect.width() - (columns - 1) * self.spacing()) // columns
        y = rect.y()
        items = self._visible()
        for start in range(0, len(items), columns):
            row = items[start : start + columns]
            height = max(_height(item, width) for item in row)
            for column, item in enumerate(row):
                if apply:
                    self._put(item, QRect(rect.x() + column * (width + self.spacing()), y, width, height), rect)
            y += height + self.spacing()
        return max(0, y - self.spacing() - rect.y())


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def filled(layout: QLayout, *widgets: QWidget) -> QLayout:
    for widget in widgets:
        layout.addWidget(widget)
    return layout
