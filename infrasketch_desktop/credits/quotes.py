"""What a piece of work costs by one version of the price list: items times multiplier, or a bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from infrasketch_desktop.credits.prices import Bundle, PriceList, Tier


@dataclass(frozen=True, slots=True)
class Wanted:
    """A number of one item of the price list, for example twelve nodes of code."""

    item: str
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line of the bill; `unit` is the price of one in credits."""

    item: str
    name: str
    quantity: int
    unit: int

    @property
    def credits(self) -> int:
        return self.quantity * self.unit


@dataclass(frozen=True, slots=True)
class Quote:
    """The bill before the work, by version `version` of the price list."""

    lines: tuple[QuoteLine, ...]
    version: int

    @property
    def total(self) -> int:
        return sum(line.credits for line in self.lines)

    @property
    def item(self) -> str:
        """What the ledger calls the work: the items joined by a plus."""
        return "+".join(line.item for line in self.lines)


def quote(prices: PriceList, wanted: Sequence[Wanted], tier: str | None = None) -> Quote:
    """The quote for `wanted`; `tier` is the class of model that tiered work asks for.

    Raises:
        PriceError: the list does not name an item or the tier.
    """
    chosen = prices.tier(tier) if tier is not None else None
    bundle = _bundle_for(prices, wanted)
    if bundle is not None:
        return Quote((QuoteLine(bundle.id, bundle.name, 1, bundle.credits),), prices.version)
    return Quote(tuple(_line(prices, one, chosen) for one in wanted), prices.version)


def _bundle_for(prices: PriceList, wanted: Sequence[Wanted]) -> Bundle | None:
    """The bundle that is exactly what is wanted, one of each."""
    items = sorted(one.item for one in wanted)
    if any(one.quantity != 1 for one in wanted):
        return None
    return next((bundle for bundle in prices.bundles if sorted(bundle.items) == items), None)


def _line(prices: PriceList, wanted: Wanted, tier: Tier | None) -> QuoteLine:
    item = prices.item(wanted.item)
    return QuoteLine(item.id, item.name, wanted.quantity, _unit(item.credits, item.tiered, tier))


def _unit(price: int, tiered: bool, tier: Tier | None) -> int:
    if not tiered or tier is None:
        return price
    return 0 if tier.included else price * tier.multiplier
