"""Transactions promise the same on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from licensing_server.database import Database, lock_account, lock_name
from licensing_server.errors import ConfigurationError
from licensing_server.models.accounts import Account
from tests.support.licensing import LicensingServer


def test_what_fails_leaves_nothing(server: LicensingServer) -> None:
    with pytest.raises(RuntimeError), server.database.transaction() as session:
        session.add(Account(id="a", created_at=1))
        session.flush()
        raise RuntimeError

    with server.database.reading() as session:
        assert session.get(Account, "a") is None


def test_a_locked_account_is_read_anew(server: LicensingServer) -> None:
    with server.database.transaction() as session:
        session.add(Account(id="a", created_at=1))

    with server.database.transaction() as session:
        lock_name(session, "anything")
        account = lock_account(session, "a")
        assert account is not None
        assert account.created_at == 1
        assert lock_account(session, "b") is None


def test_nothing_written_while_reading_is_kept(server: LicensingServer) -> None:
    with server.database.reading() as session:
        session.add(Account(id="a", created_at=1))
        session.flush()

    with server.database.reading() as session:
        assert session.get(Account, "a") is None


def test_work_that_met_another_is_done_again_a_bounded_number_of_times(sqlite_url: str) -> None:
    pauses: list[float] = []
    database = Database(sqlite_url, pause=pauses.append)
    tries = []

    def work(_session: object) -> None:
        tries.append(1)
        raise OperationalError("BEGIN", {}, Exception("database is locked"))

    with pytest.raises(OperationalError):
        database.run(work, tries=4)
    assert len(tries) == 4
    assert len(pauses) == 3
    database.close()


def test_faults_that_stay_are_not_tried_again(server: LicensingServer) -> None:
    tries = []

    def work(session: object) -> None:
        tries.append(1)
        session.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(Exception, match="nowhere"):
        server.database.run(work)
    assert len(tries) == 1


@pytest.mark.parametrize("url", ["nonsense", "mysql://somewhere/x", ""])
def test_an_address_of_no_use_says_what_to_set(url: str) -> None:
    with pytest.raises(ConfigurationError, match="INFRASKETCH_DATABASE_URL"):
        Database(url)
