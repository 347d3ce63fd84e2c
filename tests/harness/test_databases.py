"""Server tests run on both databases, each on a new one."""

import stat
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from sqlalchemy import create_engine, make_url, text

from tests.support.postgres import Cluster
from tests.support.probes import run_probe

FAILS = """
from pathlib import Path

def test_that_fails(postgresql, postgresql_url):
    Path(__file__).with_name("folder").write_text(str(postgresql.folder))
    raise AssertionError("half way")
"""


def execute(url: str, *statements: str) -> list[str]:
    """Run `statements` in one transaction; returns the first column of the last one."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            results = [connection.execute(text(statement)) for statement in statements]
            return list(results[-1].scalars()) if results[-1].returns_rows else []
    finally:
        engine.dispose()


def make_table(url: str) -> None:
    execute(url, "CREATE TABLE notes (words TEXT)", "INSERT INTO notes VALUES ('filled')")


@pytest.fixture(scope="session")
def fill_database() -> Callable[[str], None]:
    return make_table


@pytest.mark.parametrize("attempt", [1, 2])
def test_every_test_gets_a_new_filled_database(database_url: str, attempt: int) -> None:
    assert execute(database_url, "SELECT words FROM notes") == ["filled"]
    execute(database_url, "INSERT INTO notes VALUES ('left behind')")


def test_both_databases_are_what_they_are_called(database_url: str, request: pytest.FixtureRequest) -> None:
    engine = create_engine(database_url)
    assert request.node.callspec.params == {"database_url": engine.dialect.name}


def test_a_database_vanishes_under_an_open_connection(postgresql: Cluster) -> None:
    with postgresql.database() as url:
        left_open = postgresql.connect(make_url(url).database or "")
    left_open.close()


def test_the_cluster_is_private_and_not_on_the_network(postgresql: Cluster) -> None:
    assert stat.S_IMODE(postgresql.folder.stat().st_mode) == 0o700
    with postgresql.connect() as connection:
        row = connection.execute("SELECT current_setting('listen_addresses'), current_setting('fsync')").fetchone()
    assert row == ("", "off")


def test_the_cluster_of_benchmarks_flushes_to_disk(durable_postgresql: Cluster) -> None:
    with durable_postgresql.connect() as connection:
        assert connection.execute("SELECT current_setting('fsync')").fetchone() == ("on",)


def test_a_failing_run_removes_its_cluster(tmp_path: Path) -> None:
    outcome = run_probe(tmp_path, FAILS)
    assert "1 failed" in outcome.out
    folder = Path((tmp_path / "folder").read_text())
    assert not folder.exists()
    commands = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    assert not [command for command in commands if str(folder / "data") in command]
