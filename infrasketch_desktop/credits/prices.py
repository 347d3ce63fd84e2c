"""The price list: what work costs, what packages hold, which models stand behind a tier, and the policies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from infrasketch_desktop.credits.errors import DocumentError, PriceError, Reason
from infrasketch_desktop.credits.fields import Fields
from infrasketch_desktop.language import tr
from infrasketch_desktop.resources import resource_path

WHOLE = 100
"""Per cent."""


class Named(Protocol):
    """What is found by its id."""

    @property
    def id(self) -> str: ...


NamedThing = TypeVar("NamedThing", bound=Named)


@dataclass(frozen=True, slots=True)
class Item:
    """One kind of work. `tiered` work is multiplied by the tier of the model it asks for."""

    id: str
    name: str
    credits: int
    tiered: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """Items that cost less together; `items` are their ids."""

    id: str
    name: str
    items: tuple[str, ...]
    credits: int


@dataclass(frozen=True, slots=True)
class Tier:
    """A class of models: tiered work costs `multiplier` times its price, or nothing when the tier is `included`."""

    id: str
    name: str
    multiplier: int
    included: bool
    models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """Credits for sale: `amount` is the price in the smallest unit of the currency (cents)."""

    id: str
    name: str
    amount: int
    credits: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A subscription: `credits` arrive with every paid period and expire with it."""

    id: str
    name: str
    amount: int
    credits: int
    interval: str


@dataclass(frozen=True, slots=True)
class Policy:
    """Amounts are credits, times are as their names say; what each decides stands beside its use."""

    welcome_credits: int
    low_balance: int
    refund_days: int
    lease_days: int
    lease_days_single: int
    bucket_single: int
    bucket_several: int
    bucket_percent: int
    bucket_limited: int
    hold_minutes: int


@dataclass(frozen=True, slots=True)
class PriceList:
    """One version of the prices; `version` never falls."""

    version: int
    currency: str
    items: tuple[Item, ...]
    bundles: tuple[Bundle, ...]
    tiers: tuple[Tier, ...]
    packages: tuple[Package, ...]
    plans: tuple[Plan, ...]
    policy: Policy

    def item(self, item: str) -> Item:
        """Raises PriceError when the list does not name it."""
        return _find(self.items, item)

    def tier(self, tier: str) -> Tier:
        """Raises PriceError when the list does not name it."""
        return _find(self.tiers, tier)

    def package(self, package: str) -> Package:
        """Raises PriceError when the list does not name it."""
        return _find(self.packages, package)

    def plan(self, plan: str) -> Plan:
        """Raises PriceError when the list does not name it."""
        return _find(self.plans, plan)


def read_prices(payload: Mapping[str, Any]) -> PriceList:
    """The price list behind a verified payload, or behind the file with the default one.

    Raises:
        DocumentError: FIELD, for what is missing or wrong, or contradicts the rest.
    """
    fields = Fields(payload)
    prices = PriceList(
        fields.integer("version", least=1),
        fields.text("currency"),
        tuple(_item(item) for item in fields.objects("items")),
        tuple(_bundle(bundle) for bundle in fields.objects("bundles")),
        tuple(_tier(tier) for tier in fields.objects("tiers")),
        tuple(_package(package) for package in fields.objects("packages")),
        tuple(_plan(plan) for plan in fields.objects("plans")),
        _policy(fields.object("policy")),
    )
    _check(prices)
    return prices


def default_prices_file() -> Path:
    """The default price list as JSON, without the fields that are added when it is signed."""
    return resource_path("catalog", "prices.json")


def default_prices() -> PriceList:
    """The default price list, for a program that has not met a server yet."""
    return read_prices(json.loads(default_prices_file().read_text("utf-8")))


def _item(fields: Fields) -> Item:
    return Item(fields.text("id"), fields.text("name"), fields.integer("credits"), fields.flag("tiered"))


def _bundle(fields: Fields) -> Bundle:
    return Bundle(fields.text("id"), fields.text("name"), fields.texts("items"), fields.integer("credits"))


def _tier(fields: Fields) -> Tier:
    return Tier(
        fields.text("id"),
        fields.text("name"),
        fields.integer("multiplier", least=1),
        fields.flag("included"),
        fields.texts("models"),
    )


def _package(fields: Fields) -> Package:
    return Package(
        fields.text("id"), fields.text("name"), fields.integer("amount", least=1), fields.integer("credits", least=1)
    )


def _plan(fields: Fields) -> Plan:
    return Plan(
        fields.text("id"),
        fields.text("name"),
        fields.integer("amount", least=1),
        fields.integer("credits", least=1),
        fields.text("interval"),
    )


def _policy(fields: Fields) -> Policy:
    return Policy(*(fields.integer(name) for name in Policy.__dataclass_fields__))


def _check(prices: PriceList) -> None:
    for things in (prices.items, prices.bundles, prices.tiers, prices.packages, prices.plans):
        if len({thing.id for thing in things}) != len(things):
            raise DocumentError(Reason.FIELD, tr("The price list names something twice."))
    sold = {item.id for item in prices.items}
    bundled = [item for bundle in prices.bundles for item in bundle.items]
    if not sold.issuperset(bundled) or len(set(bundled)) != len(bundled) or not all(b.items for b in prices.bundles):
        raise DocumentError(Reason.FIELD, tr("The price list has a bundle of items that it cannot be made of."))
    if prices.policy.bucket_percent > WHOLE:
        raise DocumentError(Reason.FIELD, tr("The price list would set aside more than there is."))


def _find(things: Iterable[NamedThing], wanted: str) -> NamedThing:
    for thing in things:
        if thing.id == wanted:
            return thing
    raise PriceError(
        tr(
            "The price list does not name “{wanted}”. Update InfraSketch, or connect once to get new prices.",
            wanted=wanted,
        )
    )
