"""What a request will cost, before it is sent: credits by the price list, and how many tokens go out."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from infrasketch_desktop.assistant.errors import AssistantError
from infrasketch_desktop.assistant.wire import Request, Transport
from infrasketch_desktop.credits.prices import PriceList, Tier
from infrasketch_desktop.credits.quotes import Quote, Wanted, quote
from infrasketch_desktop.diagram.diagram import Diagram

GENERATE, CHAT = "ai.generate", "ai.chat"
"""Items of the price list: a diagram from nothing, and a message about one."""
CHARACTERS_PER_TOKEN = 3.5
"""Of English text (page “Glossary” of the API's documentation, “Tokens”); other scripts take about one each."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """How many tokens a request has; `is_exact` when the server counted them."""

    count: int
    is_exact: bool


def item_for(diagram: Diagram) -> str:
    """The item of the price list that a request about `diagram` is: where nothing is drawn yet, a diagram is made."""
    return CHAT if diagram.nodes else GENERATE


def tier_of(prices: PriceList, model: str) -> Tier | None:
    """The tier that a model belongs to; None for one that the list does not name."""
    return next((tier for tier in prices.tiers if model in tier.models), None)


def cost(prices: PriceList, diagram: Diagram, tier: str) -> Quote:
    """The bill for one request about `diagram` to a model of `tier`: “This request will cost ~15 credits”.

    Raises:
        PriceError: the list names no such tier.
    """
    return quote(prices, [Wanted(item_for(diagram))], tier)


async def count_tokens(transport: Transport, request: Request) -> Tokens:
    """The server's count of a request, or an estimate where it offers none or cannot be asked."""
    try:
        counted = await transport.count_tokens(request)
    except AssistantError:
        counted = None
    return Tokens(estimated_tokens(request), is_exact=False) if counted is None else Tokens(counted, is_exact=True)


def estimated_tokens(request: Request) -> int:
    """About how many tokens a request has, by its length."""
    rest = json.dumps([list(request.messages), list(request.tools)], ensure_ascii=False)
    text = request.stable + request.current + rest
    ascii_count = len(text.encode("ascii", "ignore"))
    return math.ceil(ascii_count / CHARACTERS_PER_TOKEN) + len(text) - ascii_count
