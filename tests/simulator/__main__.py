"""Runs histories by command: python -m tests.simulator --histories 1000000 --processes 2."""

from __future__ import annotations

import argparse
import os
import sys
import time

from tests.simulator.campaign import Tally, run_all

ROUND = 1000
"""Histories between two lines of progress."""


def main() -> int:
    """Run what the options ask for; 1 when something did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description=__doc__)
    parser.add_argument("--histories", type=int, default=1000, metavar="N")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="the seed of the first history")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N")
    options = parser.parse_args()
    began, total = time.monotonic(), Tally()
    for first in range(options.first, options.first + options.histories, ROUND):
        count = min(ROUND, options.first + options.histories - first)
        total.add(run_all(count, first=first, processes=options.processes))
        print(f"{total.histories} histories, {total.syncs} syncs, {total.operations} operations, {total.forks} forks, "
              f"{len(total.failures)} failures, {time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
        for seed, why in list(total.failures.items())[:5]:
            print(f"  seed {seed}: {why}")
    return 1 if total.failures else 0


if __name__ == "__main__":
    sys.exit(main())
