"""The packages for sale as cards, one of them chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from infrasketch_desktop.credits.prices import Package, PriceList
from infrasketch_desktop.language import listed, tr
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.numbers import money, number
from infrasketch_desktop.ui.widgets.roles import label, set_role

_HUNDRED = 100


class PackageCard(QPushButton):
    """Name, credits, price, and the price of a hundred to compare with."""

    def __init__(self, package: Package, currency: str) -> None:
        super().__init__()
        self.package = package
        self.setCheckable(True)
        self.setAutoExclusive(True)  # what the group sees to, said so that a screen reader tells it too
        self.setAutoDefault(False)
        set_role(self, "package")
        price = money(package.amount, currency)
        hundred = tr("{price} for {count}", price=_rounded(package, currency), count=number(_HUNDRED))
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(4)
        for text, role in (
            (tr(package.name), "section"),
            (credits_text(package.credits), "heading"),
            (price, ""),
            (hundred, "hint"),
        ):
            line = label(text, role)
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(line)
        said = listed((credits_text(package.credits), price))
        self.setAccessibleName(tr("{name}: {text}", name=tr(package.name), text=said))

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.minimumSize()


class PackageCards(QWidget):
    """A row of cards; `changed` follows the choice."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._cards: list[PackageCard] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._group.buttonToggled.connect(lambda _card, on: self.changed.emit() if on else None)

    @property
    def cards(self) -> tuple[PackageCard, ...]:
        return tuple(self._cards)

    @property
    def chosen(self) -> Package | None:
        return next((card.package for card in self._cards if card.isChecked()), None)

    def show_prices(self, prices: PriceList, missing: int) -> None:
        """Offer the packages of `prices`; the smallest that covers `missing` credits is chosen at first."""
        if [card.package for card in self._cards] == list(prices.packages):
            return
        for card in self._cards:
            self._group.removeButton(card)
            card.hide()
            card.deleteLater()
        self._cards = [PackageCard(package, prices.currency) for package in prices.packages]
        for card in self._cards:
            self._group.addButton(card)
            self._row.addWidget(card, 1)
            card.show()  # now: a layout shows it a moment later, too late to take the focus
        enough = [card for card in self._cards if card.package.credits >= missing] or self._cards[-1:]
        for card in enough[:1]:
            card.setChecked(True)
            self.setFocusProxy(card)
        self.changed.emit()


def _rounded(package: Package, currency: str) -> str:
    return money(round(package.amount * _HUNDRED / package.credits), currency)
