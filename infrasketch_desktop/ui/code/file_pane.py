"""One file: what it is called and how it stands, its text, and what can be done with it: copy, save, find."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.filling.finding import region_names
from infrasketch_desktop.ui.code.find_line import FindLine
from infrasketch_desktop.ui.code.lines import NO_TEXT, SourceText
from infrasketch_desktop.ui.code.paths import left_to_right
from infrasketch_desktop.ui.code.source_view import SourceView, source_title
from infrasketch_desktop.ui.code.standing import Standing
from infrasketch_desktop.ui.icons import ColorSource, Icons
from infrasketch_desktop.ui.widgets.roles import icon_button, label, set_role

_SIGN = 16


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file to show. `note` is said above a text that is not all of it; then it can be neither copied nor saved.

    `problem` is what a check said against it.
    """

    path: str = ""
    source: SourceText = NO_TEXT
    standing: Standing | None = None
    note: str = ""
    problem: str = ""


class FilePane(QWidget):
    """`save_wanted` asks for a copy of the file that is shown, elsewhere; `fill_wanted` for code in its regions."""

    save_wanted = Signal()
    fill_wanted = Signal()

    def __init__(self, skin: ColorSource, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self.shown = ShownFile()
        self.offers_fill = True
        self.name = label("", "strong")
        self._sign = QLabel()
        self.standing = label("", "hint")
        self.note = label("", "hint", wrap=True)
        self.problem = label("", "danger", wrap=True)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = icon_button(icons, "copy", tr("Copy the file"), self._copy, "muted")
        self.save = icon_button(icons, "save", tr("Save a copy…"), self.save_wanted.emit, "muted")
        self.fill = icon_button(icons, "describe", tr("Fill with Claude…"), self.fill_wanted.emit, "muted")
        self.search = icon_button(icons, "search", tr("Find in this file"), self._find, "muted")
        self.view = SourceView(skin, source_title(""))
        self.finder = FindLine(self.view, icons)
        self.view.installEventFilter(self)
        self._build()
        self.show_file(self.shown)

    def show_file(self, shown: ShownFile) -> None:
        same = shown.path == self.shown.path
        self.shown = shown
        self._show_name()
        self._show_standing()
        self.note.setText(shown.note)
        self.note.setVisible(bool(shown.note))
        self.problem.setText(shown.problem)
        self.problem.setVisible(bool(shown.problem))
        whole = bool(shown.path) and not shown.note
        for part in (self.copy, self.save):
            part.setEnabled(whole)
        self.search.setEnabled(bool(shown.path))
        self.fill.setVisible(self.offers_fill and whole and bool(region_names(shown.path, shown.source.text)))
        self.view.setAccessibleName(source_title(shown.path))
        self.view.show_source(shown.source)
        if not same or self.finder.isVisible():
            self.finder.search()

    def refresh(self) -> None:
        """Wear the colours of now."""
        self.view.refresh()
        self._show_standing()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+F finds here, and not on the canvas, while the text has the focus."""
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Find):
            if event.type() == QEvent.Type.KeyPress:
                self._find()
            event.accept()
            return event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_name()

    def _build(self) -> None:
        bar = QWidget()
        set_role(bar, "panel")
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(4)
        row.addWidget(self.name, 1)
        row.addWidget(self._sign)
        row.addWidget(self.standing)
        for part in (self.fill, self.copy, self.save, self.search):
            row.addWidget(part)
        self.name.setMinimumWidth(40)
        for text in (self.note, self.problem):
            text.setContentsMargins(12, 0, 12, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.note)
        layout.addWidget(self.problem)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.finder)
        self.setFocusProxy(self.view)

    def _show_name(self) -> None:
        name = PurePosixPath(self.shown.path).name
        self.name.setToolTip(self.shown.path)
        self.name.setAccessibleName(self.shown.path)
        elided = self.name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, self._room())
        self.name.setText(left_to_right(elided) if elided else "")

    def _room(self) -> int:
        taken = (self.standing.sizeHint().width() + _SIGN) if self.shown.standing else 0
        return max(self.width() - taken - 3 * self.copy.sizeHint().width() - 48, 40)

    def _show_standing(self) -> None:
        standing = self.shown.standing
        for part in (self._sign, self.standing):
            part.setVisible(standing is not None)
            part.setToolTip(standing.story if standing else "")
        if standing is not None:
            ratio = self.devicePixelRatioF()
            self._sign.setPixmap(self._icons.pixmap(standing.icon, _SIGN, ratio, standing.role))
            self.standing.setText(standing.word)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.shown.source.text)

    def _find(self) -> None:
        self.finder.open_finder()
