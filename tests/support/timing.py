"""Times whole programs, for benchmarks that print ratios."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
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
