"""The wallet of this device: balance, quotes, and the two phases of every payment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from infrasketch_desktop.credits.chain import EntryKind
from infrasketch_desktop.credits.prices import PriceList
from infrasketch_desktop.credits.quotes import Quote, Wanted, quote
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.wallet import history, ledger, operations, overview, spending
from infrasketch_desktop.wallet.anchor import Anchor
from infrasketch_desktop.wallet.balances import Balance, Movement
from infrasketch_desktop.wallet.errors import WalletError, prices_changed
from infrasketch_desktop.wallet.faults import explained, explained_folder
from infrasketch_desktop.wallet.operations import Operation, Parcel
from infrasketch_desktop.wallet.presence import Presence
from infrasketch_desktop.wallet.remembering import compare, remembered
from infrasketch_desktop.wallet.spending import Reservation, Writing
from infrasketch_desktop.wallet.standing import Standing, brought_up_to_date, load
from infrasketch_desktop.wallet.states import ReadOnlyReason, WalletState
from infrasketch_desktop.wallet.store import copy_aside, transaction
from infrasketch_desktop.wallet.verification import Finding, findings


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the wallet takes from outside. `shipped_root` is the root that came with the program, None without one."""

    environment: Environment
    anchor: Anchor
    now: Callable[[], int]
    random_bytes: Callable[[int], bytes]
    shipped_root: str | None = None


