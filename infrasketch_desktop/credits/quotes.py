"""What a piece of work costs by one version of the price list: items times multiplier, or a bundle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from infrasketch_desktop.credits.errors import PriceError
from infrasketch_desktop.credits.prices import Bundle, PriceList, Tier
from infrasketch_desktop.language import tr


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
    bundles = [(bundle, count) for bundle in prices.bundles if (count := _times(bundle, wanted))]
    bundled = {item for bundle, _ in bundles for item in bundle.items}
    lines = [QuoteLine(bundle.id, bundle.name, count, bundle.credits) for bundle, count in bundles]
    lines += [_line(prices, one, chosen) for one in wanted if one.item not in bundled]
    return Quote(tuple(lines), prices.version)


def _times(bundle: Bundle, wanted: Sequence[Wanted]) -> int:
    """How often the bundle is wanted: as often as each of its items, and never where those are not wanted alike."""
    counts = {sum(one.quantity for one in wanted if one.item == item) for item in bundle.items}
    return counts.pop() if len(counts) == 1 and all(one.quantity > 0 for one in wanted) else 0


def _line(prices: PriceList, wanted: Wanted, tier: Tier | None) -> QuoteLine:
    item = prices.item(wanted.item)
    if wanted.quantity < 1:
        raise PriceError(tr("“{name}” has to be wanted at least once.", name=item.name))
    return QuoteLine(item.id, item.name, wanted.quantity, _unit(item.credits, item.tiered, tier))


def _unit(price: int, tiered: bool, tier: Tier | None) -> int:
    if not tiered or tier is None:
        return price
    return 0 if tier.included else price * tier.multiplier
