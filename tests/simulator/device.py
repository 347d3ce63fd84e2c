"""A device of a history: the real wallet, with everything that can happen to the computer it lies on."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.lots import Lot
from infrasketch_desktop.credits.quotes import Wanted
from infrasketch_desktop.credits.trust import Trust
from infrasketch_desktop.wallet import sync
from infrasketch_desktop.wallet.anchor import Anchored
from infrasketch_desktop.wallet.errors import WalletError
from infrasketch_desktop.wallet.meta import write_facts
from infrasketch_desktop.wallet.opening import open_wallet
from infrasketch_desktop.wallet.trusting import write_trust
from infrasketch_desktop.wallet.wallet import Wallet
from tests.support.anchors import MemoryAnchor
from tests.support.vendor import SANDBOX

WORK = (Wanted("export.png"), Wanted("export.png", 2), Wanted("export.pdf"), Wanted("code.node"))


@dataclass(slots=True)
class SimulatedDevice:
    """One computer. `paid` is what its user got for credits, by operation: the truth that the books have to match."""

    folder: Path
    account: str
    key: PrivateKey
    clock: Callable[[], int]
    random: Random
    trust: Trust
    paid: dict[str, int] = field(default_factory=dict)
    anchor: MemoryAnchor = field(default_factory=MemoryAnchor)
    tampered: bool = False
    wallet: Wallet = field(init=False)
    _backup: Path | None = None
    _backed_up: Anchored | None = None

    def __post_init__(self) -> None:
        self._open()
        if self.wallet.device is None:
            self._enrol()

    @property
    def id(self) -> str:
        return self.key.public.kid

    def work(self, op: str) -> None:
        """Something is wanted that costs credits: it is done, done in part, given up, or cut short by a crash."""
        try:
            asked = self.wallet.quote([self.random.choice(WORK)])
            held = self.wallet.reserve(op, asked).total
        except WalletError:
            return
        luck = self.random.random()
        if luck < 0.75:
            actual = self.random.randint(1, held) if luck < 0.2 else held
            self.paid[op] = self.wallet.commit(op, actual, hashlib.sha256(op.encode()).hexdigest())
        elif luck < 0.85:
            self.wallet.release(op)
        elif luck < 0.9:
            self.paid[op] = self.wallet.commit(op, held, hashlib.sha256(op.encode()).hexdigest())
            self.wallet.reverse(op)
            del self.paid[op]
        elif luck < 0.95:
            self.crash()

    def request(self, challenge: str | None, want: int) -> str:
        return sync.build_request(self.wallet, self.key, challenge, want)

    def accept(self, token: str) -> None:
        """Take a receipt, or refuse it. One that was taken is about this ledger, and the ledger is whole."""
        try:
            accepted = sync.accept(self.wallet, token)
        except WalletError:
            return
        findings = self.wallet.verify() if accepted.is_new else []
        assert not findings, f"C1: {findings}"

    def crash(self) -> None:
        """The program dies and is started again."""
        self.wallet.close()
        self._open()

    def back_up(self) -> None:
        self._backup = self.folder.with_name(self.folder.name + "-backup")
        self._backed_up = self.anchor.anchored
        self._copy_to(self._backup)

    def restore(self) -> None:
        """The database is put back to how it was, and now and then what the anchor remembers too."""
        if self._backup is not None:
            self.tampered = True
            if self.random.random() < 0.5:
                self.anchor.anchored = self._backed_up
            self.wallet.close()
            shutil.rmtree(self.folder)
            shutil.copytree(self._backup, self.folder)
            self._open()

    def clone(self, folder: Path) -> SimulatedDevice:
        """Another computer with a copy of everything, keys and anchor too."""
        self.tampered = True
        self._copy_to(folder)
        twin = SimulatedDevice(
            folder,
            self.account,
            self.key,
            self.clock,
            self.random,
            self.trust,
            anchor=MemoryAnchor(self.anchor.anchored),
        )
        twin.tampered = True
        return twin

    def last_lots(self) -> tuple[Lot, ...]:
        """The lots of the receipt in force."""
        with self.wallet.looking() as standing:
            return () if standing.receipt is None else standing.receipt.lots

    def _enrol(self) -> None:
        with self.wallet.replacing() as writing:
            write_facts(writing.db, device=self.id, account=self.account)
            write_trust(writing.db, self.trust)

    def _copy_to(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("*.lock"))

    def _open(self) -> None:
        self.wallet = open_wallet(
            self.folder,
            environment=SANDBOX,
            anchor=self.anchor,
            now=self.clock,
            random_bytes=self.random.randbytes,
            shipped_root=self.trust.roots[0].text,
        ).wallet
