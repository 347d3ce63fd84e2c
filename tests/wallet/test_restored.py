"""A wallet that went back, was copied or was changed: it says so, one sync mends it, and nothing counts twice."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable

import pytest

from infrasketch_desktop.credits.chain import EntryKind
from infrasketch_desktop.wallet.errors import AnswerError, ReadOnlyError
from infrasketch_desktop.wallet.states import ReadOnlyReason, StateKind
from infrasketch_desktop.wallet.sync import accept, build_request
from infrasketch_desktop.wallet.verification import FindingKind
from infrasketch_desktop.wallet.wallet import Wallet
from tests.wallet.desks import DEVICE_KEY, SHA, Desk, price

CHEAPER = """update entries set body = cast(replace(cast(body as text), '"g1":3', '"g1":1') as blob)"""


def pay(wallet: Wallet, op: str, credits_: int) -> None:
    wallet.reserve(op, price(credits_))
    wallet.commit(op, credits_, SHA)
    wallet.remember()


def backed_up(desk: Desk) -> Callable[[], None]:
    """Copy the wallet's file; the result puts the copy back."""
    copy = desk.folder.with_name("backup.db")
    shutil.copy(desk.file, copy)
    return lambda: shutil.copy(copy, desk.file) and None


def edited(desk: Desk, statement: str, *values: object) -> None:
    connection = sqlite3.connect(desk.file)
    with connection:
        connection.execute(statement, values)
    connection.close()


