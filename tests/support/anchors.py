"""An anchor in memory: outside the wallet's file as a keyring is, and in the hands of the test."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.wallet.anchor import Anchored


@dataclass(slots=True)
class MemoryAnchor:
    """Outlives the wallet's file, so it is not restored with it."""

    anchored: Anchored | None = None

    def read(self) -> Anchored | None:
        return self.anchored

    def write(self, anchored: Anchored) -> None:
        self.anchored = anchored
