"""A migrated database is what the models say, on both databases, and the way back leaves nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, text

from licensing_server import migrations
from licensing_server.database import Database
from licensing_server.errors import ConfigurationError
from licensing_server.models import Base


@pytest.fixture(scope="session")
def fill_database() -> Callable[[str], None] | None:
    """Migrations begin with nothing."""
    return None


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def test_migrations_lead_to_the_models(database: Database) -> None:
    assert not migrations.is_current(database)
    migrations.upgrade(database)
    assert migrations.is_current(database)

    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_check_constraints_are_migrated(database: Database) -> None:
    """Alembic does not compare them."""
    migrations.upgrade(database)

    found = {
        (table, check["name"])
        for table in Base.metadata.tables
        for check in inspect(database.engine).get_check_constraints(table)
    }
    wanted = {
        (table.name, constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert found == wanted


def test_there_and_back_leaves_nothing(database: Database) -> None:
    migrations.upgrade(database)
    migrations.downgrade(database, "base")

    assert inspect(database.engine).get_table_names() == ["alembic_version"]

    migrations.upgrade(database)
    assert migrations.is_current(database)


def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    databases = [Database(database_url) for _ in range(4)]
    failures: list[BaseException] = []

    def migrate(database: Database) -> None:
        try:
            migrations.upgrade(database)
        except Exception as error:  # noqa: BLE001 - told to the thread that waits
            failures.append(error)

    threads = [threading.Thread(target=migrate, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert all(migrations.is_current(database) for database in databases)
    for database in databases:
        database.close()


def test_a_database_of_a_newer_server_is_left_to_that_one(database: Database) -> None:
    migrations.upgrade(database)
    with database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(ConfigurationError, match="newer version of the server"):
        migrations.upgrade(database)
