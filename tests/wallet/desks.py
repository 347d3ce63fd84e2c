"""A wallet in a folder of a test, with the model server, a clock and random bytes that the test can foresee."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from infrasketch_desktop.credits.prices import default_prices
from infrasketch_desktop.credits.quotes import Quote, Wanted, quote
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.wallet.anchor import Anchor
from infrasketch_desktop.wallet.delivery import Work
from infrasketch_desktop.wallet.learning import begin_trust, learn_keys
from infrasketch_desktop.wallet.meta import write_facts
from infrasketch_desktop.wallet.opening import OpenedWallet, open_wallet
from infrasketch_desktop.wallet.sync import Accepted, accept, build_request
from infrasketch_desktop.wallet.wallet import Wallet
from tests.support.anchors import MemoryAnchor
from tests.wallet.model_server import START_TIME, ModelServer, key_number

DEVICE_KEY = key_number(5)
PNG = "export.png"
SHA = "ab" * 32


@dataclass
class Desk:
    """One computer: the folder of its wallet, its clock, its anchor; `open` as often as needed."""

    folder: Path
    clock: int = START_TIME
    anchor: Anchor = field(default_factory=MemoryAnchor)
    server: ModelServer = field(default_factory=ModelServer)
    random: Random = field(default_factory=lambda: Random(7))
    shipped_root: str | None = None

    @property
    def file(self) -> Path:
        return self.folder / "wallet.db"

    def opened(self) -> OpenedWallet:
        return open_wallet(
            self.folder,
            environment=Environment.SANDBOX,
            anchor=self.anchor,
            now=lambda: self.clock,
            random_bytes=self.random.randbytes,
            shipped_root=self.shipped_root,
        )

    def open(self) -> Wallet:
        """A wallet that is enrolled and knows the keys."""
        wallet = self.opened().wallet
        if wallet.device is None:
            self.enrol(wallet)
        return wallet

    def enrol(self, wallet: Wallet) -> None:
        begin_trust(wallet, self.server.root)
        learn_keys(wallet, (), self.server.keyset)
        self.server.device = DEVICE_KEY.public.kid
        with wallet.replacing() as writing:
            write_facts(writing.db, device=DEVICE_KEY.public.kid, account="account")

    def sync(self, wallet: Wallet) -> Accepted:
        """One round trip that succeeds."""
        self.server.now = max(self.server.now, min(self.clock, self.server.now + 1))
        return accept(wallet, self.server.sync(build_request(wallet, DEVICE_KEY, "1.x")))

    def stocked(self, credits_: int = 10) -> Wallet:
        """An enrolled wallet with credits that have just arrived."""
        wallet = self.open()
        self.server.grant("g1", credits_)
        self.sync(wallet)
        return wallet


def price(credits_: int) -> Quote:
    """A quote for that many credits by the default prices."""
    return quote(default_prices(), [Wanted(PNG, credits_)])


def writes(content: bytes) -> Callable[[Path], None]:
    """A maker that writes `content`."""
    return lambda path: path.write_bytes(content) and None


def picture(target: Path, content: bytes = b"picture") -> Work:
    return Work(target, writes(content), PNG)
