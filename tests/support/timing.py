"""Times programs and calls, for benchmarks that print ratios: figures in seconds mean little on another machine."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.support.programs import ROOT


def median_seconds(command: Sequence[str | Path], runs: int = 7) -> float:
    """Wall-clock seconds from start to end of `command`, the median of `runs` after one to warm the disk cache.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    return median([_seconds(command) for _ in range(runs + 1)][1:])


def _seconds(command: Sequence[str | Path]) -> float:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    started = time.perf_counter()
    subprocess.run([str(part) for part in command], env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


@dataclass(frozen=True, slots=True)
class Contest:
    """Two calls that were timed in turn."""

    names: tuple[str, str]
    seconds: tuple[tuple[float, float], ...]

    @property
    def ratio(self) -> float:
        """How many times as long the first takes: the median over pairs, so that a disturbed pair does not count."""
        return median(first / second for first, second in self.seconds)

    def __str__(self) -> str:
        first, second = (median(times) * 1000 for times in zip(*self.seconds, strict=True))
        figures = f"{first:.2f} ms : {second:.2f} ms, median of {len(self.seconds)} pairs"
        return f"{self.names[0]} : {self.names[1]} = {self.ratio:.2f} ({figures})"


def compare(
    first: tuple[str, Callable[[], object]],
    second: tuple[str, Callable[[], object]],
    *,
    pairs: int = 15,
    clock: Callable[[], float] = time.perf_counter,
) -> Contest:
    """Time two named calls side by side after one of each to warm up. What comes first changes with every pair, so
    that neither always runs on the caches that the other left. A call should last a millisecond or more.
    """

    def timed(call: Callable[[], object]) -> float:
        started = clock()
        call()
        return clock() - started

    def pair(number: int) -> tuple[float, float]:
        if number % 2:
            return timed(first[1]), timed(second[1])
        after = timed(second[1])
        return timed(first[1]), after

    return Contest((first[0], second[0]), tuple([pair(number) for number in range(pairs + 1)][1:]))
