"""Several programs with one wallet at the same time: together they never spend more than there is."""

from __future__ import annotations

from pathlib import Path

from infrasketch_desktop.wallet.anchor import VaultAnchor
from infrasketch_desktop.wallet.vault import FileVault
from tests.support.processes import Start, python_module
from tests.wallet.desks import Desk

CREDITS = 25


def test_three_programs_spend_exactly_what_there_is(tmp_path: Path, start_process: Start) -> None:
    desk = Desk(tmp_path / "wallet", anchor=VaultAnchor(FileVault(tmp_path / "secrets")))
    with desk.stocked(CREDITS):
        pass
    children = [start_process(python_module("tests.wallet.spending_program", tmp_path, name)) for name in "abc"]
    assert [child.wait(seconds=60) for child in children] == [0, 0, 0], [child.err for child in children]
    delivered = sum(int(child.out) for child in children)
    assert delivered == len(list(tmp_path.glob("*.png"))) == CREDITS
    with desk.open() as wallet:
        assert (wallet.balance().total, wallet.balance().reserved) == (0, 0)
        assert wallet.verify() == []
        desk.sync(wallet)
        assert desk.server.lots["g1"].cons == CREDITS
