"""The program that `test_code` runs: children pay for code and put it into a folder, and die at every step.

`python -m tests.exchange.killed_code FOLDER` prints, as JSON, what is paid and what is there after each death, once the
wallet was opened again and the folder was gone on with.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from infrasketch_desktop.codegen.manifest import read_manifest
from infrasketch_desktop.codegen.project import Project
from infrasketch_desktop.codegen.said import Said
from infrasketch_desktop.codegen.updating import Scope, plan_update
from infrasketch_desktop.exchange.code import CodeUpdate, finish_begun
from infrasketch_desktop.exchange.steps import Step
from infrasketch_desktop.wallet.delivery import Terms, Work, deliver
from infrasketch_desktop.wallet.wallet import Wallet
from tests.codegen.folders import LINES, code_files
from tests.wallet.killed_wallet import STOCK, desk_in, die_at, forked

FIRST = dict.fromkeys([f"services/api/{number}.py" for number in range(3)], LINES)
SECOND = dict.fromkeys(FIRST, f"new\n{LINES}")
EDITED = "services/api/1.py"
PAYMENT = ("reserved", "made", "committing", "committed", "renamed", "flushed", "delivered")


def code_update(folder: Path, files: dict[str, str]) -> CodeUpdate:
    """The code of one node."""
    scope = Scope("shop", {"api": "api"}, is_whole=True)
    made = tuple(code_files(files, "api"))
    project = Project(name="shop", title=Said("Shop"), parts=(), links=())
    return CodeUpdate(folder, project, plan_update(folder, made, scope), (), made)


def prepare(place: Path) -> None:
    """A stocked wallet, and a folder with code of which one file was edited."""
    place.mkdir()
    with desk_in(place).stocked(STOCK):
        pass
    folder = place / "shop"
    paid_before = code_update(folder, FIRST)
    paid_before.make_room()
    paid_before.make(paid_before.target)
    paid_before.finish()
    (folder / EDITED).write_text(LINES + "mine\n")


def pay_and_write(place: Path, point: str, number: int) -> None:
    def watched(step: Step, _share: float | None = None, /) -> None:
        if step is Step.WRITING_FILES:
            dying(point)

    dying = die_at(point, number)
    with desk_in(place, seed=3).opened().wallet as wallet:
        code = code_update(place / "shop", SECOND)
        work = Work(code.target, code.make, code.item, code.quantity)
        deliver(wallet, wallet.quote(code.wanted), [work], terms=Terms(checkpoint=dying))
        code.finish(watched)
    os.kill(os.getpid(), signal.SIGKILL)


def audit(place: Path) -> dict[str, object]:
    folder = place / "shop"
    wallets: list[Wallet] = []
    finish_begun(folder, settle=lambda: wallets.append(desk_in(place, seed=-1).opened().wallet))
    with wallets.pop() if wallets else desk_in(place, seed=-1).opened().wallet as wallet:
        manifest = read_manifest(folder)
        return {
            "findings": [finding.text for finding in wallet.verify()],
            "charged": STOCK - wallet.balance().spendable,
            "reserved": wallet.balance().reserved,
            "new": sum((folder / path).read_text().startswith("new\n") for path in FIRST),
            "edit": (folder / EDITED).read_text().endswith("mine\n"),
            "beside": sorted(path.name for path in (folder / ".infrasketch").iterdir()),
            "known": manifest is not None and set(manifest.files) == set(FIRST),
        }


def main(folder: Path) -> dict[str, object]:
    found = {}
    for point, number in [*((name, 1) for name in PAYMENT), *(("file", number) for number in (1, 2, 3))]:
        place = folder / f"{point}-{number}"
        prepare(place)
        ended_by = forked(lambda place=place, point=point, number=number: pay_and_write(place, point, number))
        found[f"{point} {number}"] = {"signal": ended_by, **audit(place)}
    return found


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
