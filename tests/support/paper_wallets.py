"""A wallet on paper: the ledger of one device, kept as the protocol says and no better, over the real service."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.chain import START as CHAIN_START
from infrasketch_desktop.credits.chain import Entry, EntryKind, Link, entry_hash, read_entry
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.prices import default_prices
from infrasketch_desktop.credits.receipts import Environment, Receipt, read_receipt
from infrasketch_desktop.credits.sync_request import SyncRequest
from licensing_server.database import Database
from licensing_server.models.accounts import Account, Device
from licensing_server.wallets import service
from licensing_server.wallets.standing import Terms

SERVER_KEY = PrivateKey(b"server" + bytes(26))
TERMS = Terms("http://testserver", Environment.SANDBOX, default_prices().policy, 7, 3)


@dataclass(slots=True)
class PaperServer:
    """The real service over a real database, one transaction for each request."""

    database: Database
    now: int
    secrets: Iterator[int] = field(default_factory=itertools.count)

    def enrol(self, account: str, key: PrivateKey) -> None:
        """Make a device known, and its account when it is new."""
        kid = key.public.kid
        with self.database.transaction() as session:
            if session.get(Account, account) is None:
                session.add(Account(id=account, created_at=self.now))
                session.flush()
            session.add(
                Device(
                    id=kid,
                    account_id=account,
                    public_key=key.public.text,
                    name="Laptop",
                    platform="linux",
                    enrolled_at=self.now,
                    seen_at=self.now,
                )
            )

    def hello(self, device: str) -> str:
        with self.database.transaction() as session:
            return service.hello(session, device, self.now, lambda: f"secret{next(self.secrets)}")[0]

    def sync(self, token: str) -> str:
        with self.database.transaction() as session:
            return service.sync(session, token, now=self.now, terms=TERMS, sign=sign).token


def sign(kind: DocumentType, payload: Mapping[str, object]) -> str:
    return documents.sign(kind, payload, SERVER_KEY)


@dataclass(slots=True)
class PaperWallet:
    """What an honest device keeps. `entries` are those that the last receipt does not confirm."""

    server: PaperServer
    account: str
    number: int = 1
    base: Link = CHAIN_START
    entries: list[bytes] = field(default_factory=list)
    receipt: Receipt | None = None
    sent: dict[str, Link] = field(default_factory=dict)
    nonces: Iterator[int] = field(default_factory=itertools.count)

    @property
    def key(self) -> PrivateKey:
        return PrivateKey(self.number.to_bytes(32, "big"))

    @property
    def device(self) -> str:
        return self.key.public.kid

    @property
    def head(self) -> Link:
        if not self.entries:
            return self.base
        last = read_entry(self.entries[-1])
        return Link(last.seq, entry_hash(self.entries[-1]), last.epoch)

    def remaining(self) -> dict[str, int]:
        """What may be spent here, by lot."""
        left = Counter({lot.g: lot.bucket for lot in self.receipt.lots} if self.receipt else {})
        committed: dict[str, Mapping[str, int]] = {}
        for body in self.entries:
            entry = read_entry(body)
            if entry.kind in {EntryKind.COMMIT, EntryKind.RETURN}:
                left.subtract(entry.lots)
                committed[entry.op] = entry.lots
            elif entry.kind is EntryKind.REVERSAL and entry.op in committed:
                left.update(committed[entry.op])
        return {lot: amount for lot, amount in left.items() if amount > 0}

    def append(self, kind: EntryKind, op: str, lots: Mapping[str, int]) -> None:
        head = self.head
        entry = Entry(head.seq + 1, head.head, head.epoch, kind, op, self.server.now, lots, "export.png")
        self.entries.append(entry.body())

    def spend(self, op: str, amount: int) -> bool:
        """Reserve and commit; False when there is too little."""
        lots: dict[str, int] = {}
        for lot, there in self.remaining().items():
            part = min(there, amount - sum(lots.values()))
            lots |= {lot: part} if part else {}
        if sum(lots.values()) < amount:
            return False
        self.append(EntryKind.RESERVE, op, lots)
        self.append(EntryKind.COMMIT, op, lots)
        return True

    def request(self, *, want: int = 100, file: bool = False, account: str | None = None) -> str:
        nonce = f"nonce{self.number}-{next(self.nonces)}"
        self.sent[nonce] = self.head
        request = SyncRequest(
            self.device,
            account or self.account,
            None if file else self.server.hello(self.device),
            self.base,
            tuple(self.entries),
            self.head,
            want,
            self.receipt.rseq if self.receipt else 0,
            nonce,
        )
        return documents.sign(DocumentType.SYNC, request.payload(), self.key)

    def accept(self, token: str) -> bool:
        """Take a receipt, unless it is old or not about this ledger."""
        payload = documents.read(token, DocumentType.RECEIPT, lambda _kid: SERVER_KEY.public)
        receipt = read_receipt(payload)
        if receipt.nonce not in self.sent or (self.receipt and receipt.rseq <= self.receipt.rseq):
            return False
        if receipt.epoch > self.base.epoch:
            if receipt.rebase is None or entry_hash(receipt.rebase) != receipt.acked.head:
                return False
            self._rebase(receipt)
        else:
            links = {self.base.seq: self.base.head}
            links |= {read_entry(body).seq: entry_hash(body) for body in self.entries}
            if links.get(receipt.acked.seq) != receipt.acked.head:
                return False
            self.entries = [body for body in self.entries if read_entry(body).seq > receipt.acked.seq]
            self.base = receipt.acked
        self.receipt = receipt
        return True

    def sync(self, *, want: int = 100, file: bool = False) -> Receipt:
        """Meet the server; returns the receipt that was accepted."""
        assert self.accept(self.server.sync(self.request(want=want, file=file)))
        assert self.receipt is not None
        return self.receipt

    def _rebase(self, receipt: Receipt) -> None:
        """Begin the epoch, and append again what the server had not been sent."""
        sent = self.sent[receipt.nonce].seq
        later = [entry for body in self.entries if (entry := read_entry(body)).seq > sent]
        self.base, self.entries = receipt.acked, []
        for entry in later:
            self.append(entry.kind, entry.op, entry.lots)
