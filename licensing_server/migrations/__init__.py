"""Brings a database to the form that this version of the server works with, on SQLite and PostgreSQL alike.

A room of its own because migrations outlive the models they were made from: a version script never imports them.
`upgrade(database)` may be run by every process that starts: one does the work, the others wait for it. Everything
happens in one transaction, so a migration that fails leaves the database as it was.

A new version script is drafted by `draft(database, message)` from the difference between models and an upgraded
database; it is read and mended by a person before it is committed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from licensing_server.database import Database, told_of
from licensing_server.errors import ConfigurationError

_HERE = Path(__file__).parent
_LOCK = 4_217_011
"""Any number that nothing else locks."""


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate up to `revision`; a database that is there already is left alone.

    Raises:
        ConfigurationError: a newer version of the server migrated it further than this one knows.
    """
    with _alone(database) as connection:
        config = _config(connection)
        if not _knows(config, connection):
            raise ConfigurationError(
                "The database was migrated by a newer version of the server; nothing was changed. Start that version, "
                "or restore the backup that was made before it."
            )
        command.upgrade(config, revision)


def downgrade(database: Database, revision: str) -> None:
    """Migrate down to `revision`, `base` for an empty database. What the newer form alone could hold is lost."""
    with _alone(database) as connection:
        command.downgrade(_config(connection), revision)


def is_current(database: Database) -> bool:
    """Whether the database has the form that this version works with."""
    with told_of(), database.engine.connect() as connection:
        at = MigrationContext.configure(connection).get_current_heads()
        return set(at) == set(ScriptDirectory.from_config(_config(connection)).get_heads())


def draft(database: Database, message: str) -> None:
    """Write a version script for what the models have and an upgraded database lacks."""
    with _alone(database) as connection:
        command.revision(_config(connection), message, autogenerate=True)


def _knows(config: Config, connection: Connection) -> bool:
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    return known.issuperset(MigrationContext.configure(connection).get_current_heads())


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_HERE))
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """A transaction that no other migration runs beside; on SQLite every writing transaction is alone."""
    with told_of(), database.engine.begin() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection
