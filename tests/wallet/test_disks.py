"""Full or write-protected disks and broken files: no credit is lost, and the message says what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from infrasketch_desktop.wallet.delivery import Work, deliver
from infrasketch_desktop.wallet.errors import DeliveryError, NewerVersionError, StoreError, WalletError
from infrasketch_desktop.wallet.states import ReadOnlyReason, StateKind
from tests.storage.disks import make_read_only, mounted, ordinary_account
from tests.wallet.desks import PNG, SHA, Desk, picture, price


def fill(folder: Path) -> Path:
    """Take all the room that is left."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as stream:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while stream.write(b"x" * size) == size:
                    pass
            except OSError:
                continue
    return filler


def test_a_full_disk_refuses_before_the_work_starts(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=512k") as disk:
        desk = Desk(disk / "wallet")
        with desk.stocked(10) as wallet:
            wallet.reserve("before", price(1))
            filler = fill(disk)
            with pytest.raises(WalletError, match=r"disk is full|No space left"):
                while True:
                    wallet.reserve(os.urandom(8).hex(), price(1))
            kept = wallet.balance()
            filler.unlink()
            assert wallet.verify() == []
            assert wallet.balance() == kept
            wallet.commit("before", 1, SHA)


def test_a_disk_that_fills_up_during_the_work_costs_nothing(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=512k") as disk:
        desk = Desk(disk / "wallet")
        fillers: list[Path] = []

        def make(path: Path) -> None:
            fillers.append(fill(disk))
            path.write_bytes(b"x" * 100_000)

        with desk.stocked(10) as wallet:
            with pytest.raises((DeliveryError, StoreError)):
                deliver(wallet, price(1), [Work(disk / "a.png", make, PNG)])
            fillers[0].unlink()
            assert not (disk / "a.png").exists()
            assert deliver(wallet, price(1), [picture(disk / "b.png")]).charged == 1
            assert (wallet.balance().spendable, wallet.balance().reserved) == (9, 0)
            assert wallet.verify() == []


def test_a_read_only_disk_shows_the_balance_and_takes_no_payment(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=1m") as disk:
        desk = Desk(disk / "wallet")
        with desk.stocked(10):
            pass
        make_read_only(disk)
        with desk.opened().wallet as wallet:
            assert wallet.balance().spendable == 10
            with pytest.raises(StoreError, match=r"write-protected|cannot be written"):
                wallet.reserve("a", price(1))
            assert wallet.balance().spendable == 10


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_a_read_only_folder_is_said_when_a_wallet_is_to_be_made() -> None:
    with ordinary_account() as folder:
        folder.chmod(0o500)
        with pytest.raises(StoreError, match="folder"):
            Desk(folder / "wallet").opened()


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_a_wallet_in_a_read_only_folder_shows_the_balance() -> None:
    with ordinary_account() as folder:
        desk = Desk(folder / "wallet")
        with desk.stocked(10):
            pass
        (folder / "wallet" / "running").mkdir(exist_ok=True)
        (folder / "wallet").chmod(0o500)
        try:
            with desk.opened().wallet as wallet:
                assert wallet.balance().total == 10
                with pytest.raises(StoreError, match="try again"):
                    wallet.reserve("a", price(1))
        finally:
            (folder / "wallet").chmod(0o700)


def test_a_wallet_of_a_newer_version_is_left_alone(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        wallet._db.execute("pragma user_version = 99")
    content = desk.file.read_bytes()
    with pytest.raises(NewerVersionError, match="Update InfraSketch"):
        desk.opened()
    assert desk.file.read_bytes() == content


@pytest.mark.parametrize("damage", [b"nonsense" * 1000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_broken_file_is_put_aside_and_a_sync_fills_the_new_one(desk: Desk, damage: bytes) -> None:
    with desk.stocked(10) as wallet:
        wallet.reserve("a", price(3))
        wallet.commit("a", 3, SHA)
        desk.sync(wallet)
    desk.file.write_bytes(damage)
    opened = desk.opened()
    assert "Sync once" in opened.warning
    with opened.wallet as wallet:
        desk.enrol(wallet)
        wallet.check_anchor()
        assert wallet.state.reason is ReadOnlyReason.OLDER
        desk.sync(wallet)
        assert (wallet.balance().spendable, wallet.state.kind) == (7, StateKind.READY)
    assert [path.read_bytes() for path in desk.folder.glob("*aside*.db")] == [damage]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_file_cut_short_is_noticed(desk: Desk, share: float) -> None:
    with desk.stocked(10):
        pass
    content = desk.file.read_bytes()
    desk.file.write_bytes(content[: int(len(content) * share)])
    opened = desk.opened()
    with opened.wallet as wallet:
        assert opened.warning or wallet.state.kind is not StateKind.READY
