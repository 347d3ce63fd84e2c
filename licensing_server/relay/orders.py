"""Reads what is asked of the relay: body and headers become an order with its price."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from infrasketch_desktop.credits.errors import PriceError
from infrasketch_desktop.credits.prices import PriceList, Tier
from infrasketch_desktop.credits.quotes import Wanted, quote
from licensing_server.clock import NewId
from licensing_server.relay.errors import RelayError, bad_request
from licensing_server.relay.forms import read_count, read_messages
from licensing_server.relay.items import ITEM_HEADER, item_of

OP_HEADER = "X-InfraSketch-Op"
VERSION = "2026-10-21"
BETAS = frozenset({"interleaved-thinking-2025-05-14", "fine-grained-tool-streaming-2025-05-14"})
"""The betas that cost nothing beyond the tokens; any other is refused, and not silently left out."""

_OP = re.compile(r"[A-Za-z0-9._:-]{1,64}")


@dataclass(frozen=True, slots=True)
class Order:
    """A request to a model: what it costs by the price list, and the bytes and headers that go upstream."""

    op: str
    item: str
    tier: str
    model: str
    price: int
    stream: bool
    content: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the settings allow: bytes of a request, tokens of an answer."""

    body_bytes: int
    tokens: int


def read_order(headers: Mapping[str, str], content: bytes, prices: PriceList, allowed: Limits, new_id: NewId) -> Order:
    """The order behind a POST /v1/messages; without an operation id it is a turn of its own.

    Raises:
        RelayError: 400, 404 or 413, naming what is wrong.
    """
    _expect_size(content, allowed)
    op = _op(headers, new_id)
    body = read_messages(content).capped(allowed.tokens)
    tier = find_tier(prices, body.model)
    item = item_of(body, headers.get(ITEM_HEADER))
    try:
        price = quote(prices, [Wanted(item)], tier.id).total
    except PriceError as error:
        raise RelayError(404, "unknown_item", str(error)) from error
    return Order(op, item, tier.id, body.model, price, body.stream, body.sent(), passed_headers(headers))


def read_counting(
    headers: Mapping[str, str], content: bytes, prices: PriceList, allowed: Limits
) -> tuple[bytes, Mapping[str, str]]:
    """Body and headers of a POST /v1/messages/count_tokens as they go upstream. Raises RelayError."""
    _expect_size(content, allowed)
    body = read_count(content)
    find_tier(prices, body.model)
    return body.sent(), passed_headers(headers)


def find_tier(prices: PriceList, model: str) -> Tier:
    """The tier whose price a model has.

    Raises:
        RelayError: 404, no tier of the price list names the model.
    """
    for tier in prices.tiers:
        if model in tier.models:
            return tier
    offered = ", ".join(tier.models[0] for tier in prices.tiers if tier.models)
    raise RelayError(404, "unknown_model", f"This model is not on the price list. Choose another one: {offered}.")


def passed_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The only headers of the caller's that go upstream: the version, and betas that are allowed.

    Raises:
        RelayError: 400, for any other version or beta.
    """
    if headers.get("anthropic-version", VERSION) != VERSION:
        raise bad_request("unknown_version", f"anthropic-version: the relay speaks {VERSION} alone.")
    betas = {beta.strip() for beta in headers.get("anthropic-beta", "").split(",") if beta.strip()}
    if betas - BETAS:
        raise bad_request("unknown_beta", f"anthropic-beta: the relay passes on {', '.join(sorted(BETAS))} alone.")
    passed = {"anthropic-version": VERSION}
    return passed | ({"anthropic-beta": ",".join(sorted(betas))} if betas else {})


def _expect_size(content: bytes, allowed: Limits) -> None:
    if len(content) > allowed.body_bytes:
        most = allowed.body_bytes // 1024
        raise RelayError(413, "too_large", f"The request has more than {most} KiB. Ask about less at a time.")


def _op(headers: Mapping[str, str], new_id: NewId) -> str:
    op = headers.get(OP_HEADER)
    if op is None:
        return new_id()
    if not _OP.fullmatch(op):
        raise bad_request("invalid_op", f"{OP_HEADER}: 1 to 64 letters, digits and . _ : - are an operation id.")
    return op
