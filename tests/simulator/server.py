"""The licensing server of a history: its real code without HTTP."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.keys import PublicKey
from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.credits.prices import Policy
from infrasketch_desktop.credits.receipts import Receipt
from infrasketch_desktop.credits.trust import Trust
from licensing_server.books import grants, leases
from licensing_server.books.store import read_book
from licensing_server.database import Database
from licensing_server.errors import ApiError
from licensing_server.gateway import Event
from licensing_server.merging import merge_accounts
from licensing_server.models.accounts import Account, Device
from licensing_server.parts import Parts
from licensing_server.price_book import PriceBook, read_price_book
from licensing_server.purchases.webhook import process
from licensing_server.wallets import service
from licensing_server.wallets.errors import StaleError
from licensing_server.wallets.standing import Terms
from tests.support.licensing import URL, Clock, create_tables, make_parts
from tests.support.vendor import DAY, NOW, SANDBOX, Vendor, key, online

SIGNING_KEY = "server"
PACKAGE_SIZES = (5, 10, 50)
"""Small ones, so that a history runs out of credits now and then."""
WELCOME = 10


@dataclass(slots=True)
class SimulatedServer:
    """What arrives, arrives whole; what is refused changes nothing."""

    parts: Parts
    terms: Terms

    @property
    def database(self) -> Database:
        return self.parts.database

    def for_history(self, clock: Clock, gateway: object) -> SimulatedServer:
        """The same server and database with the clock and the payment service of a history."""
        return SimulatedServer(replace(self.parts, now=clock, gateway=gateway), self.terms)

    def open_account(self) -> str:
        account = self.parts.new_id()
        with self.database.transaction() as session:
            session.add(Account(id=account, created_at=self.parts.now()))
        return account

    def sign_in(self, account: str) -> str:
        """The account of the devices goes up in that of a user; returns that one."""
        user = self.open_account()
        now = self.parts.now()
        with self.database.transaction() as session:
            merge_accounts(session, account_id=account, into=user, actor="user:of the history", now=now)
        return user

    def enrol(self, account: str, device: PublicKey) -> None:
        now = self.parts.now()
        with self.database.transaction() as session:
            row = Device(id=device.kid, account_id=account, public_key=device.text, name="A laptop", platform="linux")
            row.enrolled_at = row.seen_at = now
            session.add(row)
            session.flush()
            grants.issue(
                session,
                account_id=account,
                source="welcome",
                source_id=device.kid,
                kind=LotKind.BONUS,
                credits=WELCOME,
                paid=False,
                effective_at=now,
                expires_at=None,
                now=now,
            )

    def hello(self, device: str) -> str:
        with self.database.transaction() as session:
            return service.hello(session, device, self.parts.now(), self.parts.new_secret)[0]

    def sync(self, request: str) -> tuple[str, Receipt] | None:
        """The receipt, signed and plain; None when the server refuses to conclude anything."""
        try:
            with self.database.transaction() as session:
                outcome = service.sync(session, request, now=self.parts.now(), terms=self.terms, sign=_sign)
        except (StaleError, ApiError, DocumentError):
            return None
        return outcome.token, outcome.receipt

    def hear(self, event: Event) -> None:
        process(self.parts, event)

    def take_back(self, account: str, device: str) -> None:
        """What a lost device had returns to the account."""
        with self.database.transaction() as session:
            leases.take_back_device(session, account, device, self.parts.now())

    def amounts(self, account: str) -> dict[tuple[str, str], int]:
        """Credits by lot and place, as the books have them."""
        with self.database.reading() as session:
            return dict(read_book(session, account, self.parts.now()).amounts)


@contextmanager
def simulated_server(folder: Path) -> Iterator[SimulatedServer]:
    """A server over a database file in `folder`, for any number of histories; each has accounts of its own."""
    file = folder / "server.sqlite"
    if not (blank := folder / "blank.sqlite").exists():
        create_tables(f"sqlite:///{blank}")
    shutil.copy(blank, file)
    database = Database(f"sqlite:///{file}")
    try:
        parts = make_parts(database, folder, Clock(), book=_small_prices())
        prices = parts.book.prices
        yield SimulatedServer(parts, Terms(URL, SANDBOX, _small_buckets(prices.policy), prices.version, 1))
    finally:
        database.close()


def everlasting_trust() -> Trust:
    """What devices believe, for longer than any history."""
    vendor, later = Vendor(), NOW + 20 * 365 * DAY
    keyset = vendor.keyset(online(SIGNING_KEY, not_after=later), expires_at=later)
    return Trust.begin(SANDBOX, vendor.signed_root()).accept_keyset(vendor.signed_keyset(keyset))


def _small_prices() -> PriceBook:
    book = read_price_book()
    packages = tuple(
        replace(package, credits=size) for package, size in zip(book.prices.packages, PACKAGE_SIZES, strict=False)
    )
    return replace(book, prices=replace(book.prices, packages=packages))


def _small_buckets(policy: Policy) -> Policy:
    """So that a device has to share, and runs out before its account does."""
    return replace(policy, bucket_single=30, bucket_several=8, bucket_limited=6)


def _sign(kind: DocumentType, payload: dict[str, object]) -> str:
    return documents.sign(kind, payload, key(SIGNING_KEY))
