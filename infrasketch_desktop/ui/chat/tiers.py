"""The classes of models as the selector shows them: what they are good for, what they cost, what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from infrasketch_desktop.language import tr, tr_in
from infrasketch_desktop.ui.credits.controller import Known
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.numbers import number

if TYPE_CHECKING:  # what prices are made of is not needed before the first paint
    from infrasketch_desktop.assistant.transport.models import ServedModel
    from infrasketch_desktop.credits.prices import PriceList, Tier


class Payer(StrEnum):
    """Who takes the credits of a paid tier: this wallet, the vendor's relay, or nobody, as for models of one's own."""

    WALLET = "wallet"
    RELAY = "relay"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class TierView:
    """One row of the selector. `models` are the ids behind the tier, the first one its default."""

    id: str
    name: str
    multiplier: int
    traits: str
    price: str
    models: tuple[str, ...]
    is_locked: bool = False

    @property
    def title(self) -> str:
        """Such as “Sonnet 3x”."""
        return f"{self.name} {times(self.multiplier)}"


def tier_views(known: Known, payer: Payer, served: Sequence[ServedModel] | None = None) -> tuple[TierView, ...]:
    """The tiers of the price list, with the models that are `served` where that is known."""
    prices = prices_of(known)
    if served is None:
        return tuple(_view(tier, prices, known, payer) for tier in prices.tiers)
    from infrasketch_desktop.assistant.transport.models import models_by_tier  # noqa: PLC0415 - not needed to start

    found = {each.tier.id: tuple(model.id for model in each.models) for each in models_by_tier(prices, served)}
    views = (_view(tier, prices, known, payer) for tier in prices.tiers)
    return tuple(replace(view, models=found.get(view.id) or view.models) for view in views)


def times(multiplier: int) -> str:
    """How many times the price of the cheapest tier: “3x”."""
    return tr_in("how many times the price", "{number}x", number=number(multiplier))


def prices_of(known: Known) -> PriceList:
    """The signed price list, or the one that came with the program until the wallet has been read."""
    return known.prices or _shipped_prices()


@cache
def _shipped_prices() -> PriceList:
    from infrasketch_desktop.credits.prices import default_prices  # noqa: PLC0415 - not needed to start

    return default_prices()


def price_of(item: str, tier_id: str, prices: PriceList, payer: Payer) -> int:
    """Credits that one request costs; 0 where nobody asks for any. Raises PriceError for an unknown tier."""
    from infrasketch_desktop.credits.quotes import Wanted, quote  # noqa: PLC0415 - not needed to start

    return 0 if payer is Payer.NOBODY else quote(prices, [Wanted(item)], tier_id).total


def _view(tier: Tier, prices: PriceList, known: Known, payer: Payer) -> TierView:
    from infrasketch_desktop.assistant.estimate import CHAT, GENERATE  # noqa: PLC0415 - not needed to start

    message = price_of(CHAT, tier.id, prices, payer)
    diagram = price_of(GENERATE, tier.id, prices, payer)
    left = known.balance.available if known.balance is not None else 0
    price = tr("Free")
    if message or diagram:
        price = tr(
            "{message} a message, {diagram} for a diagram", message=credits_text(message), diagram=number(diagram)
        )
    return TierView(tier.id, tier.name, tier.multiplier, _traits(tier.id), price, tier.models, message > left)


def _traits(tier_id: str) -> str:
    """Speed, quality and use in one line; a tier that this version does not know has only its name."""
    return {
        "haiku": tr("Fastest, good: questions and small changes"),
        "sonnet": tr("Fast, better: new designs and larger changes"),
        "opus": tr("Slower, best: hard trade-offs and whole systems"),
    }.get(tier_id, "")


def model_name(model: str) -> str:
    """An id such as `claude-haiku-5-5` as people write it, “Haiku 5.5”; any other id as it is."""
    parts = model.split("-")
    if len(parts) < _SHORTEST or parts[0] != "claude" or not all(part.isdigit() for part in parts[2:]):
        return model
    return f"{parts[1].capitalize()} {'.'.join(parts[2:])}"


_SHORTEST = 3
