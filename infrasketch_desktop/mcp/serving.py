"""Puts a server together from what `infrasketch mcp` was told, and runs it."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from infrasketch_desktop.mcp.grounds import Grounds
from infrasketch_desktop.mcp.workplace import Budget, Workplace
from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.storage.paths import real_path
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.storage.workspace import Workspace
from infrasketch_desktop.wallet.assembly import open_credits
from infrasketch_desktop.wallet.endpoints import Endpoint
from infrasketch_desktop.wallet.wallet import Wallet

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication


def serve(
    profile: Profile,
    sketches: Sequence[Path],
    folders: Sequence[Path],
    *,
    may_write: bool,
    spend: int | None,
    find_endpoint: Callable[[], Endpoint],
    version: str,
) -> None:
    """Serve until standard input ends. With neither `sketches` nor `folders` it is about those of the library.

    `spend` is how many credits may be spent, None when nothing may be exported; `find_endpoint` says to which server
    the wallet belongs, and is asked when a price is needed first.
    """
    from infrasketch_desktop.mcp.server import run  # noqa: PLC0415 - the protocol takes a second to load

    workplace = Workplace(
        grounds=_grounds(profile, sketches, folders),
        workspace=Workspace(profile.state_folder, now=_now, new_id=lambda: secrets.token_hex(8)),
        wallet=lambda: opened_wallet(profile.data_folder, find_endpoint),
        cache_folder=profile.cache_folder,
        may_write=may_write,
        budget=Budget(spend),
    )
    with contextlib.closing(Studio()) as studio:
        run(workplace, version, studio.open)


class Studio:
    """Qt without a screen, started with the first picture; Qt wants that on the thread it lives on."""

    def __init__(self) -> None:
        self._application: QGuiApplication | None = None

    def open(self) -> None:
        from infrasketch_desktop.picture.qt.rendering import offscreen_application  # noqa: PLC0415 - Qt, only where it draws

        self._application = self._application or offscreen_application()

    def close(self) -> None:
        if self._application is not None:
            self._application.shutdown()


@contextlib.contextmanager
def opened_wallet(data_folder: Path, find_endpoint: Callable[[], Endpoint]) -> Iterator[Wallet]:
    """The wallet for one call. No server is met: what can be spent is what lies here. Raises WalletError."""
    endpoint = find_endpoint()
    try:
        found = open_credits(data_folder, endpoint)
        try:
            yield found.credits.wallet
        finally:
            found.credits.close()
    finally:
        endpoint.close()


def _grounds(profile: Profile, sketches: Sequence[Path], folders: Sequence[Path]) -> Grounds:
    named = tuple(real_path(path) for path in sketches)
    if named or folders:
        return Grounds(lambda: named, tuple(real_path(folder) for folder in folders))
    return Grounds(lambda: _of_library(profile))


def _of_library(profile: Profile) -> tuple[Path, ...]:
    """The sketches that this machine has seen; none when the library cannot be read."""
    from infrasketch_desktop.storage.library import open_library  # noqa: PLC0415 - a fifth of a second

    if not profile.library_file.exists():
        return ()
    try:
        with open_library(profile.library_file, _now).library as library:
            return tuple(entry.path for entry in library.catalog.recent(500))
    except StorageError:
        return ()


def _now() -> datetime:
    return datetime.now(UTC)
