"""Begins the wallet of a new device in the same file, when the old one cannot go on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from infrasketch_desktop.wallet.faults import explain
from infrasketch_desktop.wallet.schema import CLEARED
from infrasketch_desktop.wallet.wallet import Wallet


def begin_anew(wallet: Wallet) -> Path:
    """Empty the wallet; a copy of it as it was stays beside it. Returns the copy.

    Raises:
        StoreError: nothing was changed.
    """
    copy = wallet.copy_aside()
    try:
        with wallet.replacing() as writing:
            for table in CLEARED:
                writing.db.execute(f"delete from {table}")  # noqa: S608 - our names
    except sqlite3.Error as error:
        raise explain(error) from error
    return copy
