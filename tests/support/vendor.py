"""A vendor in one value: root keys, online keys and the documents about them, made from numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.envelopes import seal
from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.keyset import Keyset, OnlineKey
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.roots import Root
from infrasketch_desktop.credits.trust import Trust
from licensing_server.operations.init import prepare_sandbox
from licensing_server.signing import KeysFolder, Signer

NOW = 1_795_000_000
DAY = 86_400
SANDBOX = Environment.SANDBOX


def key(name: str) -> PrivateKey:
    """The key of that name, always the same."""
    return PrivateKey(hashlib.sha256(name.encode()).digest())


def online(name: str, **changes: Any) -> OnlineKey:
    """A key for every use, in its time at NOW and for 90 days."""
    usual = OnlineKey(key(name).public, frozenset({"receipt", "prices"}), NOW - DAY, NOW + 90 * DAY)
    return replace(usual, **changes)


@dataclass(frozen=True, slots=True)
class Vendor:
    """Signs what a vendor signs; `holders` are the names of the three root keys."""

    holders: tuple[str, str, str] = ("anna", "ben", "clara")
    env: Environment = SANDBOX

    def root(self, n: int = 1, **changes: Any) -> Root:
        keys = tuple(key(name).public for name in self.holders)
        return replace(Root(n, self.env, keys, NOW - DAY, NOW + 3650 * DAY), **changes)

    def signed_root(self, root: Root | None = None, by: Sequence[str] | None = None) -> str:
        chosen = [key(name) for name in by or self.holders[:2]]
        return seal(DocumentType.ROOT, (root or self.root()).payload(), chosen).text

    def keyset(self, *keys: OnlineKey, version: int = 1, **changes: Any) -> Keyset:
        usual = Keyset(self.env, version, NOW - DAY, NOW + 89 * DAY, keys or (online("server"),))
        return replace(usual, **changes)

    def signed_keyset(self, keyset: Keyset | None = None, by: Sequence[str] | None = None) -> str:
        chosen = [key(name) for name in by or self.holders[:2]]
        return seal(DocumentType.KEYSET, (keyset or self.keyset()).payload(), chosen).text

    def trust(self, *keys: OnlineKey) -> Trust:
        """What a device believes after it fetched everything."""
        return Trust.begin(self.env, self.signed_root()).accept_keyset(self.signed_keyset(self.keyset(*keys)))

    def receipt(self, by: str = "server", **changes: Any) -> str:
        """A token with the little that trust looks at; `credits.receipts` reads the rest."""
        payload = {"v": 1, "env": self.env.value, "srv_time": NOW, "aud": "device"} | changes
        return documents.sign(DocumentType.RECEIPT, payload, key(by))


def counted_bytes(name: str) -> Callable[[int], bytes]:
    """Random bytes that are the same in every run."""
    count = 0

    def draw(length: int) -> bytes:
        nonlocal count
        count += 1
        return hashlib.shake_256(f"{name} {count}".encode()).digest(length)

    return draw


def sandbox_signer(folder: Path, now: Callable[[], int], name: str = "sandbox") -> Signer:
    """The signer of a server whose keys lie in `folder`, made there if there are none."""
    keys = KeysFolder(folder)
    prepare_sandbox(keys, now(), counted_bytes(name))
    return Signer(keys, SANDBOX, now)
