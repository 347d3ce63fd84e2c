"""Folders as paid work: whole or not at all, and no file of anybody else is lost."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from infrasketch_desktop.wallet.delivery import Terms, Work, deliver
from infrasketch_desktop.wallet.errors import DeliveryError
from infrasketch_desktop.wallet.files import MARK
from infrasketch_desktop.wallet.folders import ASIDE, sha256_of
from tests.wallet.desks import PNG, Desk, price

OLD = {"document.md": b"old text", "diagram.png": b"old picture"}
NEW = {"document.md": b"new text", "diagram.png": b"new picture"}


class StoppedError(Exception):
    """Somebody pressed Cancel."""


class DiedError(BaseException):
    """The program ends here, as far as the wallet can tell."""


def fill(folder: Path, content: Mapping[str, bytes] = NEW) -> None:
    for name, data in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def folder_work(target: Path, content: Mapping[str, bytes] = NEW) -> Work:
    return Work(target, lambda path: fill(path, content), PNG, is_folder=True)


def content_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if MARK in path.name or ASIDE in path.name]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "shop-document"


def test_a_folder_is_delivered_whole_for_one_price(desk: Desk, target: Path) -> None:
    with desk.stocked(10) as wallet:
        delivered = deliver(wallet, price(1), [folder_work(target)])
        assert (delivered.charged, delivered.files) == (1, (target,))
        assert content_of(target) == NEW
        assert wallet.history()[0].targets == (target,)
        assert wallet.balance().total == 9
    assert leftovers(target.parent) == []


def test_a_folder_of_the_same_files_is_replaced(desk: Desk, target: Path) -> None:
    fill(target, OLD)
    target.chmod(0o750)
    with desk.stocked(10) as wallet:
        deliver(wallet, price(1), [folder_work(target)])
    assert content_of(target) == NEW
    assert os.name == "nt" or target.stat().st_mode & 0o777 == 0o750
    assert leftovers(target.parent) == []


def test_the_hash_covers_names_and_contents(tmp_path: Path) -> None:
    fill(tmp_path / "a", {"x": b"1", "in/y": b"2"})
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in (("in/y", b"2"), ("x", b"1"))]
    assert sha256_of(tmp_path / "a") == hashlib.sha256("".join(lines).encode()).hexdigest()


@pytest.mark.parametrize("other", ["notes.txt", "in/deep.txt"])
def test_a_folder_with_files_of_somebody_else_is_left_alone(desk: Desk, target: Path, other: str) -> None:
    fill(target, {**OLD, other: b"mine"})
    with desk.stocked(10) as wallet:
        with pytest.raises(DeliveryError, match="holds other files"):
            deliver(wallet, price(1), [folder_work(target)])
        assert wallet.balance().spendable == 10
    assert content_of(target) == {**OLD, other: b"mine"}
    assert leftovers(target.parent) == []


def test_a_file_where_the_folder_should_be_is_left_alone(desk: Desk, target: Path) -> None:
    target.write_bytes(b"mine")
    with desk.stocked(10) as wallet:
        with pytest.raises(DeliveryError, match="is a file"):
            deliver(wallet, price(1), [folder_work(target)])
        assert wallet.balance().spendable == 10
    assert target.read_bytes() == b"mine"


def test_files_that_come_into_the_old_folder_meanwhile_are_kept(desk: Desk, target: Path) -> None:
    fill(target, OLD)

    def come(name: str) -> None:
        if name == "committed":
            fill(target, {"notes.txt": b"mine"})

    with desk.stocked(10) as wallet:
        delivered = deliver(wallet, price(1), [folder_work(target)], terms=Terms(checkpoint=come))
    assert delivered.files == (target.with_name("shop-document (2)"),)
    assert content_of(delivered.files[0]) == NEW
    assert content_of(target) == {**OLD, "notes.txt": b"mine"}


@pytest.mark.parametrize("error", [RuntimeError, StoppedError])
def test_what_fails_halfway_costs_nothing_and_leaves_the_old_folder(
    desk: Desk, target: Path, error: type[Exception]
) -> None:
    fill(target, OLD)

    def half(path: Path) -> None:
        fill(path, {"document.md": b"half"})
        raise error

    with desk.stocked(10) as wallet:
        with pytest.raises((DeliveryError, StoppedError)):
            work = Work(target, half, PNG, is_folder=True)
            deliver(wallet, price(1), [work], terms=Terms(give_up_on=(StoppedError,)))
        assert wallet.balance().spendable == 10
    assert content_of(target) == OLD
    assert leftovers(target.parent) == []


@pytest.mark.parametrize(
    "make", [lambda _: None, lambda path: path.write_bytes(b"a file")], ids=["nothing", "a file instead"]
)
def test_what_is_no_folder_is_not_paid(desk: Desk, target: Path, make: Callable[[Path], None]) -> None:
    with desk.stocked(10) as wallet:
        with pytest.raises(DeliveryError):
            deliver(wallet, price(1), [Work(target, make, PNG, is_folder=True)])
        assert wallet.balance().spendable == 10
    assert list(target.parent.iterdir()) == []


def test_a_link_in_the_folder_is_not_delivered(desk: Desk, target: Path, tmp_path: Path) -> None:
    def link(path: Path) -> None:
        path.mkdir()
        (path / "document.md").symlink_to(tmp_path)

    with desk.stocked(10) as wallet, pytest.raises(DeliveryError, match="ordinary file"):
        deliver(wallet, price(1), [Work(target, link, PNG, is_folder=True)])
    assert tmp_path.is_dir()
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("sweep", [False, True], ids=["the new folder is there", "the new folder vanished"])
def test_after_a_death_between_the_two_renames_one_of_the_folders_is_in_place(
    desk: Desk, target: Path, *, sweep: bool
) -> None:
    fill(target, OLD)

    def die(name: str) -> None:
        if name == "set aside":
            raise DiedError

    with desk.stocked(10) as wallet, pytest.raises(DiedError):
        deliver(wallet, price(1), [folder_work(target)], terms=Terms(checkpoint=die))
    assert not target.exists()
    for path in target.parent.iterdir():
        if sweep and MARK in path.name:
            shutil.rmtree(path)
    opened = desk.opened()
    with opened.wallet as wallet:
        assert content_of(target) == (OLD if sweep else NEW)
        assert opened.recovered.delivered == (() if sweep else (target,))
        assert wallet.balance().spendable == (10 if sweep else 9)
    assert leftovers(target.parent) == []


def test_files_put_into_the_folder_that_is_going_survive(desk: Desk, target: Path) -> None:
    fill(target, OLD)

    def come(name: str) -> None:
        if name == "set aside":
            (aside,) = (path for path in target.parent.iterdir() if ASIDE in path.name)
            fill(aside, {"notes.txt": b"mine"})

    with desk.stocked(10) as wallet:
        delivered = deliver(wallet, price(1), [folder_work(target)], terms=Terms(checkpoint=come))
    assert delivered.files == (target,)
    assert content_of(target) == NEW
    assert content_of(target.with_name("shop-document (2)")) == {"notes.txt": b"mine"}
