"""Where the keys of a profile lie: one place for window and command line."""

from __future__ import annotations

from pathlib import Path

from infrasketch_desktop.assistant.sources import Keys
from infrasketch_desktop.wallet.vault import standard_vault


def standard_keys(data_folder: Path) -> Keys:
    """The keys that were entered in the profile whose data lies in `data_folder`: in the system keyring; where there
    is none that encrypts, in files that this account alone can read.
    """
    return Keys(standard_vault(f"InfraSketch assistant {data_folder}", data_folder / "secrets-assistant"))
