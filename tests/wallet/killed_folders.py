"""The other program that `test_killed` runs: its children pay for folders that replace older ones, and are killed.

`python -m tests.wallet.killed_folders FOLDER points` and `… FOLDER random KILLS SEED` do what those of `killed_wallet`
do. Every folder that is paid for has to be there whole, the newest one in its place, and nothing beside it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

from infrasketch_desktop.wallet.delivery import Terms, Work, deliver
from infrasketch_desktop.wallet.errors import DeliveryError
from infrasketch_desktop.wallet.files import MARK
from infrasketch_desktop.wallet.folders import ASIDE, sha256_of
from infrasketch_desktop.wallet.wallet import Wallet
from tests.wallet.desks import PNG, price
from tests.wallet.killed_wallet import LONGEST_SECONDS, STOCK, desk_in, die_at, forked

TARGETS = ("one-document", "two-document")
NAMES = ("document.md", "diagram.png", "pages/first.md")
POINTS = (
    ("reserved", 1),
    ("made", 1),
    ("made", 2),
    ("committing", 1),
    ("committed", 1),
    ("set aside", 1),
    ("renamed", 1),
    ("set aside", 2),
    ("renamed", 2),
    ("flushed", 1),
    ("delivered", 1),
)
"""Every checkpoint of a delivery of two folders."""


def pay(wallet: Wallet, folder: Path, random: Random, checkpoint: Callable[[str], None], failing: float = 0) -> None:
    """Deliver folders with random content over those that are there; of the share `failing` each cannot be made."""
    works = [Work(folder / name, maker(random, failing), PNG, is_folder=True) for name in TARGETS]
    with suppress(DeliveryError):
        deliver(wallet, price(len(TARGETS)), works, terms=Terms(checkpoint=checkpoint))


def maker(random: Random, failing: float) -> Callable[[Path], None]:
    contents = {name: random.randbytes(random.randrange(1, 4_000)) for name in NAMES}
    fails = random.random() < failing

    def make(path: Path) -> None:
        for name, content in contents.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content)
        if fails:
            raise RuntimeError("no folder")

    return make


def pay_for_ever(folder: Path, seed: int) -> None:
    random = Random(seed)
    wallet = desk_in(folder, seed).opened().wallet
    while True:
        pay(wallet, folder, random, lambda _: None, failing=0.15)


def audit(folder: Path) -> dict[str, object]:
    """What is paid against what is there."""
    with desk_in(folder, seed=-1).opened().wallet as wallet:
        paid = newest_paid(wallet)
        there = {name: sha256_of(folder / name) for name in TARGETS if (folder / name).is_dir()}
        return {
            "findings": [finding.text for finding in wallet.verify()],
            "charged": STOCK - wallet.balance().spendable,
            "delivered": count_delivered(wallet),
            "reserved": wallet.balance().reserved,
            "state": wallet.state.kind.value,
            "beside": sorted(path.name for path in folder.iterdir() if MARK in path.name or ASIDE in path.name),
            "wrong": sorted(name for name in TARGETS if there.get(name) != paid.get(name)),
        }


def newest_paid(wallet: Wallet) -> dict[str, str]:
    """The hash of the folder that was paid for last, by the name of its target."""
    query = (
        "select target, sha from deliveries join movements using (op) where state = 'delivered' "
        "and kind = 'spent' order by movements.number"
    )
    with wallet.looking():
        return {Path(os.fsdecode(target)).name: sha for target, sha in wallet._db.execute(query).fetchall()}


def count_delivered(wallet: Wallet) -> int:
    with wallet.looking():
        (count,) = wallet._db.execute("select count(*) from deliveries where state = 'delivered'").fetchone()
    return int(count)


def begin(folder: Path) -> None:
    """A wallet with credits, and two folders that have been paid for."""
    folder.mkdir()
    with desk_in(folder).stocked(STOCK) as wallet:
        pay(wallet, folder, Random(1), lambda _: None)


def kill_at_points(folder: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for point, occurrence in POINTS:
        place = folder / f"{point}-{occurrence}"
        begin(place)

        def work(place: Path = place, point: str = point, occurrence: int = occurrence) -> None:
            wallet = desk_in(place, seed=3).opened().wallet
            pay(wallet, place, Random(2), die_at(point, occurrence))

        ended_by = forked(work)
        found[f"{point} {occurrence}"] = {"signal": ended_by, **audit(place)}
    return found


def kill_randomly(folder: Path, kills: int, seed: int = 0) -> dict[str, object]:
    random = Random(seed)
    place = folder / "random"
    begin(place)
    faults = []
    for kill in range(kills):
        work = partial(pay_for_ever, place, seed * 1_000_003 + kill)
        assert forked(work, random.uniform(0, LONGEST_SECONDS)) == signal.SIGKILL
        found = audit(place)
        if found["findings"] or found["wrong"] or found["beside"] or found["reserved"]:
            faults.append(found)
    return {"kills": kills, "faults": faults, **{name: found[name] for name in ("charged", "delivered")}}


if __name__ == "__main__":
    where, numbers = Path(sys.argv[1]), [int(number) for number in sys.argv[3:]]
    print(json.dumps(kill_randomly(where, *numbers) if sys.argv[2] == "random" else kill_at_points(where)))
