"""Throw-away PostgreSQL clusters: made in a second, on a Unix socket, never as root, gone when the block ends.

Where the system has a file system in memory they lie in it: a new database is three hundred new files.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.short_folders import SHORT, short_folder
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from psycopg import Connection

_OWNER = "tests"
_DEBIAN_HOME = Path("/usr/lib/postgresql")
_MEMORY = Path("/dev/shm")
_ROOM = 2**30
"""Bytes that have to be free in memory; a cluster takes a tenth of it, and containers often have less."""
_COPIES_BLOCKS_SINCE = 150_000
"""PostgreSQL 15 copies a database through its log unless told to copy files, which is four times faster in memory."""
_RISKY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_SETTINGS = ("listen_addresses=", "autovacuum=off", "max_wal_size=4GB", "log_min_messages=fatal")


def find_programs() -> Path | None:
    """The folder of `initdb` and `postgres`: that of PATH, else the newest that Debian keeps off PATH."""
    on_path = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    debian = sorted(_DEBIAN_HOME.glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True)
    return next((folder for folder in [*on_path, *debian] if (folder / "postgres").exists()), None)


@dataclass(slots=True)
class Cluster:
    """A running server. Every database is fresh; one that is filled again and again is filled once and copied."""

    folder: Path
    _count: int = 0
    _templates: dict[Callable[[str], None], str] = field(default_factory=dict)

    def url(self, name: str) -> str:
        """The address of a database as SQLAlchemy wants it."""
        return f"postgresql+psycopg://{_OWNER}@/{name}?host={self.folder}"

    @contextmanager
    def database(self, fill: Callable[[str], None] | None = None) -> Iterator[str]:
        """A new database, as its URL; what `fill` does to a database by its URL has been done to it. Costs 40 ms in
        memory and 200 on a disk.
        """
        name = self._create(template=self._filled(fill) if fill else "template1")
        try:
            yield self.url(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")  # also under connections that a failed test left open

    def connect(self, name: str = "postgres") -> Connection:
        """A connection that commits each statement by itself."""
        import psycopg

        return psycopg.connect(host=str(self.folder), user=_OWNER, dbname=name, autocommit=True)

    def answers(self) -> bool:
        """Whether the server takes connections yet."""
        import psycopg

        with suppress(psycopg.OperationalError):
            self.connect().close()
            return True
        return False

    def _filled(self, fill: Callable[[str], None]) -> str:
        if fill not in self._templates:
            name = self._create(template="template1")
            fill(self.url(name))
            self._templates[fill] = name
        return self._templates[fill]

    def _create(self, *, template: str) -> str:
        self._count += 1
        name = f"database_{self._count}"
        with self.connect() as connection:
            by_file = self.folder.is_relative_to(_MEMORY) and connection.info.server_version >= _COPIES_BLOCKS_SINCE
            manner = " STRATEGY FILE_COPY" if by_file else ""
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}{manner}".encode())
        return name

    def _run(self, statement: str) -> None:
        with self.connect() as connection:
            connection.execute(statement.encode())


@contextmanager
def throwaway_cluster(programs: Path, *, durable: bool = False) -> Iterator[Cluster]:
    """A cluster that lives as long as the block. `durable` flushes to disk as in production, for benchmarks."""
    with short_folder("pg", within=SHORT if durable or not _has_room_in_memory() else _MEMORY) as folder:
        manner = _manner(folder)
        _initialise(programs, folder, manner)
        with _running(programs, folder, manner, _SETTINGS if durable else (*_SETTINGS, *_RISKY)) as cluster:
            yield cluster


def _has_room_in_memory() -> bool:
    return _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free >= _ROOM


def _manner(folder: Path) -> dict[str, Any]:
    """How the programs are started. They refuse to run as root: then the folder is given to a user without rights."""
    environment = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}  # initdb would search for the time zone
    manner: dict[str, Any] = {"cwd": folder, "env": environment}
    if os.geteuid() != 0:
        return manner
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return manner | {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _initialise(programs: Path, folder: Path, manner: dict[str, Any]) -> None:
    command: list[str | Path] = [
        programs / "initdb",
        "--pgdata",
        folder / "data",
        "--auth=trust",
        f"--username={_OWNER}",
    ]
    options = ["--no-sync", "--encoding=UTF8", "--no-locale"]
    made = subprocess.run([*command, *options], capture_output=True, text=True, check=False, **manner)
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr}")


@contextmanager
def _running(programs: Path, folder: Path, manner: dict[str, Any], settings: tuple[str, ...]) -> Iterator[Cluster]:
    options = [part for setting in (*settings, f"unix_socket_directories={folder}") for part in ("-c", setting)]
    log = folder / "log"
    with log.open("w") as stream:
        command: list[str | Path] = [*_bound_to_parent(), programs / "postgres", "-D", folder / "data", *options]
        server: subprocess.Popen[bytes] = subprocess.Popen(command, stdout=stream, stderr=stream, **manner)
    cluster = Cluster(folder)
    try:
        wait_until(
            lambda: server.poll() is not None or cluster.answers(), what=lambda: f"PostgreSQL: {log.read_text()}"
        )
        if server.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended with {server.returncode}: {log.read_text()}")
        yield cluster
    finally:
        _stop(server)


def _bound_to_parent() -> list[str]:
    """Where Linux can do it, a server does not outlive a test run that was killed."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT"] if setpriv else []


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # "fast": breaks connections off and writes a last checkpoint
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(30)
