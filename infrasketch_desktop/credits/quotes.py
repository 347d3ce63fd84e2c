"""What a piece of work costs by one version of the price list: items times multiplier, or a bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from infrasketch_desktop.credits.errors import PriceError
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
        PriceError: the list does not name an item or the tier, or less than one is wanted.
    """
    chosen = prices.tier(tier) if tier is not None else None
    bundles = [bundle for bundle in prices.bundles if _contained(bundle, wanted)]
    bundled = {item for bundle in bundles for item in bundle.items}
    lines = [QuoteLine(bundle.id, bundle.name, 1, bundle.credits) for bundle in bundles]
    lines += [_line(prices, one, chosen) for one in wanted if one.item not in bundled]
    return Quote(tuple(lines), prices.version)


def _contained(bundle: Bundle, wanted: Sequence[Wanted]) -> bool:
    """Whether each item of the bundle is wanted exactly once."""
    return all([one.quantity for one in wanted if one.item == item] == [1] for item in bundle.items)


def _line(prices: PriceList, wanted: Wanted, tier: Tier | None) -> QuoteLine:
    item = prices.item(wanted.item)
    if wanted.quantity < 1:
        raise PriceError(f"“{item.name}” has to be wanted at least once.")
    return QuoteLine(item.id, item.name, wanted.quantity, _unit(item.credits, item.tiered, tier))


def _unit(price: int, tiered: bool, tier: Tier | None) -> int:
    if not tiered or tier is None:
        return price
    return 0 if tier.included else price * tier.multiplier
