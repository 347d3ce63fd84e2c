"""Where the wallet stands: the receipt in force and everything that happened since, kept in step with the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlite_utils import Database

from infrasketch_desktop.credits.chain import Entry, EntryKind, Link, verify_chain
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.holdings import Holdings, Tally
from infrasketch_desktop.credits.prices import PriceList, default_prices, read_prices
from infrasketch_desktop.credits.receipts import Environment, Receipt, read_receipt
from infrasketch_desktop.credits.trust import Trust
from infrasketch_desktop.wallet import ledger, operations
from infrasketch_desktop.wallet.clock import Timeline
from infrasketch_desktop.wallet.meta import Facts, read_facts
from infrasketch_desktop.wallet.states import ReadOnlyReason
from infrasketch_desktop.wallet.trusting import restore_trust


@dataclass(slots=True)
class Standing:
    """What the file says, read and checked once; `advance` keeps it in step with what this wallet writes.

    `head` is the last sound entry; `tally` has the entries after the receipt; `reserves` are the open reservations by
    operation; `fault` is why the wallet is not trusted, None when it is.
    """

    facts: Facts
    trust: Trust | None
    receipt: Receipt | None
    prices: PriceList
    fault: ReadOnlyReason | None
    head: Link
    tally: Tally = field(default_factory=Tally)
    reserves: dict[str, Entry] = field(default_factory=dict)
    latest_entry: int = 0

    @property
    def timeline(self) -> Timeline:
        server_time = 0 if self.receipt is None else self.receipt.srv_time
        return Timeline(server_time, self.latest_entry, (self.facts.ahead or 0))

    def holdings(self) -> Holdings:
        lots = () if self.receipt is None else self.receipt.lots
        lease = 0 if self.receipt is None else self.receipt.lease_until
        return self.tally.holdings(lots, lease, self.reserves.values())

    def total(self) -> int:
        """All credits of the account, as far as this device knows."""
        holdings = self.holdings()
        pool = 0 if self.receipt is None else self.receipt.pool_hint
        return sum(holdings.remaining.values()) + holdings.reserved + pool + self.tally.awaited

    def advance(self, entries: list[Entry], head: Link) -> None:
        """Entries were written to the file after `head`."""
        for entry in entries:
            self._add(entry)
            if entry.kind is EntryKind.RESERVE:
                self.reserves[entry.op] = entry
            elif entry.kind in (EntryKind.COMMIT, EntryKind.RELEASE):
                self.reserves.pop(entry.op, None)
        self.head = head

    def catch_up(self, db: Database) -> None:
        """Read what other programs wrote. Raises sqlite3.Error."""
        self._fold(db)
        self._read_reserves(db)

    def _add(self, entry: Entry) -> None:
        self.tally.add(entry)
        self.latest_entry = max(self.latest_entry, entry.at)

    def _fold(self, db: Database) -> None:
        """Follow the chain as far as it is sound."""
        bodies = ledger.bodies_after(db, self.head)
        try:
            head = verify_chain(bodies, self.head)
            entries = [ledger.read_quickly(body) for body in bodies]
        except (DocumentError, ValueError, KeyError, TypeError, AttributeError):
            self._fold_sound_part(bodies)
            return
        if bodies and ledger.last(db, self.head.epoch) != head:  # nothing follows whose `prev` could vouch for it
            self._fold_sound_part(bodies[:-1])
            return
        for entry in entries:
            self._add(entry)
        self.head = head

    def _fold_sound_part(self, bodies: list[bytes]) -> None:
        self.fault = self.fault or ReadOnlyReason.CHANGED
        for body in bodies:
            try:
                head = verify_chain([body], self.head)
                entry = ledger.read_quickly(body)
            except (DocumentError, ValueError, KeyError, TypeError, AttributeError):
                return
            self._add(entry)
            self.head = head

    def _read_reserves(self, db: Database) -> None:
        try:
            self.reserves = {entry.op: entry for entry in operations.open_reserves(db)}
        except DocumentError:
            self.reserves = {}
            self.fault = self.fault or ReadOnlyReason.CHANGED


def load(db: Database, shipped_root: str | None, env: Environment, known: Standing | None = None) -> Standing:
    """Read everything anew. `shipped_root` is the root that came with the program, None when there is none.

    What the `known` standing of this wallet has verified of roots and key list is not verified again.

    Raises:
        sqlite3.Error: the file cannot be read.
    """
    facts = read_facts(db)
    trust = _trust(facts, known) or restore_trust(facts, shipped_root, env)
    receipt, fault = _receipt(facts, trust)
    base = facts.base if receipt is None else receipt.acked
    standing = Standing(facts, trust, receipt, _prices(facts, trust), fault, base)
    standing.catch_up(db)
    return standing


def brought_up_to_date(db: Database, standing: Standing, shipped_root: str | None, env: Environment) -> Standing:
    """The standing after another program wrote: new entries are added; anything else is read anew.

    Raises:
        sqlite3.Error: the file cannot be read.
    """
    if read_facts(db) != standing.facts or standing.fault is not None:
        return load(db, shipped_root, env, standing)
    standing.catch_up(db)
    return standing


def _trust(facts: Facts, known: Standing | None) -> Trust | None:
    """The trust that is known already, while what it was made from is the same."""
    if known is None or (facts.roots, facts.keyset) != (known.facts.roots, known.facts.keyset):
        return None
    return known.trust


def _receipt(facts: Facts, trust: Trust | None) -> tuple[Receipt | None, ReadOnlyReason | None]:
    if facts.receipt is None:
        return None, ReadOnlyReason.SIGNER_REVOKED if facts.rseq is not None else None
    if trust is None:
        return None, ReadOnlyReason.RECEIPT
    try:
        payload = trust.read_held(facts.receipt, DocumentType.RECEIPT, (facts.accepted_at or 0))
        receipt = read_receipt(payload)
    except DocumentError as error:
        lost = error.reason in (Reason.KEY_REVOKED, Reason.UNKNOWN_KEY)
        return None, ReadOnlyReason.SIGNER_REVOKED if lost else ReadOnlyReason.RECEIPT
    if receipt.aud != facts.device or receipt.rseq < (facts.rseq or 0):
        return None, ReadOnlyReason.RECEIPT
    return receipt, None


def _prices(facts: Facts, trust: Trust | None) -> PriceList:
    """The signed list held, else the one that came with the program: a price is never a reason not to start."""
    if facts.prices is None or trust is None:
        return default_prices()
    try:
        return read_prices(trust.read_held(facts.prices, DocumentType.PRICES, (facts.prices_at or 0)))
    except DocumentError:
        return default_prices()
