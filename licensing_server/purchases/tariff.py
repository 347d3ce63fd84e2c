"""What may be bought, and how many credits a price of the payment service stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from infrasketch_desktop.credits.errors import PriceError
from infrasketch_desktop.credits.prices import Package, Plan, PriceList
from licensing_server.errors import LicensingServerError
from licensing_server.gateway import InvoiceLine, LineItem
from licensing_server.parts import Parts


class UnknownPriceError(LicensingServerError):
    """Something was paid for that the price list does not know; nothing was granted."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """The price list in force with the payment service's id of each package and plan.

    Credits are always price x quantity by this table (credits.md, section 7): amounts can be discounted, converted or
    taxed, and metadata can be written by anybody with a key.
    """

    prices: PriceList
    ids: Mapping[str, str]

    def price_of(self, package: Package) -> str:
        """The payment service's id.

        Raises:
            PriceError: the package is not for sale here.
        """
        if package.id not in self.ids:
            raise PriceError(f"“{package.name}” is not for sale here. Choose another package.")
        return self.ids[package.id]

    def credits_for(self, lines: Iterable[LineItem], agreed: Mapping[str, int] | None = None) -> int:
        """The credits of a paid page. `agreed` is what prices stood for when the purchase was begun: a package may
        change, or leave the price list, while its page is open, and the buyer gets what the page said.

        Raises:
            UnknownPriceError: one of the prices is neither agreed nor one of our packages.
        """
        packages = {self.ids[package.id]: package.credits for package in self.prices.packages if package.id in self.ids}
        known = packages | dict(agreed or {})
        return sum(_credits(known, line.price) * line.quantity for line in lines)

    def plan_lines(self, lines: Iterable[InvoiceLine]) -> list[tuple[Plan, InvoiceLine]]:
        """The lines of an invoice that renew a plan; what corrects a period that was already paid is left out."""
        plans = {self.ids[plan.id]: plan for plan in self.prices.plans if plan.id in self.ids}
        return [(plans[line.price], line) for line in lines if line.price in plans and not line.is_proration]


def make_tariff(prices: PriceList, ids: Mapping[str, str]) -> Tariff:
    """`ids` as the vendor set them; without any they are derived, for the sandbox shop."""
    things: list[Package | Plan] = [*prices.packages, *prices.plans]
    return Tariff(prices, ids or {thing.id: f"price_sandbox_{thing.id}" for thing in things})


def current_tariff(parts: Parts) -> Tariff:
    """The tariff of this server now."""
    return make_tariff(parts.book.prices, parts.settings.stripe_prices)


def _credits(known: Mapping[str, int], price: str) -> int:
    if price not in known:
        raise UnknownPriceError(f"paid for {price}, which is no package of the price list: name it in STRIPE_PRICES")
    return known[price]
