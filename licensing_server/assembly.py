"""Builds the parts of the server from its settings: the one place where the real ones are chosen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher

from infrasketch_desktop.credits.receipts import Environment
from licensing_server.clock import new_id, new_secret, utc_seconds
from licensing_server.database import Database, told_of
from licensing_server.errors import ConfigurationError
from licensing_server.gateway import PaymentGateway
from licensing_server.logs import make_logger
from licensing_server.mailer import make_mailer
from licensing_server.metrics import Metrics
from licensing_server.parts import Parts
from licensing_server.payments import StripeAccess, StripeGateway, is_live_key
from licensing_server.price_book import read_price_book
from licensing_server.relay.service import THREADS as RELAY_THREADS
from licensing_server.settings import Env, Settings
from licensing_server.shop.gateway import SandboxGateway
from licensing_server.signing import KeysFolder, Signer

_FOR_OTHERS = 4 + RELAY_THREADS
"""Connections beside one for each request: for jobs, and for the threads of the relay."""


def assemble(settings: Settings) -> Parts:
    """The parts that `settings` describe.

    Raises:
        ConfigurationError: something is missing; the message says what to set.
    """
    database = Database(settings.database, connections=settings.threads + _FOR_OTHERS)
    log = make_logger(env=settings.env)
    return Parts(
        settings=settings,
        database=database,
        now=utc_seconds,
        new_id=new_id,
        new_secret=new_secret,
        signer=Signer(
            KeysFolder(settings.keys),
            Environment(settings.env),
            utc_seconds,
            on_fault=lambda error: log.error("keys folder unusable, keys before stay in use", why=str(error)),
        ),
        gateway=_gateway(settings, database),
        mailer=make_mailer(settings, utc_seconds),
        hasher=PasswordHasher(),
        metrics=Metrics(),
        log=log,
        book=read_price_book(settings.prices_file),
    )


@contextmanager
def assembled(settings: Settings) -> Iterator[Parts]:
    """The same, with connections that are closed at the end of the block."""
    parts = assemble(settings)
    try:
        with told_of():
            yield parts
    finally:
        parts.database.close()


def _gateway(settings: Settings, database: Database) -> PaymentGateway:
    key = settings.stripe_secret_key.get_secret_value()
    if not key:
        return SandboxGateway(
            database, public_url=settings.public_url, now=utc_seconds, new_id=new_id, new_secret=new_secret
        )
    if is_live_key(key) != (settings.env is Env.LIVE):
        raise ConfigurationError(
            "INFRASKETCH_STRIPE_SECRET_KEY moves real money but INFRASKETCH_ENV is sandbox. Use a test key."
            if is_live_key(key)
            else "INFRASKETCH_ENV is live but INFRASKETCH_STRIPE_SECRET_KEY is a test key. Use the live key."
        )
    if not settings.stripe_prices or not settings.stripe_webhook_secrets:
        raise ConfigurationError(
            "With a key for Stripe the server needs INFRASKETCH_STRIPE_WEBHOOK_SECRETS, and INFRASKETCH_STRIPE_PRICES "
            'as JSON: {"pro": "price_…"} for each package that is for sale.'
        )
    secrets = tuple(secret.get_secret_value() for secret in settings.stripe_webhook_secrets)
    return StripeGateway(StripeAccess(key, secrets))
