"""Two texts of one file beside each other, scrolled together, with the way from difference to difference."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.aligning import Aligned
from infrasketch_desktop.ui.code.source_view import SourceView
from infrasketch_desktop.ui.icons import ColorSource, Icons
from infrasketch_desktop.ui.numbers import number
from infrasketch_desktop.ui.widgets.roles import icon_button, label, set_role


class ComparePane(QWidget):
    """Steps go from conflict to conflict where there are any, else from difference to difference."""

    def __init__(self, skin: ColorSource, icons: Icons, lead: QWidget) -> None:
        """`lead` stands at the beginning of the line above both texts."""
        super().__init__()
        self._aligned = Aligned()
        self._at = -1
        self.left, self.right = SourceView(skin, tr("Before")), SourceView(skin, tr("After"))
        self.left_title, self.right_title = label("", "section"), label("", "section")
        self.count = label("", "hint")
        self.back = icon_button(icons, "chevron-up", tr("Previous difference (Shift+F8)"), lambda: self.step(-1))
        self.forth = icon_button(icons, "chevron-down", tr("Next difference (F8)"), lambda: self.step(1))
        self.back.setShortcut("Shift+F8")
        self.forth.setShortcut("F8")
        self._build(lead)
        self._follow(self.left, self.right)
        self._follow(self.right, self.left)

    def show_aligned(self, found: Aligned, left: str, right: str) -> None:
        """Show both sides under their names, at the first conflict or difference."""
        self._aligned, self._at = found, -1
        for view, title, name, source in (
            (self.left, self.left_title, left, found.left),
            (self.right, self.right_title, right, found.right),
        ):
            title.setText(name)
            view.setAccessibleName(name)
            view.show_source(source)
        for button in (self.back, self.forth):
            button.setEnabled(bool(self._stops))
        self.step(1)

    def step(self, way: int) -> None:
        """Go to the next or previous stop, round and round."""
        stops = self._stops
        if stops:
            self._at = (self._at + way) % len(stops)
            self.right.go_to_line(stops[self._at])
            self.left.go_to_line(stops[self._at])
        self.count.setText(self._counted())

    @property
    def _stops(self) -> tuple[int, ...]:
        return self._aligned.conflicts or self._aligned.places

    def _counted(self) -> str:
        if not self._stops:
            return tr("No differences")
        at, count = number(self._at + 1), number(len(self._stops))
        if self._aligned.conflicts:
            return tr("Conflict {at} of {count}", at=at, count=count)
        return tr("Difference {at} of {count}", at=at, count=count)

    def _follow(self, leader: SourceView, other: SourceView) -> None:
        """Rows are aligned, so that equal values of the scroll bars show the same place."""
        leader.verticalScrollBar().valueChanged.connect(other.verticalScrollBar().setValue)
        leader.horizontalScrollBar().valueChanged.connect(other.horizontalScrollBar().setValue)

    def _build(self, lead: QWidget) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        set_role(splitter, "files")
        splitter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for title, view in ((self.left_title, self.left), (self.right_title, self.right)):
            splitter.addWidget(_column(title, view))
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 4, 0)
        row.setSpacing(4)
        row.addWidget(lead)
        row.addStretch(1)
        row.addWidget(self.count)
        row.addWidget(self.back)
        row.addWidget(self.forth)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(splitter, 1)


def _column(title: QLabel, view: SourceView) -> QWidget:
    made = QWidget()
    title.setContentsMargins(12, 0, 12, 4)
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(title)
    layout.addWidget(view, 1)
    return made
