"""A database that was lost comes back from its backup, with books that add up, and serves the same devices again."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from licensing_server import migrations
from licensing_server.database import Database
from tests.support.cashiers import sandbox_cashier
from tests.support.households import Household, Line
from tests.support.licensing import Clock, LicensingServer, make_signer, running_server
from tests.support.postgres import Cluster
from tests.support.programs import ROOT, Outcome, run_program
from tests.support.racing import racing_parts

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("pg_dump") is None, reason="PostgreSQL's programs are not on PATH"),
]

SCRIPTS = ROOT / "packaging" / "server"


def make_tables(url: str) -> None:
    """As `migrate` makes them."""
    database = Database(url)
    migrations.upgrade(database)
    database.close()


@dataclass(frozen=True)
class Vendor:
    """A machine with the server's database and folder, and the scripts that work on both."""

    cluster: Cluster
    url: str
    folder: Path
    clock: Clock

    @property
    def name(self) -> str:
        return re.findall(r"@/(\w+)\?", self.url)[0]

    @property
    def keys(self) -> Path:
        return self.folder / "data" / "keys"

    def script(self, name: str, *arguments: str | Path) -> Outcome:
        return run_program([SCRIPTS / name, "--here", *arguments], folder=self.folder)

    def backup(self) -> Path:
        """The newest backup, just made."""
        done = self.script("backup", "backups")
        assert done.code == 0, done.err
        return self.folder / max(self.folder.glob("backups/*"))

    def lose_database(self) -> None:
        with self.cluster.connect() as connection:
            connection.execute(f"DROP DATABASE {self.name} WITH (FORCE)".encode())
            connection.execute(f"CREATE DATABASE {self.name}".encode())

    @contextmanager
    def serving(self, life: str) -> Iterator[LicensingServer]:
        """The server over the database; ids and secrets of each life are its own."""
        parts = racing_parts(self.url, self.folder / life, self.clock())
        made = {"new_id": parts.new_id, "new_secret": parts.new_secret, "gateway": parts.gateway}
        try:
            with running_server(self.url, self.folder / "data", self.clock, **made) as running:
                yield running
        finally:
            parts.database.close()

    def content(self) -> dict[str, list[str]]:
        """Every row of every table."""
        database = Database(self.url)
        with database.reading() as session:
            tables = session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
            found = {table: sorted(session.scalars(text(f'SELECT t::text FROM "{table}" t')).all()) for table in tables}
        database.close()
        return found


@pytest.fixture
def vendor(postgresql: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vendor]:
    with postgresql.database(make_tables) as url:
        vendor = Vendor(postgresql, url, tmp_path, Clock())
        told = {
            "PGHOST": str(postgresql.folder),
            "PGUSER": "tests",
            "PGDATABASE": vendor.name,
            "INFRASKETCH_DATA": str(tmp_path / "data"),
            "INFRASKETCH_DATABASE_URL": url,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        yield vendor


def trade(server: LicensingServer) -> Household:
    """A household buys, pays, is refunded, disputes, and spends online and offline."""
    household = Household(server, sandbox_cashier(server.parts), 1)
    household.prepare()
    household.settle()
    return household


def move(household: Household, server: LicensingServer) -> None:
    """The same people and devices at the server that came back."""
    household.server, household.cashier = server, sandbox_cashier(server.parts)
    for wallet in household.wallets.values():
        wallet.server = Line(server)  # type: ignore[assignment]  # all that it asks of a server


def test_a_lost_database_comes_back_whole_and_serves_the_same_devices(vendor: Vendor) -> None:
    with vendor.serving("before") as server:
        household = trade(server)
    before, backup = vendor.content(), vendor.backup()
    assert {path.stat().st_mode & 0o077 for path in (backup, *backup.iterdir())} == {0}, "it holds private keys"
    assert len(before["transfers"]) > 20
    vendor.lose_database()
    shutil.rmtree(vendor.keys)

    done = vendor.script("restore", backup)

    assert done.code == 0, done.err
    assert "The books add up" in done.out
    assert vendor.content() == before
    with vendor.serving("after") as server:
        move(household, server)
        household.settle()
        household.pages = []
        household._buy()
        household.settle()
    assert "The books add up" in run_program(["infrasketch-server", "verify-books"]).out


def test_a_device_that_is_ahead_of_the_backup_is_taken_back_in(vendor: Vendor) -> None:
    """It spent and synced after the backup; the database knows nothing of that."""
    with vendor.serving("before") as server:
        household = trade(server)
    backup = vendor.backup()
    with vendor.serving("meanwhile") as server:
        move(household, server)
        wallet = household.wallets["desktop"]
        assert wallet.spend("after-the-backup", 1)
        wallet.sync(want=5)
    vendor.lose_database()
    assert vendor.script("restore", backup).code == 0

    with vendor.serving("after") as server:
        move(household, server)
        wallet.sync(want=5)
        wallet.sync(want=5)
    assert "The books add up" in run_program(["infrasketch-server", "verify-books"]).out


def damage(vendor: Vendor, backup: Path) -> None:
    dump = backup / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-100])


def lose_sums(vendor: Vendor, backup: Path) -> None:
    (backup / "SHA256SUMS").unlink()


def leave_everything(vendor: Vendor, backup: Path) -> None:
    """The database is not empty."""


@pytest.mark.parametrize(
    ("change", "told"),
    [(damage, "is damaged"), (lose_sums, "is damaged"), (leave_everything, "the database is not empty")],
)
def test_a_restore_that_cannot_be_right_changes_nothing(
    vendor: Vendor, change: Callable[[Vendor, Path], None], told: str
) -> None:
    vendor.keys.mkdir(parents=True)
    (vendor.keys / "keyset.json").write_text("newest")
    backup = vendor.backup()
    before = vendor.content()
    change(vendor, backup)

    done = vendor.script("restore", backup)

    assert (done.code, told in done.err, vendor.content()) == (1, True, before)


def test_keys_that_are_there_are_never_older_than_a_backup_and_stay(vendor: Vendor) -> None:
    make_signer(vendor.keys, vendor.clock)
    marked = vendor.keys / "roots" / "mark"
    marked.write_text("older")
    backup = vendor.backup()
    marked.write_text("newest")
    vendor.lose_database()

    done = vendor.script("restore", backup)

    assert done.code == 0, done.err
    assert "kept the keys" in done.err
    assert marked.read_text() == "newest"


def test_old_backups_go_and_a_backup_that_fails_takes_none_with_it(
    vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor.keys.mkdir(parents=True)
    for day in range(1, 5):
        (vendor.folder / f"backups/2026010{day}T000000Z").mkdir(parents=True)
    assert vendor.script("backup", "backups", "2").code == 0
    kept = sorted(path.name for path in (vendor.folder / "backups").iterdir())
    assert len(kept) == 2
    assert kept[0] == "20260104T000000Z"

    monkeypatch.setenv("PGDATABASE", "nowhere")
    failed = vendor.script("backup", "backups", "1")
    assert failed.code == 1
    assert "Nothing was written" in failed.err
    assert sorted(path.name for path in (vendor.folder / "backups").iterdir()) == kept
