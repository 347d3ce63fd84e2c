"""The words of one step, with the ways on, back and out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.numbers import number as written
from infrasketch_desktop.ui.widgets.roles import button, icon_button, label, set_role

_WIDTH_IN_LETTERS = 46
_SMALLEST, _EDGES = 320, 48


class Callout(QFrame):
    """`next_wanted`, `back_wanted`, `offer_wanted` and `left` are what was pressed, by mouse or key.

    Keys while it has the focus: Right and Page Down go on, Left and Page Up go back (Left and Right change their parts
    where one writes from right to left), Escape leaves.
    """

    next_wanted = Signal()
    back_wanted = Signal()
    offer_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget, icons: Icons) -> None:
        super().__init__(parent)
        self._area = parent
        set_role(self, "popover")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._rows = QVBoxLayout(self)
        self.count = label("", "muted")
        self.title = label("", "heading", wrap=True)
        self.text = label("", wrap=True)
        self.close_button = icon_button(icons, "close", tr("Leave the tour (Esc)"), self.left.emit, "muted")
        self.offer = button("", self.offer_wanted.emit)
        self.back = button(tr("Back"), self.back_wanted.emit)
        self.next = button("", self.next_wanted.emit, "primary")
        self._build()
        for part in (self.close_button, self.offer, self.back, self.next):
            part.installEventFilter(self)
        self.hide()

    def show_step(self, number: int, count: int, title: str, text: str, offer: str) -> None:
        """Say a step; `offer` is what can be done for the person, "" for nothing."""
        self.count.setText(tr("Step {number} of {count}", number=written(number), count=written(count)))
        self.title.setText(title)
        self.text.setText(text)
        self.offer.setText(offer)
        self.offer.setVisible(bool(offer))
        self.back.setEnabled(number > 1)
        self.next.setText(tr("Finish") if number == count else tr("Next"))
        self.setAccessibleName(f"{self.count.text()}: {title}")
        self.setAccessibleDescription(text)
        self.fit()

    @property
    def said(self) -> str:
        """What a screen reader says when the step comes up."""
        return f"{self.count.text()}. {self.title.text()}. {self.text.text()}"

    def fit(self) -> None:
        """Take the size that text and window allow: so many letters wide, or as the buttons need; as high as that."""
        letters = self.fontMetrics().averageCharWidth() * _WIDTH_IN_LETTERS
        self._rows.activate()
        wanted = max(letters, self._rows.minimumSize().width())
        width = max(_SMALLEST, min(wanted, self._area.width() - _EDGES))
        self.setFixedSize(width, self._rows.totalHeightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Buttons move the focus with arrows; here arrows turn the page."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._take(event):
            return True
        return super().eventFilter(watched, event)

    def _take(self, event: QKeyEvent) -> bool:
        onward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            onward, back = back, onward
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (onward, Qt.Key.Key_PageDown):
            self.next_wanted.emit()
        elif event.key() in (back, Qt.Key.Key_PageUp):
            if self.back.isEnabled():
                self.back_wanted.emit()
        else:
            return False
        return True

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(self.close_button)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.offer)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        layout = self._rows
        layout.setContentsMargins(20, 12, 16, 16)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addSpacing(8)
        layout.addLayout(foot)
