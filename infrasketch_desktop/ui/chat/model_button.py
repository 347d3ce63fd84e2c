"""The button that names the model in use, and the popover in which another one is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.chat.model_choice import ModelChoice
from infrasketch_desktop.ui.chat.tiers import TierView, model_name, times
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.widgets.popover import Popover
from infrasketch_desktop.ui.widgets.roles import button, label, name_menu, set_role

_WIDTH = 380
_SIGN = 16
_GAP = 6


class TierCard(QPushButton):
    """Name and multiplier, what the tier is good for, its price, and a lock where credits are missing."""

    def __init__(self, tier: TierView, icons: Icons) -> None:
        super().__init__()
        self.tier = tier
        self.setCheckable(True)
        self.setAutoDefault(False)
        set_role(self, "package")
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(label(tier.name, "strong"))
        head.addWidget(label(times(tier.multiplier), "muted"))
        head.addStretch(1)
        if tier.is_locked:
            sign = QLabel()
            sign.setPixmap(icons.pixmap("lock", _SIGN, 2.0, "muted"))
            head.addWidget(sign)
        head.addWidget(label(tier.price, "muted"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        self._column.addWidget(label(tier.traits, "hint"))
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        lock = tr("not enough credits") if tier.is_locked else ""
        words = (tier.title, tier.traits, tier.price, lock)
        self.setAccessibleName(". ".join(word for word in words if word))

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.minimumSize()


class ModelPopover(Popover):
    """The tiers as cards, below them the models of the chosen one. `buy_wanted` follows a locked tier."""

    buy_wanted = Signal()
    sources_wanted = Signal()

    def __init__(self, parent: QWidget, choice: ModelChoice, icons: Icons) -> None:
        super().__init__(parent, _WIDTH)
        self.setAccessibleName(tr("Model"))
        self._choice = choice
        self._icons = icons
        self.cards: list[TierCard] = []
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_clicked)
        tiers = QWidget()  # keeps the place of the cards in the order of Tab
        self._tiers = QVBoxLayout(tiers)
        self._tiers.setContentsMargins(0, 0, 0, 0)
        self._tiers.setSpacing(8)
        self.models = QComboBox()
        name_menu(self.models, tr("Model"))
        self.models.activated.connect(lambda _row: choice.choose_model(str(self.models.currentData())))
        self.buy = button(tr("Buy credits…"), self._leave_for(self.buy_wanted.emit), "link")
        self.sources = button(tr("Where answers come from…"), self._leave_for(self.sources_wanted.emit), "link")
        self.hint = label("", "hint", wrap=True)
        self.body.setContentsMargins(16, 14, 16, 12)
        self.body.addWidget(label(tr("Model"), "heading"))
        self.body.addWidget(self.hint)
        self.body.addWidget(tiers)
        self.body.addWidget(self.models)
        row = QHBoxLayout()
        row.addWidget(self.sources)
        row.addStretch(1)
        row.addWidget(self.buy)
        self.body.addLayout(row)
        choice.changed.connect(self._follow_if_shown)

    def open_for(self, owner: QWidget) -> None:
        """Open beside `owner`, below it where there is room and above it otherwise."""
        self._follow()
        self.adjustSize()
        window = owner.window()
        below = owner.mapTo(window, QPoint(0, owner.height() + _GAP))
        if below.y() + self.height() > window.height():
            below = owner.mapTo(window, QPoint(0, -self.height() - _GAP))
        self.open_at(below)
        chosen = next((card for card in self.cards if card.isChecked()), None)
        (chosen or self.sources).setFocus()

    def _leave_for(self, wanted: Callable[[], object]) -> Callable[[], None]:
        def leave() -> None:
            self.close_popover()
            wanted()

        return leave

    def _follow_if_shown(self) -> None:
        if self.isVisible():
            self._follow()

    def _follow(self) -> None:
        choice = self._choice
        if [card.tier for card in self.cards] != list(choice.tiers):
            self._make_cards()
        for card in self.cards:
            card.setChecked(choice.tier is not None and card.tier.id == choice.tier.id)
        self._fill_models()
        self.hint.setText(_hint(choice))
        self.hint.setVisible(bool(self.hint.text()))
        self.buy.setVisible(any(tier.is_locked for tier in choice.tiers))

    def _make_cards(self) -> None:
        for card in self.cards:
            self._group.removeButton(card)
            card.hide()
            card.deleteLater()
        self.cards = [TierCard(tier, self._icons) for tier in self._choice.tiers]
        for card in self.cards:
            self._group.addButton(card)
            self._tiers.addWidget(card)
            card.show()

    def _on_clicked(self, card: TierCard) -> None:
        self._choice.choose(card.tier.id)

    def _fill_models(self) -> None:
        tier = self._choice.tier
        models = self._choice.own_models or (tier.models if tier is not None else ())
        self.models.clear()
        for model in models:
            self.models.addItem(model_name(model), model)
        self.models.setCurrentIndex(self.models.findData(self._choice.model))
        self.models.setVisible(bool(models))


class ModelButton(QToolButton):
    """“Sonnet 3x”, with a lock where the credits for it are missing."""

    def __init__(self, choice: ModelChoice, icons: Icons, pressed: Callable[[QWidget], object]) -> None:
        super().__init__()
        self._choice = choice
        self._icons = icons
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_role(self, "menu")
        self.clicked.connect(lambda: pressed(self))
        choice.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        tier = self._choice.tier
        locked = self._choice.has_models and tier is not None and tier.is_locked
        self.setIcon(self._icons.icon("lock" if locked else "chat"))
        self.setText(self._choice.title)
        self.setAccessibleName(tr("Model: {name}", name=self._choice.title))
        self.setToolTip(tier.traits if self._choice.has_models and tier is not None else tr("Choose who answers"))


def _hint(choice: ModelChoice) -> str:
    if not choice.has_models:
        return tr("No model is connected: the sketcher on this computer answers. Choose where answers come from.")
    if choice.own_models:
        return tr("Models of your own server cost no credits.")
    return ""
