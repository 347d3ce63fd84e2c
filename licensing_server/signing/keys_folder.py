"""The keys folder: where the server's keys and the signed documents about them lie.

roots/1.json, 2.json, …      signed roots, public
keyset.json                  the signed key list, public
online/<kid>.pem             private keys of the list, for receipts and prices
access/<from>-<kid>.pem      private keys for access tokens, used from that second on; nobody else reads these tokens
root-a, root-b, root-c/      root keys, in the sandbox alone; those of a live server are kept apart and offline
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from infrasketch_desktop.credits.envelopes import LARGEST_ENVELOPE
from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.roots import first_root
from infrasketch_desktop.credits.trust import Trust
from licensing_server.signing.errors import SigningError
from licensing_server.signing.key_files import FOLDER_MODE, PUBLIC_MODE, read_key, write_file, write_key

_ACCESS_NAME = re.compile(r"(\d{1,12})-[\w-]{43}")
Stamp = tuple[tuple[int, int, int], ...]
"""Changes whenever a file of the folder is written, added or removed."""


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A key for access tokens: the newest that has started signs, all are good for reading."""

    starts_at: int
    key: PrivateKey


@dataclass(frozen=True, slots=True)
class KeysFolder:
    """The layout of one keys folder; holds nothing, reads and writes files."""

    path: Path

    @property
    def keyset_file(self) -> Path:
        return self.path / "keyset.json"

    def root_file(self, n: int) -> Path:
        return self.path / "roots" / f"{n}.json"

    @property
    def has_roots(self) -> bool:
        return self.root_file(1).exists()

    @property
    def has_keyset(self) -> bool:
        return self.keyset_file.exists()

    def environment(self) -> Environment:
        """The environment that the first root was made for.

        Raises:
            SigningError: there is no sound root.
        """
        try:
            return first_root(_read_text(self.root_file(1))).env
        except DocumentError as error:
            raise SigningError(f"{self.root_file(1)} is not a sound root: {error}") from error

    def trust(self, env: Environment) -> Trust:
        """What a device that fetched everything would believe.

        Raises:
            SigningError: the folder was not set up, or a device would refuse what lies in it.
        """
        if not self.has_roots:
            raise SigningError(f"There are no keys in {self.path}. {_set_up(env)}")
        keyset = _read_text(self.keyset_file) if self.has_keyset else None
        try:
            return Trust.restore(env, self._roots(), keyset)
        except DocumentError as error:
            raise SigningError(
                f"A device would refuse the keys in {self.path}: {error} Put back the files as they were signed, or "
                f"set INFRASKETCH_ENV to the environment they were made for (this is {env})."
            ) from error

    def online_keys(self) -> dict[str, PrivateKey]:
        """The private halves at hand, by kid. Raises SigningError when one of the files cannot be used."""
        keys = (read_key(path) for path in _files(self.path / "online"))
        return {key.public.kid: key for key in keys}

    def access_keys(self) -> tuple[AccessKey, ...]:
        """Oldest first. Raises SigningError when one of the files cannot be used."""
        files = ((_ACCESS_NAME.fullmatch(path.stem), path) for path in _files(self.path / "access"))
        keys = (AccessKey(int(name[1]), read_key(path)) for name, path in files if name)
        return tuple(sorted(keys, key=lambda each: (each.starts_at, each.key.public.kid)))

    def add_online_key(self, key: PrivateKey) -> None:
        write_key(self.path / "online" / f"{key.public.kid}.pem", key)

    def add_access_key(self, key: PrivateKey, starts_at: int) -> None:
        write_key(self.path / "access" / f"{starts_at}-{key.public.kid}.pem", key)

    def put_root(self, trust: Trust) -> None:
        """Keep the newest root of `trust`."""
        write_file(self.root_file(trust.root.n), trust.root.text.encode(), PUBLIC_MODE)

    def put_keyset(self, trust: Trust) -> None:
        """Keep the key list of `trust`; from now on running servers sign by it."""
        if trust.keyset is not None:
            write_file(self.keyset_file, trust.keyset.text.encode(), PUBLIC_MODE)

    def stamp(self) -> Stamp:
        return tuple(_stamp(self.path / name) for name in ("keyset.json", "roots", "online", "access"))

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Only one process at a time changes the folder.

        Raises:
            SigningError: the folder cannot be made or written.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
            lock = FileLock(self.path / ".lock", timeout=30)
            lock.acquire()
        except OSError as error:  # also filelock's Timeout
            raise SigningError(
                f"{self.path} cannot be used: {error.strerror or 'another process changes it'}."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _roots(self) -> Iterator[str]:
        n = 1
        while self.root_file(n).exists():
            yield _read_text(self.root_file(n))
            n += 1


def _set_up(env: Environment) -> str:
    if env is Environment.SANDBOX:
        return "Run: infrasketch-server init"
    return "A live server needs a root ceremony first. Run: infrasketch-server root-ceremony --help"


def _files(folder: Path) -> Iterable[Path]:
    """Key files in a stable order; a file that is being written begins with a dot."""
    return sorted(path for path in folder.glob("[!.]*") if path.suffix in {".pem", ".key"})


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_ENVELOPE + 1).decode("utf-8", "replace").strip()
    except OSError as error:
        raise SigningError(f"{path} cannot be read: {error.strerror}.") from error


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0, 0
    return found.st_mtime_ns, found.st_ino, found.st_size
