"""Runs many histories over several processes, and says what they showed."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.simulator.history import run
from tests.simulator.server import simulated_server

BATCH = 50
"""Histories that share a database file; then a new one keeps it small."""
MEMORY = Path("/dev/shm")


@dataclass(slots=True)
class Tally:
    """What a number of histories came to. `failures` are the first words of what went wrong, by seed."""

    histories: int = 0
    syncs: int = 0
    operations: int = 0
    forks: int = 0
    failures: dict[int, str] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        self.histories += other.histories
        self.syncs += other.syncs
        self.operations += other.operations
        self.forks += other.forks
        self.failures |= other.failures


def run_all(histories: int, *, first: int = 0, processes: int = 1) -> Tally:
    """Live through the histories of the seeds from `first` on."""
    batches = [range(start, min(start + BATCH, first + histories)) for start in range(first, first + histories, BATCH)]
    total = Tally()
    if processes == 1:
        for batch in batches:
            total.add(run_batch(batch))
        return total
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for tally in pool.imap_unordered(run_batch, batches):
            total.add(tally)
    return total


def run_batch(seeds: range) -> Tally:
    """A few histories over one server, each with folders of its own."""
    tally = Tally()
    with _fast_folder() as folder, simulated_server(folder) as server:
        for seed in seeds:
            home = folder / f"history-{seed}"
            try:
                history = run(seed, server, home)
            except AssertionError as error:
                tally.failures[seed] = str(error)[:200]
                continue
            finally:
                shutil.rmtree(home, ignore_errors=True)
            tally.histories += 1
            tally.syncs += len(history.issued)
            tally.operations += history.operations
            tally.forks += max((receipt.epoch for receipt in history.issued), default=0)
    return tally


@contextmanager
def _fast_folder() -> Iterator[Path]:
    """A folder in memory where the system has one: nothing of a simulation has to survive a power cut."""
    with tempfile.TemporaryDirectory(prefix="simulator-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)
