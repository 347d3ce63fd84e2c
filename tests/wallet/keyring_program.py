"""What `test_keyring` runs with a real keyring: keeps a secret or says the one that is kept."""

from __future__ import annotations

import sys
from pathlib import Path

from infrasketch_desktop.wallet.vault import standard_vault

if __name__ == "__main__":
    vault = standard_vault("InfraSketch test", Path(sys.argv[1]))
    if sys.argv[2] == "set":
        vault.set("device-key", "kept by the keyring")
    elif sys.argv[2] == "delete":
        vault.delete("device-key")
    print(vault.get("device-key"))
