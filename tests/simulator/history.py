"""One history: what happens, in which order, decided by one seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from random import Random

from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.prices import Package
from infrasketch_desktop.credits.receipts import Receipt
from licensing_server.gateway import Event
from tests.simulator import checks
from tests.simulator.device import SimulatedDevice
from tests.simulator.network import Delivery, Network
from tests.simulator.server import PACKAGE_SIZES, SimulatedServer, everlasting_trust
from tests.simulator.shop import SimulatedShop
from tests.support.licensing import Clock

STEPS = 60
MOST_DEVICES = 3
MOST_CLONES = 2
MOST_MERGERS = 2
MEETINGS = 3
"""Syncs of each device until nothing changes: it reports, returns what is recalled, sees what others returned."""


class Manner(Enum):
    """What may happen. HONEST: a bad network and crashes; LATE: months without a sync, lost devices; HOSTILE: backups
    that are put back, and clones.
    """

    HONEST = 0
    LATE = 1
    HOSTILE = 2


@dataclass(slots=True)
class History:
    """Everything there is in one history."""

    seed: int
    manner: Manner
    folder: Path
    server: SimulatedServer
    random: Random
    clock: Clock
    shop: SimulatedShop
    network: Network
    account: str
    devices: list[SimulatedDevice] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    issued: list[Receipt] = field(default_factory=list)
    sticks: list[tuple[SimulatedDevice, Delivery]] = field(default_factory=list)
    taken_back: bool = False
    operations: int = 0
    mergers: int = 0

    @property
    def tampered(self) -> bool:
        return any(device.tampered for device in self.devices)

    def paid(self) -> dict[str, int]:
        """What users got for credits, by operation, over all devices."""
        return {op: amount for device in self.devices for op, amount in device.paid.items()}

    def step(self) -> None:
        """Something happens."""
        device, luck = self.random.choice(self.devices), self.random.random()
        self.clock.forward(seconds=self.random.randint(1, 600))
        if luck < 0.12:
            self._news(self.shop.sell(self.account, self._package(), self.clock()))
        elif luck < 0.42:
            self.operations += 1
            device.work(f"{self.seed}-{self.operations}")
        elif luck < 0.60:
            self._begin_sync(device)
        elif luck < 0.86:
            self.network.carry_one()
            self.network.carry_one()
        else:
            self._rarity(device, luck)

    def _rarity(self, device: SimulatedDevice, luck: float) -> None:
        """Something that happens now and then, by `luck` between 0.86 and 1."""
        if luck < 0.88:
            device.crash()
        elif luck < 0.90:
            self._news(self.shop.refund_some(self.clock()))
        elif luck < 0.91:
            self._news(self.shop.dispute_some(self.clock()))
        elif luck < 0.92:
            device.back_up()
        elif luck < 0.925:
            self._sign_in()
        elif luck < 0.965:
            self._carry_stick()
        else:
            self._misfortune(device)

    def meet(self) -> None:
        """Most devices meet the server once, and are backed up, before anything happens."""
        for device in self.devices:
            if self.random.random() < 0.8:
                self._begin_sync(device, by_file=False)
                self.network.carry_all()
                device.back_up()

    def come_to_rest(self) -> None:
        """The network heals, everybody meets the server until nothing changes, and late news has arrived."""
        self.network.carry_all()
        for event in self.events:
            self.server.hear(event)
        for device in self.devices:
            device.crash()
        for _ in range(MEETINGS):
            for device in self.devices:
                self._begin_sync(device, by_file=False)
                self.network.carry_all()

    def _sign_in(self) -> None:
        """Payments, requests and files that are on their way still name the account that is no more."""
        if self.mergers < MOST_MERGERS:
            self.mergers += 1
            self.account = self.server.sign_in(self.account)

    def _misfortune(self, device: SimulatedDevice) -> None:
        if self.manner is Manner.LATE:
            self.taken_back = True
            if self.random.random() < 0.5:
                self.clock.forward(days=self.random.choice([36, 100]))
            else:
                self.server.take_back(self.account, device.id)
        elif self.manner is Manner.HOSTILE and self.random.random() < 0.8:
            device.restore()
            if self.random.random() < 0.6:  # no network either: the answer to an older request comes by stick
                self._carry_stick(device)
                self.network.carry_last()
        elif self.manner is Manner.HOSTILE and len(self.devices) < MOST_DEVICES + MOST_CLONES:
            self.devices.append(device.clone(self.folder / f"clone-{len(self.devices)}"))

    def _begin_sync(self, device: SimulatedDevice, *, by_file: bool | None = None) -> None:
        """The device asks for a challenge at once; its request and the answer travel."""
        if by_file is None:
            by_file = self.random.random() < (0.4 if self.manner is Manner.HOSTILE else 0.1)
        request = device.request(None if by_file else self.server.hello(device.id), self.random.choice([5, 20, 60]))
        if by_file and self.random.random() < 0.5:
            device.back_up()
        if by_file:
            self.sticks.append((device, lambda: self._answer(device, request)))
        else:
            self.network.send(lambda: self._answer(device, request))

    def _answer(self, device: SimulatedDevice, request: str) -> None:
        answer = self.server.sync(request)
        if answer is not None:
            token, receipt = answer
            self.issued.append(receipt)
            self.network.send(lambda: device.accept(token))

    def _carry_stick(self, device: SimulatedDevice | None = None) -> None:
        """A request on a memory stick reaches the server, which is ages later than anything sent by wire."""
        carried = [delivery for owner, delivery in self.sticks if device in (None, owner)]
        if carried:
            self.random.choice(carried)()

    def _news(self, events: list[Event]) -> None:
        self.events += events
        for event in events:
            for _ in range(self.random.choice([1, 1, 2])):
                self.network.send(lambda event=event: self.server.hear(event))  # type: ignore[misc]

    def _package(self) -> Package:
        return self.random.choice(self.server.parts.book.prices.packages[: len(PACKAGE_SIZES)])


def begin(seed: int, server: SimulatedServer, folder: Path) -> History:
    """The history of `seed`, before its first step."""
    random, clock = Random(seed), Clock()
    shop = SimulatedShop(random, str(seed))
    mine = server.for_history(clock, shop)
    account = mine.open_account()
    manner = Manner(seed % len(Manner))
    trust = everlasting_trust()
    history = History(seed, manner, folder, mine, random, clock, shop, Network(random), account)
    for number in range(random.randint(1, MOST_DEVICES)):
        key = PrivateKey.generate(random.randbytes)
        mine.enrol(account, key.public)
        history.devices.append(SimulatedDevice(folder / f"device-{number}", account, key, clock, random, trust))
    history.meet()
    return history


def run(seed: int, server: SimulatedServer, folder: Path, steps: int = STEPS) -> History:
    """Live through the history of `seed` and check everything that has to hold.

    Raises:
        AssertionError: something does not; the same seed shows it again.
    """
    history = begin(seed, server, folder)
    try:
        for _ in range(steps):
            history.step()
            checks.always(history)
        history.come_to_rest()
        checks.always(history)
        checks.at_rest(history)
    finally:
        for device in history.devices:
            device.wallet.close()
    return history
