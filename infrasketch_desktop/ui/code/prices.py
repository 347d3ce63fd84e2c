"""What generated code costs by the price list that is known now, and how that comes about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from infrasketch_desktop.credits.prices import PriceList
from infrasketch_desktop.credits.quotes import Quote, Wanted, quote
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.code.words import nodes_text
from infrasketch_desktop.ui.credits.controller import Known
from infrasketch_desktop.ui.credits.price import Offer, offer
from infrasketch_desktop.ui.credits.words import credits_text
from infrasketch_desktop.ui.numbers import number


def price_of(wanted: Sequence[Wanted], prices: PriceList | None) -> int | None:
    """The price in credits; None while no price list has been read."""
    return _quote(wanted, prices).total if prices is not None else None


def code_offer(wanted: Sequence[Wanted], known: Known) -> Offer:
    """What to show for it: “3 × 12 nodes = 36 credits”, and what is left after it."""
    shown = offer(price_of(wanted, known.prices), known)
    if known.prices is None or not wanted or not shown.cost:
        return shown
    lines = _quote(wanted, known.prices).lines
    if len(lines) != 1 or lines[0].quantity == 1 or not lines[0].credits:
        return shown
    line = lines[0]
    cost = tr(
        "{unit} × {nodes} = {price}",
        unit=number(line.unit),
        nodes=nodes_text(line.quantity),
        price=credits_text(line.credits),
    )
    return replace(shown, cost=cost)


def rates(prices: PriceList | None) -> str:
    """What one node costs, and each of all; "" while no price list has been read. Called when code was planned."""
    from infrasketch_desktop.exchange.code import NODE_ITEM, PROJECT_ITEM  # noqa: PLC0415 - loads all templates

    if prices is None:
        return ""
    one, each = _quote((Wanted(NODE_ITEM),), prices).total, _quote((Wanted(PROJECT_ITEM),), prices).total
    return tr("One node costs {one}, a whole diagram {each} for each node.", one=credits_text(one), each=number(each))


def together(wanted: Sequence[Wanted], nodes: int, prices: PriceList | None) -> str:
    """What to say to somebody who takes some nodes when all `nodes` of the diagram cost no more; "" when they do."""
    from infrasketch_desktop.exchange.code import PROJECT_ITEM  # noqa: PLC0415 - loads all templates

    if prices is None or not wanted:
        return ""
    price = _quote((Wanted(PROJECT_ITEM, nodes),), prices).total
    if price > _quote(wanted, prices).total:
        return ""
    return tr("All {nodes} together cost {price}.", nodes=nodes_text(nodes), price=credits_text(price))


def _quote(wanted: Sequence[Wanted], prices: PriceList | None) -> Quote:
    return quote(prices, wanted) if prices is not None and wanted else Quote((), 0)
