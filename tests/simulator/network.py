"""A network that loses, repeats and reorders what is sent through it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

Delivery = Callable[[], None]
"""What happens when a message arrives; it may send others."""

LOST = 0.12
REPEATED = 0.12
OVERTAKES = 0.3


@dataclass(slots=True)
class Network:
    """Messages under way, the oldest first."""

    random: Random
    waiting: list[Delivery] = field(default_factory=list)

    def send(self, delivery: Delivery) -> None:
        self.waiting.append(delivery)

    def carry_one(self) -> None:
        """One message arrives, is lost, or arrives now and once more later."""
        if not self.waiting:
            return
        overtakes = self.random.random() < OVERTAKES
        delivery = self.waiting.pop(self.random.randrange(len(self.waiting)) if overtakes else 0)
        luck = self.random.random()
        if luck < LOST:
            return
        if luck < LOST + REPEATED:
            self.waiting.insert(self.random.randint(0, len(self.waiting)), delivery)
        delivery()

    def carry_last(self) -> None:
        """What was sent last arrives before everything else."""
        if self.waiting:
            self.waiting.pop()()

    def carry_all(self) -> None:
        """Everything under way arrives, in order, and so does what it sets off."""
        while self.waiting:
            self.waiting.pop(0)()
