"""Paid work: charged if and only if delivered, whatever goes wrong in between."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from infrasketch_desktop.credits.prices import default_prices
from infrasketch_desktop.credits.quotes import Wanted, quote
from infrasketch_desktop.wallet.balances import MovementState
from infrasketch_desktop.wallet.delivery import Terms, Work, deliver
from infrasketch_desktop.wallet.errors import DeliveryError, NotEnoughCreditsError, OperationError, PricesChangedError
from infrasketch_desktop.wallet.files import MARK
from infrasketch_desktop.wallet.operations import OperationState
from infrasketch_desktop.wallet.recovery import recover
from tests.wallet.desks import PNG, Desk, picture, price, writes


class StoppedError(Exception):
    """Somebody pressed Cancel."""


def fails(_: Path) -> None:
    raise RuntimeError("no picture")


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(f"*{MARK}*")]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_what_is_delivered_is_paid(desk: Desk, out: Path) -> None:
    with desk.stocked(10) as wallet:
        delivered = deliver(wallet, price(1), [picture(out / "a.png", b"new")])
        assert (delivered.charged, delivered.files) == (1, (out / "a.png",))
        assert (out / "a.png").read_bytes() == b"new"
        newest = wallet.history()[0]
        assert (newest.title, newest.targets, newest.state) == (
            "Picture (PNG)",
            (out / "a.png",),
            MovementState.DELIVERED,
        )
        assert wallet.balance().total == 9
        assert wallet.unfinished() == []
        assert leftovers(out) == []


def test_what_fails_costs_nothing_and_leaves_the_old_file(desk: Desk, out: Path) -> None:
    (out / "a.png").write_bytes(b"old")
    with desk.stocked(10) as wallet:
        with pytest.raises(DeliveryError, match="Nothing was charged"):
            deliver(wallet, price(1), [Work(out / "a.png", fails, PNG)])
        assert wallet.balance().spendable == 10
        assert (out / "a.png").read_bytes() == b"old"
        assert leftovers(out) == []


def test_part_of_the_work_costs_its_part(desk: Desk, out: Path) -> None:
    with desk.stocked(10) as wallet:
        works = [picture(out / "a.png"), Work(out / "b.png", fails, PNG), picture(out / "c.png")]
        delivered = deliver(wallet, price(3), works)
        assert delivered.charged == 2
        assert delivered.files == (out / "a.png", out / "c.png")
        assert [failure.target for failure in delivered.failures] == [out / "b.png"]
        assert wallet.balance().spendable == 8


def test_half_of_a_bundle_costs_what_it_costs_alone(desk: Desk, out: Path) -> None:
    asked = quote(default_prices(), [Wanted("export.pdf"), Wanted("export.markdown")])
    works = [Work(out / "d.pdf", writes(b"pdf"), "export.pdf"), Work(out / "d.md", fails, "export.markdown")]
    with desk.stocked(10) as wallet:
        assert asked.total == 5
        assert deliver(wallet, asked, works).charged == 3


def test_a_cancelled_piece_of_work_costs_nothing(desk: Desk, out: Path) -> None:
    def stop(_: Path) -> None:
        raise StoppedError

    with desk.stocked(10) as wallet:
        works = [picture(out / "a.png"), Work(out / "b.png", stop, PNG)]
        with pytest.raises(StoppedError):
            deliver(wallet, price(2), works, terms=Terms(give_up_on=(StoppedError,)))
        assert wallet.balance().spendable == 10
        assert list(out.iterdir()) == []


def test_what_cannot_be_paid_is_not_made(desk: Desk, out: Path) -> None:
    with desk.stocked(1) as wallet, pytest.raises(NotEnoughCreditsError):
        deliver(wallet, price(2), [picture(out / "a.png"), picture(out / "b.png")])
    assert list(out.iterdir()) == []


def test_what_costs_nothing_is_made_even_when_nothing_may_be_spent(desk: Desk, out: Path) -> None:
    asked = quote(default_prices(), [Wanted("export.json")])
    with desk.opened().wallet as wallet:
        delivered = deliver(wallet, asked, [Work(out / "a.json", writes(b"{}"), "export.json")])
        assert delivered.charged == 0
        assert (out / "a.json").read_bytes() == b"{}"


def test_of_mixed_work_only_the_free_part_is_free(desk: Desk, out: Path) -> None:
    asked = quote(default_prices(), [Wanted("export.json"), Wanted(PNG)])
    works = [Work(out / "a.json", writes(b"{}"), "export.json"), Work(out / "a.png", fails, PNG)]
    with desk.stocked(10) as wallet:
        assert deliver(wallet, asked, works).charged == 0
        assert wallet.balance().spendable == 10
        assert (out / "a.json").exists()


def test_the_second_click_is_refused_while_the_first_is_at_work(desk: Desk, out: Path) -> None:
    with desk.stocked(10) as wallet:

        def click_again(path: Path) -> None:
            path.write_bytes(b"first")
            with pytest.raises(OperationError, match="already"):
                deliver(wallet, price(1), [picture(out / "a.png")], op="same")

        deliver(wallet, price(1), [Work(out / "a.png", click_again, PNG)], op="same")
        assert (out / "a.png").read_bytes() == b"first"
        with pytest.raises(OperationError):
            deliver(wallet, price(1), [picture(out / "a.png")], op="same")
        assert wallet.balance().spendable == 9


def test_a_quote_for_other_work_is_refused(desk: Desk, out: Path) -> None:
    with desk.stocked(10) as wallet:
        with pytest.raises(ValueError, match="other work"):
            deliver(wallet, price(1), [picture(out / "a.png"), picture(out / "b.png")])
        with pytest.raises(ValueError, match="target of its own"):
            deliver(wallet, price(2), [picture(out / "a.png"), picture(out / "a.png")])


def test_a_quote_by_older_prices_is_refused(desk: Desk, out: Path) -> None:
    asked = quote(default_prices(), [Wanted(PNG)])
    with desk.stocked(10) as wallet, pytest.raises(PricesChangedError):
        deliver(wallet, type(asked)(asked.lines, version=7), [picture(out / "a.png")])


@pytest.mark.parametrize("target", ["missing/a.png", "folder"])
def test_a_target_that_cannot_be_costs_nothing(desk: Desk, out: Path, target: str) -> None:
    (out / "folder").mkdir()
    with desk.stocked(10) as wallet:
        with pytest.raises(DeliveryError) as refused:
            deliver(wallet, price(1), [picture(out / target)])
        assert wallet.balance().spendable == 10
        assert "Errno" not in str(refused.value), "a person reads it"
        assert MARK not in str(refused.value)


def test_a_target_that_became_a_folder_meanwhile_is_delivered_beside_it(desk: Desk, out: Path) -> None:
    def block(path: Path) -> None:
        path.write_bytes(b"paid")
        (out / "a.png").mkdir()

    with desk.stocked(10) as wallet:
        delivered = deliver(wallet, price(1), [Work(out / "a.png", block, PNG)])
        assert delivered.files == (out / "a (2).png",)
        assert (out / "a (2).png").read_bytes() == b"paid"
        assert wallet.history()[0].targets == (out / "a (2).png",)


def test_what_vanished_before_it_was_in_place_is_not_paid(desk: Desk, out: Path) -> None:
    def sweep(name: str) -> None:
        if name == "committed":
            for path in out.rglob(f"*{MARK}*"):
                path.unlink()

    with desk.stocked(10) as wallet:
        with pytest.raises(DeliveryError):
            deliver(wallet, price(1), [picture(out / "a.png")], terms=Terms(checkpoint=sweep))
        assert wallet.balance().spendable == 10
        assert wallet.history()[1].state is MovementState.REVERSED


def test_of_what_vanished_in_part_the_rest_is_paid(desk: Desk, out: Path) -> None:
    def sweep(name: str) -> None:
        if name == "renamed":
            for path in out.rglob(f"*{MARK}*"):
                path.unlink()

    with desk.stocked(10) as wallet:
        works = [picture(out / "a.png", b"a"), picture(out / "b.png", b"b")]
        delivered = deliver(wallet, price(2), works, terms=Terms(checkpoint=sweep))
        assert (delivered.charged, delivered.files) == (1, (out / "a.png",))
        assert wallet.balance().spendable == 9
        assert wallet.verify() == []
        desk.sync(wallet)
        assert wallet.balance().total == 9


def test_a_link_stays_a_link(desk: Desk, out: Path) -> None:
    (out / "real.png").write_bytes(b"old")
    (out / "link.png").symlink_to("real.png")
    with desk.stocked(10) as wallet:
        deliver(wallet, price(1), [picture(out / "link.png", b"new")])
    assert (out / "link.png").is_symlink()
    assert (out / "real.png").read_bytes() == b"new"


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_the_rights_of_the_replaced_file_stay(desk: Desk, out: Path) -> None:
    (out / "a.png").write_bytes(b"old")
    (out / "a.png").chmod(0o640)
    with desk.stocked(10) as wallet:
        deliver(wallet, price(1), [picture(out / "a.png")])
    assert (out / "a.png").stat().st_mode & 0o777 == 0o640


def test_work_of_a_live_program_is_not_recovered(desk: Desk, out: Path) -> None:
    with desk.stocked(10) as wallet:

        def open_another(path: Path) -> None:
            path.write_bytes(b"picture")
            opened = desk.opened()
            with opened.wallet as other:
                assert opened.recovered.released == 0
                assert [one.state for one in other.unfinished()] == []
                assert other.balance().reserved == 1

        assert deliver(wallet, price(1), [Work(out / "a.png", open_another, PNG)]).charged == 1


def test_recovery_waits_while_the_wallet_is_not_trusted(desk: Desk, out: Path) -> None:
    with desk.stocked(10) as wallet:
        wallet.reserve("a", price(1))
        anchored = desk.anchor.read()
        assert anchored is not None
        desk.anchor.write(type(anchored)(anchored.device, anchored.epoch, 99, anchored.head, anchored.rseq))
    opened = desk.opened()
    with opened.wallet as wallet:
        assert "older than this computer remembers" in opened.recovered.trouble
        assert [one.state for one in wallet.unfinished()] == [OperationState.RESERVED]
        desk.sync(wallet)
        assert recover(wallet).released == 1
        assert wallet.balance().spendable == 10


def test_a_reservation_left_open_is_given_up_at_the_next_start(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        wallet.reserve("a", price(4))
    opened = desk.opened()
    with opened.wallet as again:
        assert opened.recovered.released == 1
        assert again.balance().spendable == 10
