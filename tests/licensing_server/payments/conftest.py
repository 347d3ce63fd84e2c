"""A fake Stripe over the wire, and the real adapter in front of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from licensing_server.payments import StripeAccess, StripeGateway
from tests.support.stripe_account import StripeAccount
from tests.support.stripe_schema import StripeSchema, stripe_data
from tests.support.stripe_server import SECRET_KEY, StripeServer, serving

NOW = 1_800_000_000
PRICES = {"price_pro": 2000, "price_starter": 500}


@pytest.fixture(scope="session")
def stripe_schema() -> StripeSchema:
    return StripeSchema(stripe_data("request-schemas.json"))


@pytest.fixture
def account() -> StripeAccount:
    return StripeAccount(stripe_data("object-examples.json"), PRICES, now=lambda: NOW)


@pytest.fixture
def stripe_server(account: StripeAccount, stripe_schema: StripeSchema) -> Iterator[StripeServer]:
    with serving(account, stripe_schema) as server:
        yield server


@pytest.fixture
def gateway(stripe_server: StripeServer) -> StripeGateway:
    return StripeGateway(StripeAccess(SECRET_KEY, ("whsec_new", "whsec_old"), api_base=stripe_server.address))
