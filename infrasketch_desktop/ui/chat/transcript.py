"""The messages below each other, the newest in sight unless somebody reads further up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.chat.message_card import MessageCard, card_for
from infrasketch_desktop.ui.chat.views import MessageView, Who
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.theme.colors import Colors
from infrasketch_desktop.ui.widgets.roles import button, label

SHOWN = 30
"""Messages that are shown at first; older ones with a click."""
AT_ONCE = 6
"""Messages whose cards are made at a stretch, some 5 ms for each; the others follow from the newest to the oldest."""
_ABOVE = 2
"""Widgets above the cards: the button for earlier messages, and what is said while there are none."""
_NEAR = 24
"""Pixels from the end within which the view follows new text."""


class Transcript(QScrollArea):
    """Signals carry the number of the message they are about, counted from the first one of the conversation."""

    review_wanted = Signal(int)
    refused = Signal(int)
    local_wanted = Signal()
    answered = Signal(str)
    retry_wanted = Signal()
    link_clicked = Signal(QUrl)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._first = 0
        self._oldest = 0
        self._feet = 0
        self._views: Sequence[MessageView] = ()
        self._colors: Colors | None = None
        self.cards: list[MessageCard] = []
        self.empty = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._earlier = button(tr("Show earlier messages"), self._show_earlier, "link")
        self._follows = True
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Conversation"))
        inside = QWidget()
        self._layout = QVBoxLayout(inside)
        self._layout.setContentsMargins(12, 12, 12, 8)
        self._layout.setSpacing(10)
        self._layout.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._layout.addWidget(self.empty)
        self._layout.addStretch(1)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(inside)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range_changed)
        bar.valueChanged.connect(self._on_scrolled)

    def show_messages(self, views: Sequence[MessageView], colors: Colors, empty: str) -> None:
        """`empty` is said while there are none. Cards that show the same already are left alone."""
        if not self.cards or len(views) < len(self._views):
            self._drop(0)
            self._oldest = max(0, len(views) - SHOWN)
            self._first = max(0, len(views) - AT_ONCE)
        self._views, self._colors = views, colors
        self.empty.setText(empty)
        self.empty.setVisible(not views)
        self._render(colors)

    def add_foot(self, widget: QWidget) -> None:
        """Put a widget below the newest message; it decides itself when it is shown."""
        self._layout.insertWidget(self._layout.count() - 1, widget)
        self._feet += 1

    def go_to_end(self) -> None:
        """Show the newest message and go on following."""
        self._follows = True
        QTimer.singleShot(0, self, self._to_end)

    def _render(self, colors: Colors) -> None:
        self._earlier.setVisible(self._oldest > 0)
        self._match_cards()
        last = len(self._views) - 1
        for number, card in enumerate(self.cards, self._first):
            card.show_message(self._views[number], colors, is_last=number == last)
        if self._first > self._oldest:
            QTimer.singleShot(0, self, self._add_earlier)

    def _match_cards(self) -> None:
        wanted = [view.who for view in self._views[self._first :]]
        keep = 0
        while keep < min(len(wanted), len(self.cards)) and self.cards[keep].who is wanted[keep]:
            keep += 1
        self._drop(keep)
        for place, who in enumerate(wanted[keep:], keep):
            card = self._card(who, self._first + place)
            self._layout.insertWidget(self._layout.count() - 1 - self._feet, card)
            self.cards.append(card)

    def _card(self, who: Who, number: int) -> MessageCard:
        card = card_for(who, self._icons)
        card.review_wanted.connect(partial(self.review_wanted.emit, number))
        card.refused.connect(partial(self.refused.emit, number))
        card.local_wanted.connect(self.local_wanted)
        card.answered.connect(self.answered)
        card.retry_wanted.connect(self.retry_wanted)
        card.link_clicked.connect(self.link_clicked)
        return card

    def _add_earlier(self) -> None:
        """Some more of the messages that are to be shown, above the others."""
        first = max(self._oldest, self._first - AT_ONCE)
        if self._colors is None or first >= self._first:
            return
        for number in range(self._first - 1, first - 1, -1):
            view = self._views[number]
            card = self._card(view.who, number)
            self._layout.insertWidget(_ABOVE, card)
            self.cards.insert(0, card)
            card.show_message(view, self._colors, is_last=False)
        self._first = first
        if first > self._oldest:
            QTimer.singleShot(0, self, self._add_earlier)

    def _show_earlier(self) -> None:
        self._oldest = max(0, self._oldest - SHOWN)
        self._earlier.setVisible(self._oldest > 0)
        self._add_earlier()

    def _drop(self, keep: int) -> None:
        for card in self.cards[keep:]:
            card.hide()
            card.deleteLater()
        del self.cards[keep:]

    def _on_range_changed(self, _low: int, _high: int) -> None:
        if self._follows:
            self._to_end()

    def _on_scrolled(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum() - _NEAR

    def _to_end(self) -> None:
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
