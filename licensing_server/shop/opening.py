"""Chooses who takes the money: Stripe when there is a key for it, otherwise the sandbox shop."""

from __future__ import annotations

from licensing_server.clock import NewId, NewSecret, Now
from licensing_server.database import Database
from licensing_server.errors import ConfigurationError
from licensing_server.gateway import PaymentGateway
from licensing_server.payments import StripeAccess, StripeGateway, is_live_key
from licensing_server.settings import Env, Settings
from licensing_server.shop.gateway import SandboxGateway


def open_gateway(
    settings: Settings, database: Database, *, now: Now, new_id: NewId, new_secret: NewSecret
) -> PaymentGateway:
    """The gateway that `settings` describe. A sandbox with a test key of Stripe's uses Stripe's own test mode.

    Raises:
        ConfigurationError: a key of one environment was given to the other, or Stripe's prices are not named.
    """
    key = settings.stripe_secret_key.get_secret_value()
    if not key:
        return SandboxGateway(database, public_url=settings.public_url, now=now, new_id=new_id, new_secret=new_secret)
    if is_live_key(key) is not (settings.env is Env.LIVE):
        raise ConfigurationError(
            "INFRASKETCH_STRIPE_SECRET_KEY and INFRASKETCH_ENV contradict each other: live keys belong to live, "
            "test keys to sandbox."
        )
    if not settings.stripe_prices or not settings.stripe_webhook_secrets:
        raise ConfigurationError(
            "With a key for Stripe the server needs INFRASKETCH_STRIPE_WEBHOOK_SECRETS, and INFRASKETCH_STRIPE_PRICES "
            'as JSON: {"pro": "price_…"} for each package that is for sale.'
        )
    secrets = tuple(secret.get_secret_value() for secret in settings.stripe_webhook_secrets)
    return StripeGateway(StripeAccess(key, secrets))
