"""A licensing server in a hundred lines: one device, lots, the rules of a sync. The real one is held against the wallet
elsewhere; here it stands in where a test needs to bend what the server does.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.chain import START, Entry, EntryKind, Link, entry_hash, read_entry
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.envelopes import seal
from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.keyset import Keyset, KeyUse, OnlineKey
from infrasketch_desktop.credits.lots import PRIORITIES, Lot, LotKind
from infrasketch_desktop.credits.prices import default_prices_file
from infrasketch_desktop.credits.receipts import DeviceStatus, Environment, Receipt
from infrasketch_desktop.credits.roots import Root
from infrasketch_desktop.credits.sync_request import SyncRequest, read_sync_request

START_TIME = 1_800_000_000
YEAR = 365 * 24 * 3600
LEASE = 35 * 24 * 3600


def key_number(number: int) -> PrivateKey:
    return PrivateKey(bytes([number]) * 32)


ROOT_KEYS = tuple(key_number(number) for number in (1, 2, 3))


@dataclass
class ModelServer:
    """`counted` are the operations paid so far with their lots; `now` is the server's own clock."""

    env: Environment = Environment.SANDBOX
    now: int = START_TIME
    born: int = START_TIME - YEAR
    device: str = ""
    lots: dict[str, Lot] = field(default_factory=dict)
    counted: dict[tuple[str, EntryKind], Entry] = field(default_factory=dict)
    acked: Link = START
    hashes: dict[int, str] = field(default_factory=lambda: {0: START.head})
    rebase: bytes | None = None
    rseq: int = 0
    forks: int = 0
    pool: int = 0
    debt: int = 0
    status: DeviceStatus = DeviceStatus.OK
    lease: int = LEASE
    signer: PrivateKey = field(default_factory=lambda: key_number(9))
    keyset_version: int = 1
    prices_version: int = 1
    revoked: dict[int, int] = field(default_factory=dict)

    @property
    def root(self) -> str:
        root = Root(1, self.env, tuple(key.public for key in ROOT_KEYS), self.born, START_TIME + 20 * YEAR)
        return seal(DocumentType.ROOT, root.payload(), ROOT_KEYS).text

    @property
    def keyset(self) -> str:
        """Keys 9 and 8; those in `revoked` are so since the time given."""
        uses = frozenset({KeyUse.RECEIPT.value, KeyUse.PRICES.value})
        span = (START_TIME - YEAR, START_TIME + 20 * YEAR)
        keys = tuple(OnlineKey(key_number(n).public, uses, *span, self.revoked.get(n)) for n in (9, 8))
        keyset = Keyset(self.env, self.keyset_version, START_TIME - YEAR + self.keyset_version, span[1], keys)
        return seal(DocumentType.KEYSET, keyset.payload(), ROOT_KEYS[:2]).text

    def prices(self, version: int = 1) -> str:
        """The default price list as another version."""
        content = json.loads(default_prices_file().read_text("utf-8"))
        payload = content | {"v": 1, "env": self.env.value, "issued_at": START_TIME, "version": version}
        return documents.sign(DocumentType.PRICES, payload, self.signer)

    def grant(
        self,
        g: str,
        credits_: int,
        kind: LotKind = LotKind.PACK,
        *,
        eff: int = 0,
        exp: int | None = None,
    ) -> None:
        """Set credits of a lot aside for the device."""
        lot = self.lots.get(g) or Lot(g, kind, PRIORITIES[kind], eff, exp, 0, 0, 0)
        self.lots[g] = replace(lot, allot=lot.allot + credits_)

    def recall(self, g: str, credits_: int) -> None:
        self.lots[g] = replace(self.lots[g], recall=credits_)

    def sync(self, token: str, *, fresh: bool = True) -> str:
        """Count what is in the request, and sign the totals."""
        request = read_sync_request(documents.read(token, DocumentType.SYNC, lambda _: key_number(5).public))
        entries = [read_entry(body) for body in request.entries]
        forked = self._follow(request, entries) or (fresh and request.head.seq < self.acked.seq)
        for entry in entries:
            self._count(entry)
        if forked:
            self._begin_epoch()
        return self.sign(self.receipt(request.nonce))

    def receipt(self, nonce: str) -> Receipt:
        self.rseq += 1
        return Receipt(
            iss="model",
            env=self.env,
            aud=self.device,
            acc="account",
            rseq=self.rseq,
            acked=self.acked,
            nonce=nonce,
            srv_time=self.now,
            lots=tuple(self.lots.values()),
            lease_until=self.now + self.lease,
            pool_hint=self.pool,
            debt=self.debt,
            status=self.status,
            prices_ver=self.prices_version,
            keyset_ver=self.keyset_version,
            rebase=self.rebase,
        )

    def sign(self, receipt: Receipt) -> str:
        return documents.sign(DocumentType.RECEIPT, receipt.payload(), self.signer)

    def _follow(self, request: SyncRequest, entries: list[Entry]) -> bool:
        """Take the entries over; True for a fork, after which none of them was."""
        if request.epoch != self.acked.epoch or self.hashes.get(request.base.seq) != request.base.head:
            return True
        for entry, body in zip(entries, request.entries, strict=True):
            known = self.hashes.get(entry.seq)
            if known is not None and known != entry_hash(body):
                return True
            if known is None:
                self.hashes[entry.seq] = entry_hash(body)
                self.acked = Link(entry.seq, entry_hash(body), entry.epoch)
        return False

    def _count(self, entry: Entry) -> None:
        if (entry.op, entry.kind) in self.counted:
            return
        self.counted[entry.op, entry.kind] = entry
        for g, amount in entry.lots.items():
            lot = self.lots[g]
            taken = min(amount, lot.bucket)
            if entry.kind is EntryKind.COMMIT:
                self.lots[g] = replace(lot, cons=lot.cons + taken)
                self.debt += amount - taken
            elif entry.kind is EntryKind.RETURN:
                recall = max(0, lot.recall - taken)
                self.lots[g] = replace(lot, ret=lot.ret + taken, recall=recall)
            elif entry.kind is EntryKind.REVERSAL:
                self.lots[g] = replace(lot, allot=lot.allot + amount)

    def _begin_epoch(self) -> None:
        self.forks += 1
        epoch = self.acked.epoch + 1
        entry = Entry(self.acked.seq + 1, self.acked.head, epoch, EntryKind.REBASE, f"rebase/{epoch}", self.now)
        self.rebase = entry.body()
        self.acked = Link(entry.seq, entry_hash(self.rebase), epoch)
        self.hashes = {entry.seq: self.acked.head}
