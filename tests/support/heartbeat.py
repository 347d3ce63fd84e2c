"""How long the window's thread lets its loop wait: the gaps between two turns, and its own part of them."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QTimer

from infrasketch_desktop.app import SWITCH_SECONDS

TICK = 1
"""Milliseconds between two turns of the loop that has nothing else to do."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Milliseconds between two turns: by the clock, and of processor time that the window's thread used in them.

    `program` is what all threads of the program used: with no other program on the machine nobody waits longer.
    """

    wall: float
    own: float
    program: float


class Heartbeat:
    """A timer on the window's thread that writes down when it was let run."""

    def __init__(self) -> None:
        self.turns: list[Gap] = []
        self._last = _clocks()
        self._timer = QTimer()
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    @property
    def gaps(self) -> list[float]:
        """Milliseconds by the clock."""
        return [turn.wall for turn in self.turns]

    def stop(self) -> None:
        self._on_timeout()
        self._timer.stop()

    def _on_timeout(self) -> None:
        now = _clocks()
        self.turns.append(Gap(*((after - before) * 1000 for before, after in zip(self._last, now, strict=True))))
        self._last = now


def _clocks() -> tuple[float, float, float]:
    """Seconds of the three kinds."""
    return time.perf_counter(), time.thread_time(), time.process_time()


@contextmanager
def as_in_the_program() -> Iterator[None]:
    """The interpreter set as `app.main` sets it."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
    sys.setswitchinterval(before)