def test_a_restored_backup_is_noticed_and_one_sync_mends_it(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        restore = backed_up(desk)
        pay(wallet, "a", 3)
        desk.sync(wallet)
    restore()
    with desk.open() as wallet:
        wallet.check_anchor()
        assert wallet.state.reason is ReadOnlyReason.OLDER
        assert wallet.balance().spendable == 0
        with pytest.raises(ReadOnlyError, match="older than this computer remembers"):
            wallet.reserve("b", price(1))
        assert [finding.kind for finding in wallet.verify()] == [FindingKind.ANCHOR]
        desk.sync(wallet)
        assert wallet.state.kind is StateKind.READY
        assert (wallet.balance().spendable, desk.server.forks) == (7, 1)
        assert wallet.verify() == []
        pay(wallet, "b", 2)
        desk.sync(wallet)
        assert (desk.server.lots["g1"].cons, desk.server.forks) == (5, 1)


def test_a_file_does_not_mend_a_restored_backup_and_says_so(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        restore = backed_up(desk)
        pay(wallet, "a", 3)
        desk.sync(wallet)
    restore()
    with desk.open() as wallet:
        answer = desk.server.sync(build_request(wallet, DEVICE_KEY, None), fresh=False)
        with pytest.raises(AnswerError, match="a file is not enough"):
            accept(wallet, answer)
        assert wallet.state.reason is ReadOnlyReason.OLDER


def test_reserving_looks_at_the_anchor_by_itself(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        restore = backed_up(desk)
        pay(wallet, "a", 3)
    restore()
    with desk.open() as wallet, pytest.raises(ReadOnlyError):
        wallet.reserve("b", price(1))


def test_a_deleted_wallet_is_noticed_too(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        pay(wallet, "a", 3)
        desk.sync(wallet)
    desk.file.unlink()
    with desk.open() as wallet:
        wallet.check_anchor()
        assert wallet.state.reason is ReadOnlyReason.OLDER
        desk.sync(wallet)
        assert (wallet.balance().spendable, wallet.state.kind) == (7, StateKind.READY)


def test_with_wallet_and_anchor_gone_it_is_the_first_time(desk: Desk) -> None:
    with desk.opened().wallet as wallet:
        wallet.check_anchor()
        assert wallet.state.kind is StateKind.NEW


def test_an_anchor_that_is_gone_is_written_again(desk: Desk) -> None:
    with desk.stocked(10):
        pass
    desk.anchor.anchored = None  # type: ignore[attr-defined]
    with desk.open() as wallet:
        pay(wallet, "a", 1)
        assert desk.anchor.read() is not None


def test_an_anchor_may_lag(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        wallet.reserve("a", price(1))
        wallet.commit("a", 1, SHA)
    with desk.open() as wallet:
        pay(wallet, "b", 1)
        assert wallet.balance().spendable == 8


def test_what_was_under_way_goes_on_in_the_new_epoch(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        restore = backed_up(desk)
        pay(wallet, "lost", 3)
        desk.sync(wallet)
    restore()
    desk.anchor.anchored = None  # type: ignore[attr-defined]
    with desk.open() as wallet:
        wallet.reserve("open", price(2))
        pay(wallet, "sent", 1)
        request = build_request(wallet, DEVICE_KEY, "1.x")
        pay(wallet, "late", 1)
        accept(wallet, desk.server.sync(request))
        assert (wallet.balance().reserved, wallet.balance().spendable) == (2, 3)
        again = wallet._db.execute("select op, kind from entries where epoch = 1 order by seq").fetchall()
        assert again[1:] == [("open", "RESERVE"), ("late", "RESERVE"), ("late", "COMMIT")]
        assert wallet.commit("open", 2, SHA) == 2
        assert wallet.verify() == []
        desk.sync(wallet)
        paid = {op for op, kind in desk.server.counted if kind is EntryKind.COMMIT}
        assert paid == {"lost", "sent", "late", "open"}
        assert desk.server.lots["g1"].bucket == wallet.balance().spendable == 3


def test_what_one_of_two_requests_carried_is_not_written_again(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        restore = backed_up(desk)
        pay(wallet, "lost", 3)
        desk.sync(wallet)
    restore()
    with desk.open() as wallet:
        wallet.check_anchor()
        desk.anchor.anchored = None  # type: ignore[attr-defined]
    with desk.open() as wallet:
        first = build_request(wallet, DEVICE_KEY, "1.x")
        pay(wallet, "sent", 2)
        second = build_request(wallet, DEVICE_KEY, "2.x")
        answers = [desk.server.sync(first), desk.server.sync(second)]
        for answer in answers:
            accept(wallet, answer)
        assert wallet.balance().spendable == desk.server.lots["g1"].bucket == 5


def test_the_union_of_what_two_clones_did_is_charged_once(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        wallet.remember()
    clone = Desk(desk.folder.with_name("clone"), server=desk.server)
    shutil.copytree(desk.folder, clone.folder)
    with desk.open() as wallet, clone.open() as twin:
        pay(wallet, "a", 2)
        pay(twin, "b", 3)
        for _ in range(3):
            desk.sync(wallet)
            desk.sync(twin)
        paid = {op for op, kind in desk.server.counted if kind is EntryKind.COMMIT}
        assert paid == {"a", "b"}
        assert desk.server.lots["g1"].cons == 5
        assert desk.server.forks > 0


@pytest.mark.parametrize(
    "statement",
    [
        f"{CHEAPER} where kind = 'COMMIT'",
        "delete from entries where kind = 'COMMIT'",
        "update entries set body = x'7b7d' where kind = 'RESERVE'",
        "update entries set body = x'00' where kind = 'COMMIT'",
        "update entries set hash = 'ff' where kind = 'COMMIT'",
    ],
)
def test_a_changed_ledger_is_read_only_until_a_sync(desk: Desk, statement: str) -> None:
    with desk.stocked(10) as wallet:
        pay(wallet, "a", 3)
    edited(desk, statement)
    with desk.open() as wallet:
        wallet.check_anchor()
        assert wallet.state.kind is StateKind.READ_ONLY
        assert wallet.verify() != []
        with pytest.raises(ReadOnlyError):
            wallet.reserve("b", price(1))
        desk.sync(wallet)
        desk.sync(wallet)
        assert wallet.state.kind is StateKind.READY
        assert wallet.verify() == []
        assert wallet.balance().spendable == desk.server.lots["g1"].bucket
        pay(wallet, "c", 1)


def test_a_changed_end_is_read_from_behind_and_still_charged(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        pay(wallet, "a", 3)
        pay(wallet, "b", 2)
    edited(desk, "update entries set body = x'00' where op = 'a' and kind = 'COMMIT'")
    with desk.open() as wallet:
        desk.sync(wallet)
        desk.sync(wallet)
        assert {op for op, kind in desk.server.counted if kind is EntryKind.COMMIT} == {"b"}


@pytest.mark.parametrize(
    "statement",
    [
        "update meta set value = value || 'A' where name = 'receipt'",
        "update meta set value = 'nonsense' where name = 'receipt'",
        "update meta set value = 'nonsense' where name = 'roots'",
        "update meta set value = '[\"nonsense\"]' where name = 'roots'",
        "delete from meta where name = 'keyset'",
    ],
)
def test_a_receipt_that_is_not_genuine_is_worth_nothing(desk: Desk, statement: str) -> None:
    with desk.stocked(10):
        pass
    edited(desk, statement)
    with desk.opened().wallet as wallet:
        assert wallet.state.kind is StateKind.READ_ONLY
        assert wallet.balance().spendable == 0
        assert [finding.kind for finding in wallet.verify()] == [FindingKind.RECEIPT]


def test_what_was_changed_before_the_receipt_is_history(desk: Desk) -> None:
    with desk.stocked(10) as wallet:
        pay(wallet, "a", 3)
        desk.sync(wallet)
    edited(desk, f"{CHEAPER} where op = 'a'")
    with desk.open() as wallet:
        assert "balance is not affected" in wallet.verify()[0].text
        assert wallet.balance().total == 7
        desk.sync(wallet)
        assert wallet.balance().spendable == 7


def test_a_receipt_of_another_wallet_does_not_fit(desk: Desk) -> None:
    with desk.stocked(10):
        pass
    edited(desk, "update meta set value = ? where name = 'device'", "B" * 43)
    with desk.opened().wallet as wallet:
        assert wallet.state.reason is ReadOnlyReason.RECEIPT