class Wallet:
    """The credits of this device. Every method may raise StoreError; calls may come from any thread.

    Balance and spending need no network and no keyring after the first look at the anchor. `close` it, or use it as a
    context.
    """

    def __init__(self, file: Path, db: Database, presence: Presence, around: Surroundings) -> None:
        self.file = file
        self._db = db
        self._presence = presence
        self.around = around
        self.abandoned: set[str] = set()
        """Operations of this wallet that could not be given up, for example because the disk was full."""
        self._lock = threading.RLock()
        self._standing: Standing | None = None
        self._last: Standing | None = None
        self._seen_version = -1
        self._anchored = False
        self._anchor_fault: ReadOnlyReason | None = None

    # What there is

    @property
    def prices(self) -> PriceList:
        """The last signed price list, or the one that came with the program."""
        with self.looking() as standing:
            return standing.prices

    @property
    def state(self) -> WalletState:
        with self.looking() as standing:
            return overview.state(standing, self._anchor_fault, self.around.now())

    @property
    def device(self) -> str | None:
        """The id of this device, None before it is enrolled."""
        with self.looking() as standing:
            return standing.facts.device

    @property
    def account(self) -> str | None:
        with self.looking() as standing:
            return standing.facts.account

    def balance(self) -> Balance:
        with self.looking() as standing:
            return overview.balance(standing, self._anchor_fault, self.around.now())

    def history(self, limit: int = 50, before: int | None = None) -> list[Movement]:
        """Newest first; `before` is the `number` of the last movement of the page before."""
        with self.looking():
            return history.page(self._db, limit, before)

    def verify(self) -> list[Finding]:
        """Everything that does not add up, in plain words; empty when all does. Reads the whole ledger."""
        self.check_anchor()
        with self.looking() as standing:
            return findings(self._db, standing, self._anchor_fault)

    # Spending

    def quote(self, wanted: Sequence[Wanted], tier: str | None = None) -> Quote:
        """What the work costs by the prices held. Raises PriceError for what the list does not name."""
        return quote(self.prices, wanted, tier)

    def reserve(self, op: str, asked: Quote, parcels: Sequence[Parcel] = ()) -> Reservation:
        """Hold the credits of a quote for the operation `op`, at most 80 characters, unique in the world.

        Reserving the same operation twice is one reservation. Use `delivery.deliver` for work that makes files.

        Raises:
            NotEnoughCreditsError, LeaseOverError, ReadOnlyError, LimitedError: nothing was held.
            PricesChangedError: show the new quote first.
            OperationError: the operation has ended before.
        """
        self.check_anchor()
        with explained_folder():
            self._presence.claim()
        with self.writing() as writing:
            state = overview.state(writing.standing, self._anchor_fault, self.around.now())
            if not state.may_spend:
                raise overview.refusal(state, asked.total)
            if asked.version != writing.standing.prices.version:
                raise prices_changed()
            return spending.reserve(writing, op, asked, self._presence.owner, parcels)

    def commit(self, op: str, actual: int, sha: str, made: Sequence[Parcel] = ()) -> int:
        """Pay `actual` credits, at most what is held; `sha` is the SHA-256 of what was made, in hexadecimal.

        Returns what was paid; the same call again changes nothing.

        Raises:
            OperationError: nothing is held for `op`, or less than `actual`.
        """
        with self.writing() as writing:
            return spending.commit(writing, op, actual, sha, made=made, title=self._title(writing, op))

    def release(self, op: str) -> bool:
        """Give up what is held for `op`: the work failed, was cancelled or refused.

        Returns False when it has been paid, and so is not given up.
        """
        with self.writing() as writing:
            return spending.release(writing, op)

    def reverse(self, op: str) -> int:
        """Undo the payment of work that was never delivered; returns what comes back.

        Raises:
            OperationError: it was never paid.
        """
        with self.writing() as writing:
            return spending.reverse(writing, op, self._title(writing, op))

    def finish(self, op: str, parcels: Sequence[Parcel]) -> int:
        """What became of the files of `op`, which was paid: those that are lost are not charged; returns the charge."""
        with self.writing() as writing:
            return spending.finish(writing, op, parcels, self._title(writing, op))

    def parcels(self, op: str) -> list[Parcel]:
        """The files of an operation, as far as they are known."""
        with self.looking():
            return operations.parcels(self._db, op)

    def unfinished(self) -> list[Operation]:
        """Operations that nobody works on any more."""
        with self.looking():
            known = operations.unfinished(self._db)
            return [one for one in known if one.op in self.abandoned or not self._presence.is_alive(one.owner)]

    # The anchor

    def check_anchor(self) -> None:
        """Compare the file with what is remembered outside of it: once, before anything is spent or sent."""
        if self._anchored:
            return
        anchored = self.around.anchor.read()
        with self.looking() as standing:
            self._anchor_fault = compare(self._db, standing, anchored)
            self._anchored = True

    def remember(self) -> None:
        """Put the newest place of the ledger into the anchor; it may lag and never leads. Never fails."""
        with self.looking() as standing:
            is_sound = self._anchor_fault is None and standing.fault is None and standing.facts.device is not None
            newest = remembered(standing) if is_sound else None
        if newest is not None:  # outside of the lock, since a keyring may take its time
            self.around.anchor.write(newest)

    # For the other parts of the wallet

    @contextmanager
    def looking(self) -> Iterator[Standing]:
        """The standing as of now, while nobody else of this program writes."""
        with self._lock, explained():
            yield self._current()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction; what it wrote counts once it is on the disk."""
        with self._lock, explained():
            try:
                with transaction(self._db):
                    standing = self._current()
                    now = standing.timeline.now(self.around.now())
                    writing = Writing(self._db, standing, now, standing.head)
                    yield writing
                standing.advance(writing.entries, writing.head)
            except WalletError:
                raise
            except BaseException:
                self._standing = None  # what is on the disk now is read again
                raise

    @contextmanager
    def replacing(self) -> Iterator[Writing]:
        """One transaction that puts the ledger on a new footing, with the consent of the server."""
        with self._lock, explained():
            try:
                with transaction(self._db):
                    standing = self._current()
                    yield Writing(self._db, standing, standing.timeline.now(self.around.now()), standing.head)
            finally:
                self._standing = None

    def believe(self) -> None:
        """The server has confirmed the file: from now on it counts, whatever the anchor says, which follows."""
        self._anchor_fault = None
        self._anchored = True
        self.remember()

    def copy_aside(self) -> Path:
        """Copy the file as it is; returns the copy. Raises StoreError."""
        with self._lock, explained():
            return copy_aside(self._db, self.file)

    def close(self) -> None:
        """Release the file. What is under way is settled when the wallet is opened again."""
        with self._lock:
            self._presence.release()
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _current(self) -> Standing:
        (version,) = self._db.execute("pragma data_version").fetchone()
        standing = self._standing
        if standing is None:
            standing = load(self._db, self.around.shipped_root, self.around.environment, self._last)
        elif version != self._seen_version:
            standing = brought_up_to_date(self._db, standing, self.around.shipped_root, self.around.environment)
        self._standing = self._last = standing
        self._seen_version = version
        return standing

    def _title(self, writing: Writing, op: str) -> str:
        entry = writing.standing.reserves.get(op) or ledger.find(self._db, op, EntryKind.COMMIT)
        return overview.title(writing.standing.prices, entry.item if entry is not None else None)
