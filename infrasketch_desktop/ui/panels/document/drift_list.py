"""The points on which document and diagram disagree, each with what would settle it; folded to one line at first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from infrasketch_desktop.design_doc.drift import Disagreement
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.flow import FlowLayout
from infrasketch_desktop.ui.widgets.roles import button, icon_button, label, set_role

SHOWN = 30
"""At most so many cards; what is settled makes room for the next."""
_HEIGHT = 260


class DriftList(QFrame):
    """`remedy_chosen` carries a `Remedy`, `place_wanted` the `Disagreement` whose block is to be shown."""

    remedy_chosen = Signal(object)
    place_wanted = Signal(object)

    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._shown: tuple[Disagreement, ...] = ()
        self._icons = icons
        self.count = label("", "strong", wrap=True)
        self._sign = QLabel()
        self.fold = icon_button(icons, "chevron-down", tr("Show what document and diagram disagree on"), self.toggle)
        self.fold.setCheckable(True)
        self._cards = QVBoxLayout()
        self._scroll = _Cards()
        self._build()
        self.hide()

    @property
    def shown(self) -> tuple[Disagreement, ...]:
        return self._shown

    def show_disagreements(self, found: Sequence[Disagreement]) -> None:
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        text = tr_count("%n point differs from the diagram", "%n points differ from the diagram", len(found))
        self.count.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(found))
        self._fill()

    def toggle(self) -> None:
        """Unfold the list, or fold it again."""
        self._scroll.setVisible(not self._scroll.isVisible())
        self.fold.setChecked(self._scroll.isVisible())
        self.fold.setIcon(self._icons.icon("chevron-up" if self._scroll.isVisible() else "chevron-down"))

    def refresh(self) -> None:
        """Wear the colours of now."""
        self._sign.setPixmap(self._icons.pixmap("warning", 18, 2.0, "warning"))

    def _build(self) -> None:
        set_role(self, "banner-warning")
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 8, 6)
        head.setSpacing(8)
        head.addWidget(self._sign)
        head.addWidget(self.count, 1)
        head.addWidget(self.fold)
        page = QWidget()
        self._cards.setContentsMargins(12, 0, 12, 12)
        self._cards.setSpacing(8)
        page.setLayout(self._cards)
        self._scroll.setWidget(page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._scroll)
        self.refresh()

    def _fill(self) -> None:
        while (item := self._cards.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for disagreement in self._shown[:SHOWN]:
            self._cards.addWidget(self._card(disagreement))
        if len(self._shown) > SHOWN:
            more = tr_count("%n more follows.", "%n more follow.", len(self._shown) - SHOWN)
            self._cards.addWidget(label(more, "hint"))
        self._cards.addStretch(1)
        self._scroll.fit()

    def _card(self, disagreement: Disagreement) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        card.setAccessibleName(disagreement.message)
        buttons = FlowLayout(8)
        show = button(tr("Show"), partial(self.place_wanted.emit, disagreement), "link")
        show.setAccessibleDescription(disagreement.message)
        buttons.addWidget(show)
        for remedy in disagreement.remedies:
            made = button(remedy.title, partial(self.remedy_chosen.emit, remedy), "link")
            made.setToolTip(tr("One undo step"))
            made.setAccessibleDescription(disagreement.message)
            buttons.addWidget(made)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(10, 8, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(label(disagreement.message, wrap=True))
        layout.addLayout(buttons)
        return card


class _Cards(QScrollArea):
    """As high as its cards are at this width, up to a limit: one card leaves the room to the page."""

    def fit(self) -> None:
        page = self.widget()
        layout = page.layout() if page is not None else None
        if layout is not None:
            layout.invalidate()
            needed = max(layout.totalHeightForWidth(self.viewport().width()), layout.totalSizeHint().height())
            self.setFixedHeight(min(_HEIGHT, needed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
