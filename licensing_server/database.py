"""The database: transactions that hold what they promise on SQLite and on PostgreSQL alike.

On SQLite every writing transaction starts with BEGIN IMMEDIATE, so that it never finds out at its end that another
one was faster; on PostgreSQL the rows that matter are locked first (`lock_account`).

Locks are taken in one order, so that transactions never wait for each other in a circle: names and events, then users,
then accounts by ascending id, then whatever belongs to an account (devices, purchases, wallets, sign-ins).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from licensing_server.errors import ConfigurationError
from licensing_server.models.accounts import Account

T = TypeVar("T")

BUSY_SECONDS = 20
"""How long a writer waits for another one on SQLite before the database counts as busy."""

_READS = "infrasketch_reads"

_TRANSIENT = {
    "40001",  # serialization failure
    "40P01",  # deadlock detected
    "55P03",  # lock not available
}
"""SQLSTATEs after which the same transaction may succeed; PostgreSQL manual, appendix A."""


class Database:
    """One database of the server, shared by all threads of a process."""

    def __init__(self, url: str, *, connections: int = 16, pause: Callable[[float], None] = time.sleep) -> None:
        """Connect lazily to `url`; `pause(seconds)` waits between retries.

        Raises:
            ConfigurationError: the address cannot be understood or names another kind of database.
        """
        self.engine = _make_engine(_parse(url), connections)
        self._pause = pause
        self._glancing = self.engine.execution_options(isolation_level="AUTOCOMMIT", **{_READS: True})
        self._writing = sessionmaker(self.engine, expire_on_commit=False)
        snapshot = {_READS: True}
        if not self.is_sqlite:
            snapshot["isolation_level"] = "REPEATABLE READ"  # type: ignore[assignment]
        self._reading = sessionmaker(self.engine.execution_options(**snapshot), expire_on_commit=False)

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A writing transaction: committed at the end of the block, rolled back by any exception."""
        with self._writing.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent snapshot to read from; nothing is kept of what is written in it."""
        with self._reading() as session:
            yield session

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """For one statement that only reads: no transaction around it, which on PostgreSQL saves two round trips."""
        with self._glancing.connect() as connection:
            yield connection

    def run(self, work: Callable[[Session], T], *, tries: int = 5) -> T:
        """`work` in a transaction of its own, from the start again when another one was in its way.

        Raises:
            DBAPIError: the last of `tries` failed too, or failed for a reason that stays.
        """
        for attempt in range(tries - 1):
            try:
                with self.transaction() as session:
                    return work(session)
            except DBAPIError as error:
                if not is_transient(error):
                    raise
            self._pause(0.02 * 2**attempt)
        with self.transaction() as session:
            return work(session)

    def ping(self) -> None:
        """Ask the database for an answer.

        Raises:
            DBAPIError: there is none.
        """
        with self.reading() as session:
            session.execute(text("SELECT 1"))

    def close(self) -> None:
        self.engine.dispose()


def lock_account(session: Session, account_id: str) -> Account | None:
    """Make this transaction the only one that writes to the account, until its end; None if there is no such account.

    Rows that only refer to the account may still be added: two transactions that add one each and then lock the account
    would otherwise wait for each other. On SQLite the transaction is the only writer anyway.
    """
    wanted = select(Account).where(Account.id == account_id).with_for_update(key_share=True)
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def lock_accounts(session: Session, account_ids: Iterable[str]) -> dict[str, Account]:
    """Lock several accounts, always in ascending order of id, so that two transactions never wait for each other."""
    locked = (lock_account(session, account_id) for account_id in sorted(set(account_ids)))
    return {account.id: account for account in locked if account is not None}


def lock_heir(session: Session, account_id: str) -> Account | None:
    """Lock the account that an account has become by mergers; it becomes nothing else until the end."""
    account = lock_account(session, account_id)
    while account is not None and account.merged_into is not None:
        account = lock_account(session, account.merged_into)
    return account


def lock_name(session: Session, name: str) -> None:
    """Make this transaction the only one that holds `name`, until its end; names need no row to exist."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})
    else:
        session.connection()  # begins, and only one transaction writes at a time


@contextmanager
def told_of() -> Iterator[None]:
    """What the database refuses, in one sentence for whoever started a command.

    Raises:
        ConfigurationError: it cannot be reached, or cannot do what was asked.
    """
    try:
        yield
    except OperationalError as error:
        why = str(error.orig).partition("\n")[0]
        raise ConfigurationError(f"The database cannot be used just now: {why}") from error


def is_transient(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed when it is tried again."""
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return state in _TRANSIENT
    return isinstance(error, OperationalError) and "locked" in str(error.orig)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigurationError(f"The address of the database cannot be understood. {_ADVICE}") from None
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ConfigurationError(f"The server does not work with {parsed.get_backend_name()}. {_ADVICE}")
    return parsed


_ADVICE = "Set INFRASKETCH_DATABASE_URL to sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."


def _make_engine(url: URL, connections: int) -> Engine:
    pool: dict[str, Any] = {
        "pool_size": connections,
        "max_overflow": 0,
        "pool_timeout": BUSY_SECONDS,
        "hide_parameters": True,  # an error is logged; what was bound may be a secret
    }
    if url.get_backend_name() == "postgresql":
        return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True, **pool)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Leave transactions to us (the driver would begin them late) and make the file safe to share."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
