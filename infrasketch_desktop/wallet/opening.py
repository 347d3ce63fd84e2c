"""Opens the wallet of this device; what a killed run left behind is settled first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.language import tr
from infrasketch_desktop.wallet.anchor import Anchor
from infrasketch_desktop.wallet.errors import OtherEnvironmentError
from infrasketch_desktop.wallet.faults import explain, explained_folder
from infrasketch_desktop.wallet.meta import read_facts
from infrasketch_desktop.wallet.presence import Presence
from infrasketch_desktop.wallet.recovery import Recovered, recover
from infrasketch_desktop.wallet.store import open_database
from infrasketch_desktop.wallet.trusting import environment_of
from infrasketch_desktop.wallet.wallet import Surroundings, Wallet

FILE_NAME = "wallet.db"
OWNER_BYTES = 16


@dataclass(frozen=True, slots=True)
class OpenedWallet:
    """A wallet ready for use, and what has to be told about its opening; `warning` is "" when all is well."""

    wallet: Wallet
    recovered: Recovered
    warning: str = ""


def open_wallet(
    folder: Path,
    *,
    environment: Environment,
    anchor: Anchor,
    now: Callable[[], int],
    random_bytes: Callable[[int], bytes],
    shipped_root: str | None = None,
) -> OpenedWallet:
    """The wallet in `folder`, made when missing. It needs no network, and the anchor only if a run was killed.

    `now` gives seconds UTC; `random_bytes` is for example `secrets.token_bytes`; `shipped_root` is the root that came
    with the program for this environment.

    Raises:
        StoreError: the disk or its rights do not allow it.
        NewerVersionError: the file was written by a newer version; it was not changed.
        OtherEnvironmentError: the file is a wallet of the other environment; it was not changed.
    """
    try:
        with explained_folder():
            db, aside = open_database(folder / FILE_NAME)
        _refuse_stranger(db, folder, environment)
    except sqlite3.Error as error:
        raise explain(error) from error
    presence = Presence(folder / "running", random_bytes(OWNER_BYTES).hex())
    wallet = Wallet(
        folder / FILE_NAME, db, presence, Surroundings(environment, anchor, now, random_bytes, shipped_root)
    )
    try:
        return OpenedWallet(wallet, recover(wallet), "" if aside is None else _warning(aside))
    except BaseException:
        wallet.close()
        raise


def _refuse_stranger(db: Database, folder: Path, environment: Environment) -> None:
    """Close `db` when it belongs to the other environment. Its folder has the name of one, so somebody put it there."""
    try:
        found = environment_of(read_facts(db))
    except BaseException:
        db.close()
        raise
    if found is None or found is environment:
        return
    db.close()
    raise OtherEnvironmentError(
        tr(
            "The wallet in “{folder}” is of the {found} environment; this version of InfraSketch is {environment}.",
            folder=folder,
            found=found,
            environment=environment,
        ),
        kept=tr("It was not changed, and nothing of it can be spent here."),
        advice=tr("Move the folder elsewhere; a new wallet is begun then."),
    )


def _warning(aside: Path) -> str:
    return tr(
        "The wallet's file was damaged. It was kept as “{name}”, and a new one was begun. Sync once: the "
        "credits of the account are with the server.",
        name=aside.name,
    )
