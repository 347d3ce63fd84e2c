"""The default price list is the one the product promises; a list that contradicts itself is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infrasketch_desktop.credits.errors import DocumentError, PriceError, Reason
from infrasketch_desktop.credits.prices import default_prices, default_prices_file, read_prices

EXPORTS = {
    "export.png": 1,
    "export.pdf": 3,
    "export.markdown": 3,
    "export.svg": 1,
    "export.mermaid": 1,
    "export.drawio": 1,
    "export.d2": 1,
    "export.structurizr": 1,
    "export.notion": 1,
    "export.json": 0,
    "export.csv": 0,
    "export.text": 0,
    "print": 0,
}
CODE = {"code.node": 5, "code.project": 3}
ASSISTANT = {"ai.generate": 5, "ai.chat": 1}
TIERS = {"haiku": (1, True), "sonnet": (3, False), "opus": (10, False)}
PACKAGES = {"Starter": (500, 100), "Pro": (2000, 500), "Business": (5000, 1500), "Enterprise": (20000, 7000)}


def payload() -> dict[str, Any]:
    """The default list as JSON values, free to be spoilt."""
    loaded: dict[str, Any] = json.loads(default_prices_file().read_text("utf-8"))
    return loaded


def test_the_default_prices_are_those_of_the_product() -> None:
    assert {item.id: item.credits for item in default_prices().items} == EXPORTS | CODE | ASSISTANT


def test_only_the_assistant_costs_more_on_a_larger_model() -> None:
    assert {item.id for item in default_prices().items if item.tiered} == set(ASSISTANT)


def test_the_document_in_both_forms_costs_less_than_each_alone() -> None:
    (bundle,) = default_prices().bundles
    assert (set(bundle.items), bundle.credits) == ({"export.pdf", "export.markdown"}, 5)


def test_the_smallest_model_is_included() -> None:
    assert {tier.id: (tier.multiplier, tier.included) for tier in default_prices().tiers} == TIERS


def test_tiers_default_to_the_newest_family() -> None:
    assert [tier.models[0] for tier in default_prices().tiers] == [
        "claude-haiku-5-5",
        "claude-sonnet-5-5",
        "claude-opus-5-5",
    ]


def test_the_packages_are_those_of_the_product() -> None:
    prices = default_prices()
    assert {package.name: (package.amount, package.credits) for package in prices.packages} == PACKAGES
    assert prices.currency == "usd"


def test_policies_are_those_of_the_product() -> None:
    policy = default_prices().policy
    assert (policy.welcome_credits, policy.refund_days, policy.hold_minutes) == (10, 30, 15)
    assert (policy.lease_days, policy.lease_days_single) == (35, 90)
    assert (policy.bucket_single, policy.bucket_several, policy.bucket_percent) == (500, 100, 25)
    assert (policy.bucket_limited, policy.low_balance) == (20, 5)


@pytest.mark.parametrize("look_up", ["item", "tier", "package", "plan"])
def test_what_the_list_does_not_name_has_no_price(look_up: str) -> None:
    with pytest.raises(PriceError, match="does not name “golden”"):
        getattr(default_prices(), look_up)("golden")


@pytest.mark.parametrize("name", [*payload(), *payload()["policy"]])
def test_no_field_may_be_missing(name: str) -> None:
    spoilt = payload()
    del (spoilt if name in spoilt else spoilt["policy"])[name]
    with pytest.raises(DocumentError) as refused:
        read_prices(spoilt)
    assert refused.value.reason == Reason.FIELD


WRONG = {
    "a version below one": {"version": 0},
    "a negative price": {"items": [{"id": "a", "name": "A", "credits": -1, "tiered": False}]},
    "a price in words": {"items": [{"id": "a", "name": "A", "credits": "one", "tiered": False}]},
    "a flag as a number": {"items": [{"id": "a", "name": "A", "credits": 1, "tiered": 0}]},
    "a multiplier of nothing": {
        "tiers": [{"id": "t", "name": "T", "multiplier": 0, "included": False, "models": ["m"]}]
    },
    "a package for nothing": {"packages": [{"id": "p", "name": "P", "amount": 0, "credits": 1}]},
    "a package with nothing": {"packages": [{"id": "p", "name": "P", "amount": 1, "credits": 0}]},
    "two items of one name": {"items": payload()["items"][:1] * 2},
    "two tiers of one name": {"tiers": payload()["tiers"][:1] * 2},
    "two packages of one name": {"packages": payload()["packages"][:1] * 2},
    "a bundle of unknown items": {
        "bundles": [{"id": "b", "name": "B", "items": ["export.png", "golden"], "credits": 1}]
    },
    "a bundle of one item twice": {
        "bundles": [{"id": "b", "name": "B", "items": ["export.png", "export.png"], "credits": 1}]
    },
    "an empty bundle": {"bundles": [{"id": "b", "name": "B", "items": [], "credits": 1}]},
    "more than everything set aside": {"policy": payload()["policy"] | {"bucket_percent": 101}},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG.keys())
def test_a_list_that_contradicts_itself_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(DocumentError) as refused:
        read_prices(payload() | changes)
    assert refused.value.reason == Reason.FIELD
