"""A quote is items times multiplier of one named version of the price list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.credits.errors import PriceError
from infrasketch_desktop.credits.fields import LONGEST_TEXT
from infrasketch_desktop.credits.prices import default_prices
from infrasketch_desktop.credits.quotes import Wanted, quote

PRICES = default_prices()
TIERS = {None: 1, "haiku": 0, "sonnet": 3, "opus": 10}
ITEMS = st.sampled_from([item.id for item in PRICES.items])
WANTED = st.lists(st.builds(Wanted, ITEMS, st.integers(1, 50)), min_size=1, max_size=6)


def alone(one: Wanted, tier: str | None) -> int:
    item = PRICES.item(one.item)
    return item.credits * one.quantity * (TIERS[tier] if item.tiered else 1)


@given(WANTED, st.sampled_from([*TIERS]))
def test_the_total_is_items_times_multiplier_and_never_more(wanted: list[Wanted], tier: str | None) -> None:
    bill = quote(PRICES, wanted, tier)
    separately = sum(alone(one, tier) for one in wanted)
    bundled = sum(line.quantity for line in bill.lines if line.item == "export.document")
    assert bill.total == separately - bundled
    assert bill.total == sum(line.quantity * line.unit for line in bill.lines)
    assert bill.version == PRICES.version


def test_the_document_in_both_forms_is_a_bundle() -> None:
    bill = quote(PRICES, [Wanted("export.markdown"), Wanted("export.pdf")])
    assert (bill.total, bill.item) == (5, "export.document")


def test_a_bundle_is_found_among_other_work() -> None:
    bill = quote(PRICES, [Wanted("export.png"), Wanted("export.markdown"), Wanted("export.pdf")])
    assert (bill.total, bill.item) == (6, "export.document+export.png")


def test_the_documents_of_several_diagrams_are_as_many_bundles() -> None:
    bill = quote(PRICES, [Wanted("export.pdf"), Wanted("export.markdown")] * 3)
    assert [(line.item, line.quantity, line.credits) for line in bill.lines] == [("export.document", 3, 15)]


def test_two_of_a_kind_are_no_bundle() -> None:
    assert quote(PRICES, [Wanted("export.markdown", 2), Wanted("export.pdf")]).total == 9


@pytest.mark.parametrize(
    ("item", "tier", "price"),
    [
        ("ai.generate", "haiku", 0),
        ("ai.chat", "haiku", 0),
        ("ai.generate", "sonnet", 15),
        ("ai.chat", "opus", 10),
        ("export.png", "opus", 1),
        ("export.png", "haiku", 1),
    ],
)
def test_the_tier_multiplies_only_what_asks_for_a_model(item: str, tier: str, price: int) -> None:
    assert quote(PRICES, [Wanted(item)], tier).total == price


def test_code_for_all_nodes_costs_three_each() -> None:
    assert quote(PRICES, [Wanted("code.project", 12)]).total == 36


@pytest.mark.parametrize("wanted", [Wanted("golden"), Wanted("export.png", 0), Wanted("export.png", -3)])
def test_what_has_no_price_is_refused(wanted: Wanted) -> None:
    with pytest.raises(PriceError):
        quote(PRICES, [wanted])


@pytest.mark.parametrize("quantities", [(0, 0), (-1, -1), (2, -1, 1)])
def test_a_bundle_is_no_way_around_that(quantities: tuple[int, ...]) -> None:
    items = ("export.pdf", "export.markdown", "export.pdf")
    with pytest.raises(PriceError):
        quote(PRICES, [Wanted(item, quantity) for item, quantity in zip(items, quantities, strict=False)])


def test_an_unknown_tier_is_refused_even_where_none_is_needed() -> None:
    with pytest.raises(PriceError):
        quote(PRICES, [Wanted("export.png")], "golden")


def test_what_the_ledger_calls_the_work_fits_into_an_entry() -> None:
    assert len(quote(PRICES, [Wanted(item.id) for item in PRICES.items]).item) <= LONGEST_TEXT
