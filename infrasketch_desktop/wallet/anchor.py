"""What this computer remembers of the wallet outside its file, so that an old copy of the file is noticed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Protocol

from infrasketch_desktop.wallet.vault import Vault


@dataclass(frozen=True, slots=True)
class Anchored:
    """The newest place of the ledger that was remembered, and the receipt in force then."""

    device: str
    epoch: int
    seq: int
    head: str
    rseq: int


class Anchor(Protocol):
    """Where it is remembered. Neither call may raise or take longer than a few seconds.

    What cannot be read counts as nothing: losing it must not cost anybody their credits.
    """

    def read(self) -> Anchored | None: ...
    def write(self, anchored: Anchored) -> None: ...


class VaultAnchor:
    """An anchor among the secrets of the system keyring, or in a file of its own."""

    def __init__(self, vault: Vault, name: str = "anchor") -> None:
        self._vault = vault
        self._name = name
        self._last: Anchored | None = None

    def read(self) -> Anchored | None:
        try:
            text = self._vault.get(self._name)
            return None if text is None else Anchored(**json.loads(text))
        except Exception:  # noqa: BLE001 - a keyring raises whatever it likes, and its text may be anybody's
            return None

    def write(self, anchored: Anchored) -> None:
        if anchored == self._last:
            return
        try:
            self._vault.set(self._name, json.dumps(asdict(anchored)))
            self._last = anchored
        except Exception:  # noqa: BLE001 - it may lag; the next one catches up
            self._last = None
