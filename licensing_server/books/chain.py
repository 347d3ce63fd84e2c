"""The hashes that bind each transfer of an account to the one before."""

from __future__ import annotations

import hashlib
from typing import Any, Protocol

from infrasketch_desktop.credits import canonical

GENESIS = "0" * 64
PURPOSE = b"isk-transfer/1\x00"
"""Begins what is hashed, so that a transfer cannot pass for anything else."""
HASHED = (
    "account_id",
    "seq",
    "key",
    "lot",
    "source",
    "target",
    "amount",
    "reason",
    "ref",
    "item",
    "at",
    "balance",
    "debt",
    "balance_change",
    "debt_change",
)
"""Every column of a transfer but the hash."""


class Row(Protocol):
    """A transfer by the names of its columns, as it is about to be written or as it was read."""

    def __getitem__(self, name: str, /) -> Any: ...


def transfer_hash(previous: str, row: Row) -> str:
    """SHA-256 of the purpose, the hash before and the canonical row, as 64 hexadecimal digits."""
    body = canonical.encode({name: row[name] for name in HASHED})
    return hashlib.sha256(PURPOSE + previous.encode("ascii") + body).hexdigest()
