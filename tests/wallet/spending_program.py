"""What `test_processes` runs several times at once over one wallet: spends one credit at a time until none is left."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from infrasketch_desktop.wallet.anchor import VaultAnchor
from infrasketch_desktop.wallet.delivery import deliver
from infrasketch_desktop.wallet.errors import NotEnoughCreditsError
from infrasketch_desktop.wallet.vault import FileVault
from tests.wallet.desks import Desk, picture, price

if __name__ == "__main__":
    folder, name = Path(sys.argv[1]), sys.argv[2]
    desk = Desk(folder / "wallet", anchor=VaultAnchor(FileVault(folder / "secrets")), random=Random(name))
    delivered = 0
    with desk.opened().wallet as wallet:
        while True:
            try:
                deliver(wallet, price(1), [picture(folder / f"{name}-{delivered}.png")])
            except NotEnoughCreditsError:
                break
            delivered += 1
    print(delivered)
