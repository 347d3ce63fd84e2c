"""Fixtures that run a test on every database the server promises to work with.

A test that takes `database_url` runs twice, as `[sqlite]` and as `[postgresql]`, each time on a new database. A package
whose tests all want tables overrides `fill_database`; then the tables are made once and copied:

    @pytest.fixture(scope="session")
    def fill_database():
        return create_tables        # a function of the URL, always the same one
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.needs import miss
from tests.support.postgres import Cluster, find_programs, throwaway_cluster

DATABASES = ("sqlite", "postgresql")


@contextmanager
def _cluster(*, durable: bool) -> Iterator[Cluster]:
    programs = find_programs()
    if programs is None:
        miss("PostgreSQL", packages="postgresql")
    with throwaway_cluster(programs, durable=durable) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """One cluster for the run (one for each worker of xdist), begun by the first test that asks. It never flushes."""
    with _cluster(durable=False) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def durable_postgresql() -> Iterator[Cluster]:
    """A cluster that flushes every commit to disk, for benchmarks."""
    with _cluster(durable=True) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def fill_database() -> Callable[[str], None] | None:
    """What is done once to a database before its copies reach the tests; nothing, unless overridden."""
    return None


@pytest.fixture
def sqlite_url(tmp_path: Path, fill_database: Callable[[str], None] | None, sqlite_folder: Path) -> str:
    """A new SQLite file."""
    file = tmp_path / "server.db"
    if fill_database:
        shutil.copyfile(_filled_file(sqlite_folder, fill_database), file)
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def sqlite_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where filled SQLite files wait to be copied."""
    return tmp_path_factory.mktemp("filled")


def _filled_file(folder: Path, fill: Callable[[str], None]) -> Path:
    file = folder / f"{fill.__module__}.{fill.__qualname__}.db"
    if not file.exists():
        fill(f"sqlite:///{file}")
        assert not file.with_name(f"{file.name}-wal").exists(), "fill_database left a connection open"
    return file


@pytest.fixture
def postgresql_url(postgresql: Cluster, fill_database: Callable[[str], None] | None) -> Iterator[str]:
    """A new PostgreSQL database."""
    with postgresql.database(fill_database) as url:
        yield url


@pytest.fixture
def durable_postgresql_url(durable_postgresql: Cluster, fill_database: Callable[[str], None] | None) -> Iterator[str]:
    """A new PostgreSQL database that flushes every commit to disk, for benchmarks."""
    with durable_postgresql.database(fill_database) as url:
        yield url


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    """A new database of each kind in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
