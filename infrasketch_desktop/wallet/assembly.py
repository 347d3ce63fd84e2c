"""Puts the wallet of a profile together: one folder for each environment, its secrets, its anchor, the trusted root."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.wallet.anchor import VaultAnchor
from infrasketch_desktop.wallet.endpoints import Endpoint
from infrasketch_desktop.wallet.opening import OpenedWallet, open_wallet
from infrasketch_desktop.wallet.vault import Vault, standard_vault


@dataclass(frozen=True, slots=True)
class WalletHome:
    """Where the wallet of one environment lives; live and sandbox never share anything."""

    folder: Path
    vault: Vault

    @classmethod
    def of(cls, data_folder: Path, endpoint: Endpoint) -> WalletHome:
        folder = data_folder / f"wallet-{endpoint.environment}"
        return cls(folder, standard_vault(f"InfraSketch wallet {folder}", folder / "secrets"))


def open_home(home: WalletHome, endpoint: Endpoint) -> OpenedWallet:
    """The wallet in `home`, by the clock and the randomness of this computer; asks no network.

    Raises:
        StoreError, NewerVersionError: as `opening.open_wallet`.
    """
    return open_wallet(
        home.folder,
        environment=endpoint.environment,
        anchor=VaultAnchor(home.vault),
        now=utc_seconds,
        random_bytes=secrets.token_bytes,
        shipped_root=endpoint.root(),
    )


def utc_seconds() -> int:
    return int(time.time())
