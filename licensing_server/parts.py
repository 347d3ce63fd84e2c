"""Everything the server is made of, built once by the command and handed to whoever needs it."""

from __future__ import annotations

from dataclasses import dataclass, field

from argon2 import PasswordHasher
from structlog.typing import FilteringBoundLogger

from licensing_server.clock import NewId, NewSecret, Now
from licensing_server.database import Database
from licensing_server.gateway import PaymentGateway
from licensing_server.mailer import Mailer
from licensing_server.metrics import Metrics
from licensing_server.price_book import PriceBook, read_price_book
from licensing_server.settings import Settings
from licensing_server.signing import Signer


@dataclass(frozen=True, slots=True)
class Parts:
    """What features take from outside, so that tests can move the clock, the database, the mail and the money."""

    settings: Settings
    database: Database
    now: Now
    new_id: NewId
    new_secret: NewSecret
    signer: Signer
    gateway: PaymentGateway
    mailer: Mailer
    hasher: PasswordHasher
    metrics: Metrics
    log: FilteringBoundLogger
    book: PriceBook = field(default_factory=read_price_book)
