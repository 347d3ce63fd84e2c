"""Which model is asked: chosen by tier, remembered for the person, the same in every window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.chat.tiers import Payer, TierView, model_name, price_of, prices_of, tier_views
from infrasketch_desktop.ui.credits.controller import CreditsController
from infrasketch_desktop.ui.preferences import Preferences

if TYPE_CHECKING:
    from infrasketch_desktop.assistant.transport.models import ServedModel


class ModelChoice(QObject):
    """`changed` follows the choice, prices and balance. `own_models` replace the tiers where a server has its own."""

    changed = Signal()

    def __init__(self, credits_: CreditsController, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._credits = credits_
        self._preferences = preferences
        self.payer = Payer.WALLET
        self.own_models: tuple[str, ...] = ()
        self.has_models = False
        self._served: tuple[ServedModel, ...] | None = None
        credits_.changed.connect(self.changed)
        preferences.changed.connect(self.changed)

    def use_source(self, payer: Payer, own_models: Sequence[str] = (), *, has_models: bool) -> None:
        """Follow the source that answers: who is paid, and which models it has if those are not the tiers'."""
        self.payer, self.own_models, self.has_models = payer, tuple(own_models), has_models
        self._served = None
        self.changed.emit()

    def use_served(self, served: Sequence[ServedModel]) -> None:
        """The server has said which models it has: those of a tier that it serves can be chosen, or all of its own."""
        self._served = tuple(served)
        if self.own_models:
            self.own_models = tuple(dict.fromkeys([*self.own_models, *(model.id for model in served)]))
        self.changed.emit()

    @property
    def tiers(self) -> tuple[TierView, ...]:
        if self.own_models or not self.has_models:
            return ()
        return tier_views(self._credits.known, self.payer, self._served)

    @property
    def tier(self) -> TierView | None:
        """The chosen tier; the first one while the list does not name it. None with models of one's own."""
        tiers = self.tiers
        wanted = self._preferences.current.assistant_tier
        return next((tier for tier in tiers if tier.id == wanted), tiers[0] if tiers else None)

    @property
    def model(self) -> str:
        """The id of the model that is asked; "" while there is none."""
        wanted, tier = self._preferences.current.assistant_model, self.tier
        known = self.own_models or (tier.models if tier is not None else ())
        return wanted if wanted in known else next(iter(known), "")

    @property
    def title(self) -> str:
        """What a button says, such as “Sonnet 3x”."""
        tier = self.tier
        if not self.has_models:
            return tr("Sketcher")
        if tier is None:
            return model_name(self.model) or tr("No model")
        return tier.title

    def choose(self, tier: str, model: str = "") -> None:
        """Ask this tier from now on, with the model of it that is named, or its default."""
        self._preferences.change(assistant_tier=tier, assistant_model=model)

    def choose_model(self, model: str) -> None:
        """Ask this model from now on; its tier stays."""
        self._preferences.change(assistant_model=model)

    def price(self, item: str) -> int:
        """Credits that a request for `item` costs."""
        tier = self.tier
        if tier is None or self.payer is Payer.NOBODY:
            return 0
        return price_of(item, tier.id, prices_of(self._credits.known), self.payer)
