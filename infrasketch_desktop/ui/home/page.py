"""The home page: describe a system, begin from a template, go on with a recent diagram."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.home.cards import CardText, PictureCard
from infrasketch_desktop.ui.home.first_steps import FirstSteps
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.importing.drops import Dropped, dropped_paths
from infrasketch_desktop.ui.theme.skin import Skin
from infrasketch_desktop.ui.widgets.flow import FlowLayout, GridFlow
from infrasketch_desktop.ui.widgets.prompt_box import PromptBox
from infrasketch_desktop.ui.widgets.roles import button, label, set_role

_WIDEST = 1080
_MARGIN = 32
_NARROWEST_CARD = 230
_SENTENCE = (
    "A web app behind a load balancer, an API in FastAPI with a Redis cache and PostgreSQL, "
    "and a worker that takes jobs from RabbitMQ"
)
_SENTENCES = (
    (
        "A React storefront calls an API gateway. Orders and payments are services with PostgreSQL, and a "
        "worker sends mail from a RabbitMQ queue"
    ),
    (
        "Mobile apps send events through an API to Kafka; a Spark worker aggregates them into ClickHouse and "
        "Grafana shows them"
    ),
    "Browser -> CDN -> Nginx -> FastAPI -> PostgreSQL\nFastAPI -> Redis",
)
"""In English in every language of the window: it is the one that the sketcher reads."""


class HomePage(QScrollArea):
    """Tells what was chosen by signals; what that means is the window's business."""

    described = Signal(str)
    template_chosen = Signal(str)
    recent_chosen = Signal(str)
    blank_chosen = Signal()
    open_chosen = Signal()
    import_chosen = Signal()
    dropped = Signal(object)
    back_wanted = Signal()

    def __init__(self, icons: Icons, skin: Skin) -> None:
        super().__init__()
        self._skin = skin
        self.setWidgetResizable(True)
        set_role(self, "page")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAcceptDrops(True)
        self.box = PromptBox(icons, tr("Describe your system"), _SENTENCE, rows=(3, 8))
        self.box.sent.connect(self.described)
        self._answer = label("", "muted", wrap=True, live=True)
        self._answer.hide()
        self._templates = _Gallery(tr("Start from a template"), skin)
        self._templates.chosen.connect(self.template_chosen)
        self._templates.hide()
        self._recent = _Gallery(tr("Recent"), skin)
        self._recent.chosen.connect(self.recent_chosen)
        self._recent.hide()
        self.first_steps = FirstSteps(icons)
        self.first_steps.import_wanted.connect(self.import_chosen)
        self.first_steps.dropped.connect(self.dropped)
        self._back = button("", self.back_wanted.emit, "link")
        self._back.hide()
        self._build()

    @property
    def wishes(self) -> tuple[SignalInstance, ...]:
        """The signals that ask for something to be done."""
        return (
            self.described,
            self.template_chosen,
            self.recent_chosen,
            self.blank_chosen,
            self.open_chosen,
            self.import_chosen,
            self.dropped,
        )

    def set_open_sketch(self, name: str) -> None:
        """Offer the way back to the sketch that is open under this page; an empty name means that none is."""
        self._back.setText(tr("← Back to {name}", name=name))
        self._back.setVisible(bool(name))

    def set_templates(self, cards: Sequence[CardText]) -> None:
        """Show the templates; before them the section is not there, so that nothing of it moves once it is seen."""
        self._templates.set_cards(cards)
        self._templates.show()

    def set_recent(self, cards: Sequence[CardText]) -> None:
        """Show recent diagrams, newest first; without any the section is not there."""
        self._recent.set_cards(cards)
        self._recent.setVisible(bool(cards))

    def set_template_picture(self, key: str, picture: QImage) -> None:
        self._templates.set_picture(key, picture)

    def set_recent_picture(self, key: str, picture: QImage) -> None:
        self._recent.set_picture(key, picture)

    @property
    def template_cards(self) -> tuple[PictureCard, ...]:
        return self._templates.cards

    @property
    def recent_cards(self) -> tuple[PictureCard, ...]:
        return self._recent.cards

    def show_answer(self, text: str) -> None:
        """Say under the box why nothing was drawn; an empty text takes the answer away."""
        self._answer.setText(text)
        self._answer.setVisible(bool(text))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        found: Dropped = dropped_paths(event.mimeData())
        if found:
            event.acceptProposedAction()
            self.dropped.emit(found)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._keep_place(bar=self.verticalScrollBar().isVisible())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The place of the scroll bar is kept while there is none, so that nothing moves aside when it comes."""
        if watched is self.verticalScrollBar() and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._keep_place(bar=event.type() is QEvent.Type.Show)
        return super().eventFilter(watched, event)

    def _keep_place(self, *, bar: bool) -> None:
        kept = 0 if bar else self.verticalScrollBar().sizeHint().width()
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left, right = (kept, 0) if is_mirrored else (0, kept)
        self._outer.setContentsMargins(_MARGIN + left, 0, _MARGIN + right, 0)

    def _build(self) -> None:
        page = QWidget()
        set_role(page, "page")
        self.setWidget(page)  # what comes into it from now on is styled once
        self._outer = outer = QHBoxLayout(page)
        column = QWidget()
        column.setMaximumWidth(_WIDEST)
        outer.addStretch(1)
        outer.addWidget(column, 100)
        outer.addStretch(1)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 56, 0, 48)
        layout.setSpacing(0)
        layout.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(label(tr("Describe your system"), "display"))
        layout.addSpacing(8)
        # Translators: what reads the description understands English alone: say so.
        layout.addWidget(
            label(
                tr("Name the parts and what talks to what. The diagram appears at once, without a network."),
                "muted",
                wrap=True,
            )
        )
        layout.addSpacing(24)
        layout.addWidget(self.box)
        layout.addSpacing(8)
        layout.addWidget(self._answer)
        layout.addLayout(self._suggestions())
        layout.addSpacing(32)
        layout.addWidget(self.first_steps)
        layout.addWidget(self._recent)
        layout.addWidget(self._templates)
        layout.addStretch(1)
        self.verticalScrollBar().installEventFilter(self)

    def _suggestions(self) -> FlowLayout:
        row = FlowLayout(8)
        for title, sentence in _examples():
            chip = button(title, partial(self._use, sentence), "chip")
            chip.setToolTip(sentence)
            row.addWidget(chip)
        row.addWidget(button(tr("Blank diagram"), self.blank_chosen.emit, "link"))
        row.addWidget(button(tr("Open a file…"), self.open_chosen.emit, "link"))
        row.addWidget(button(tr("Import…"), self.import_chosen.emit, "link"))
        return row

    def _use(self, sentence: str) -> None:
        self.box.set_text(sentence)
        self.box.setFocus()


class _Gallery(QWidget):
    """A heading over cards."""

    chosen = Signal(str)

    def __init__(self, title: str, skin: Skin) -> None:
        super().__init__()
        self._skin = skin
        self._cards: dict[str, PictureCard] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 32)
        layout.setSpacing(16)
        layout.addWidget(label(title, "heading"))
        self._grid = GridFlow(16, _NARROWEST_CARD)
        layout.addLayout(self._grid)

    @property
    def cards(self) -> tuple[PictureCard, ...]:
        return tuple(self._cards.values())

    def set_cards(self, cards: Sequence[CardText]) -> None:
        self._grid.clear()
        self._cards = {}
        for text in cards:
            card = PictureCard(text, self._skin)
            card.clicked.connect(partial(self._choose, text.key))
            self._cards[text.key] = card
            self._grid.addWidget(card)
        self.updateGeometry()

    def _choose(self, key: str) -> None:
        self.chosen.emit(key)

    def set_picture(self, key: str, picture: QImage) -> None:
        if key in self._cards:
            self._cards[key].set_picture(picture)


def _examples() -> tuple[tuple[str, str], ...]:
    return tuple(zip((tr("Web shop"), tr("Events"), tr("Arrows")), _SENTENCES, strict=True))
