"""The program that `test_killed` runs: it forks a child that pays for files without end, kills it, and forks the next.

`python -m tests.wallet.killed_wallet FOLDER points` lets a child die by its own hand at every checkpoint of a delivery;
`python -m tests.wallet.killed_wallet FOLDER random KILLS SEED` kills children from outside at random moments. Then it
opens the wallet once more and prints, as JSON, what is paid and what is there.
"""

from __future__ import annotations

import hashlib
import json
import os
import select
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

import filelock  # noqa: F401 - the wallet imports it late, and no child would live long enough

from infrasketch_desktop.wallet.anchor import VaultAnchor
from infrasketch_desktop.wallet.delivery import Terms, Work, deliver
from infrasketch_desktop.wallet.errors import DeliveryError
from infrasketch_desktop.wallet.files import MARK
from infrasketch_desktop.wallet.vault import FileVault
from infrasketch_desktop.wallet.wallet import Wallet
from tests.wallet.desks import PNG, Desk, price

STOCK = 100_000
LONGEST_SECONDS = 0.06
KILLS_PER_WALLET = 250
"""Then a new wallet begins, so that opening stays quick though nothing is ever confirmed by a server."""
FILES = 2
POINTS = (
    ("reserved", 1),
    ("made", 1),
    ("made", 2),
    ("committing", 1),
    ("committed", 1),
    ("renamed", 1),
    ("renamed", 2),
    ("flushed", 1),
    ("delivered", 1),
)
"""Every checkpoint of a delivery of two files."""


def desk_in(folder: Path, seed: int = 0) -> Desk:
    return Desk(folder / "wallet", anchor=VaultAnchor(FileVault(folder / "secrets")), random=Random(seed))


def pay(wallet: Wallet, folder: Path, random: Random, checkpoint: Callable[[str], None], failing: float = 0) -> None:
    """Deliver files with random content; of the share `failing` each cannot be made."""
    stem = random.randbytes(8).hex()
    works = [Work(folder / f"{stem}-{number}.png", maker(random, failing), PNG) for number in range(FILES)]
    with suppress(DeliveryError):
        deliver(wallet, price(FILES), works, terms=Terms(checkpoint=checkpoint))


def maker(random: Random, failing: float) -> Callable[[Path], None]:
    content = random.randbytes(random.randrange(1, 20_000))
    fails = random.random() < failing

    def make(path: Path) -> None:
        path.write_bytes(content)
        if fails:
            raise RuntimeError("no picture")

    return make


def pay_for_ever(folder: Path, seed: int) -> None:
    random = Random(seed)
    wallet = desk_in(folder, seed).opened().wallet
    while True:
        pay(wallet, folder, random, lambda _: None, failing=0.15)


def die_at(point: str, occurrence: int) -> Callable[[str], None]:
    reached = 0

    def checkpoint(name: str) -> None:
        nonlocal reached
        reached += name == point
        if reached == occurrence:
            os.kill(os.getpid(), signal.SIGKILL)

    return checkpoint


def forked(work: Callable[[], object], kill_after: float | None = None) -> int:
    """Run `work` in a child, kill it after some seconds, and wait for it; returns the signal that ended it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(1)
    if kill_after is not None:
        select.select([], [], [], kill_after)  # a random moment is nothing that could be waited for
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def audit(folder: Path) -> dict[str, object]:
    """What is paid against what is there."""
    with desk_in(folder, seed=-1).opened().wallet as wallet:
        files = {str(path) for path in folder.glob("*.png") if MARK not in path.name}
        return {
            "findings": [finding.text for finding in wallet.verify()],
            "delivered": len(files),
            "charged": STOCK - wallet.balance().spendable,
            "reserved": wallet.balance().reserved,
            "state": wallet.state.kind.value,
            "temporary": [path.name for path in folder.glob(f".*{MARK}*")],
            "wrong": delivered_wrongly(wallet, files),
        }


def delivered_wrongly(wallet: Wallet, files: set[str]) -> list[str]:
    """Files that are paid and not there as they were made, and files that are there and not paid."""
    with wallet.looking():
        rows = wallet._db.execute("select target, sha from deliveries where state = 'delivered'").fetchall()
    paid = {os.fsdecode(target): sha for target, sha in rows}
    broken = [path for path, sha in paid.items() if path in files and sha_of(path) != sha]
    return sorted(broken + list(paid.keys() ^ files))


def sha_of(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def kill_at_points(folder: Path) -> dict[str, object]:
    return {
        f"{point} {occurrence}": kill_at_point(folder / f"{point}-{occurrence}", point, occurrence)
        for point, occurrence in POINTS
    }


def kill_at_point(folder: Path, point: str, occurrence: int) -> dict[str, object]:
    folder.mkdir()
    with desk_in(folder).stocked(STOCK):
        pass

    def work() -> None:
        wallet = desk_in(folder, seed=3).opened().wallet
        pay(wallet, folder, Random(2), die_at(point, occurrence))

    ended_by = forked(work)
    return {"signal": ended_by, **audit(folder)}


def kill_randomly(folder: Path, kills: int, seed: int = 0) -> dict[str, object]:
    random = Random(seed)
    audits = []
    for start in range(0, kills, KILLS_PER_WALLET):
        place = folder / f"{start}"
        place.mkdir()
        with desk_in(place).stocked(STOCK):
            pass
        for kill in range(start, min(kills, start + KILLS_PER_WALLET)):
            work = partial(pay_for_ever, place, seed * 1_000_003 + kill)
            assert forked(work, random.uniform(0, LONGEST_SECONDS)) == signal.SIGKILL
        audits.append(audit(place))
    return {
        "kills": kills,
        "delivered": sum(one["delivered"] for one in audits),
        "charged": sum(one["charged"] for one in audits),
        "faults": [one for one in audits if one["findings"] or one["wrong"] or one["temporary"] or one["reserved"]],
    }


if __name__ == "__main__":
    place, numbers = Path(sys.argv[1]), [int(number) for number in sys.argv[3:]]
    print(json.dumps(kill_randomly(place, *numbers) if sys.argv[2] == "random" else kill_at_points(place)))
