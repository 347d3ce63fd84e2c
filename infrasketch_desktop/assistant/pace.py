"""How often it is worth showing what costs time to show."""

from __future__ import annotations

from collections.abc import Callable

SECONDS = 0.1
"""At least between two pictures: more a second are no better to follow."""
SHARE = 4
"""How much longer than it took to make a picture the next one waits, so that most of the time is for other things."""


class Pace:
    """Says when the next picture is due; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began = 0.0
        self._next = 0.0
        self._cost = 0.0

    def is_due(self, *, at_rest: bool = False) -> bool:
        """Whether to make one now; then do, and `note` it. `at_rest`: nothing more may come for a while."""
        self._began = self._clock()
        return self._began >= self._next or (at_rest and self._cost < SECONDS)

    def note(self) -> None:
        """One was made."""
        now = self._clock()
        self._cost = now - self._began
        self._next = now + max(SECONDS, SHARE * self._cost)
