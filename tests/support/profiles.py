"""Profiles of `infrasketch --profile` whose wallet holds credits, without any server."""

from __future__ import annotations

from pathlib import Path

from tests.wallet.desks import Desk


def stock_wallet(profile: Path, amount: int) -> Path:
    """Give the sandbox wallet of `profile` credits of a signed receipt, as a sync with a server does."""
    Desk(profile / "data" / "wallet-sandbox").stocked(amount).close()
    return profile
