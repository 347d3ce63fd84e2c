"""Where the keys of a profile lie: one place for window and command line."""

from __future__ import annotations

from pathlib import Path

from infrasketch_desktop.assistant.sources import Keys
from infrasketch_desktop.wallet.vault import Vault, standard_vault


def standard_keys(data_folder: Path) -> Keys:
    """The keys that were entered in the profile whose data lies in `data_folder`."""
    return Keys(key_vault(data_folder))


def key_vault(data_folder: Path) -> Vault:
    """The system keyring; where there is none that encrypts, files that this account alone can read."""
    return standard_vault(f"InfraSketch assistant {data_folder}", data_folder / "secrets-assistant")
