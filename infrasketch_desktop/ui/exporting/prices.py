"""What a form of export costs by the price list that is known now."""

from __future__ import annotations

from infrasketch_desktop.credits.prices import PriceList
from infrasketch_desktop.credits.quotes import Wanted, quote
from infrasketch_desktop.exchange.exports import FORMS, Form, parts_of
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.credits.words import credits_text


def price_of(form: Form, prices: PriceList | None) -> int | None:
    """The price in credits; None while no price list has been read. Raises PriceError when it lacks the form."""
    if prices is None:
        return None
    return quote(prices, [Wanted(part.item) for part in parts_of(form)]).total


def bundle_hint(form: Form, prices: PriceList | None) -> str:
    """What to say to somebody who takes one part of a bundle that costs less together; "" when there is none."""
    for bundle in FORMS:
        if form.id in bundle.parts and prices is not None:
            price = quote(prices, [Wanted(part.item) for part in parts_of(bundle)]).total
            alone = sum(prices.item(part.item).credits for part in parts_of(bundle))
            if price < alone:
                return tr("Both together: {price}", price=credits_text(price))
    return ""
