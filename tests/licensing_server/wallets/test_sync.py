"""The sync of a wallet, over the real service on both databases."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select

from infrasketch_desktop.credits import documents
from infrasketch_desktop.credits.chain import EntryKind
from infrasketch_desktop.credits.documents import DocumentType
from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.keys import PrivateKey
from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.credits.receipts import DeviceStatus
from licensing_server.books.lots import lot_id
from licensing_server.database import Database
from licensing_server.models.accounts import Audit, Device
from licensing_server.wallets import service
from licensing_server.wallets.checks import verify_wallets
from licensing_server.wallets.errors import RevokedDeviceError, StaleError, UnknownDeviceError, WrongAccountError
from tests.support.ledgers import SOURCE, START, TestBooks
from tests.support.paper_wallets import PaperServer, PaperWallet

X = lot_id(SOURCE, "x")
DAY = 86_400


@pytest.fixture
def books(database_url: str) -> Iterator[TestBooks]:
    database = Database(database_url)
    kept = TestBooks(database)
    yield kept
    kept.verify()
    with database.reading() as session:
        assert verify_wallets(session) == ()
    database.close()


@pytest.fixture
def server(books: TestBooks) -> PaperServer:
    return PaperServer(books.database, START)


def new_wallet(server: PaperServer, number: int = 1) -> PaperWallet:
    wallet = PaperWallet(server, "account", number)
    server.enrol("account", wallet.key)
    return wallet


@pytest.fixture
def wallet(server: PaperServer, books: TestBooks) -> PaperWallet:
    """A device of an account with 200 credits."""
    made = new_wallet(server)
    books.issue("x", 200)
    return made


def test_the_first_sync_fills_the_bucket(wallet: PaperWallet) -> None:
    receipt = wallet.sync(want=50)
    assert [(lot.g, lot.bucket) for lot in receipt.lots] == [(X, 50)]
    assert (receipt.rseq, receipt.pool_hint, receipt.debt, receipt.status) == (1, 150, 0, DeviceStatus.OK)
    assert (receipt.prices_ver, receipt.keyset_ver, receipt.acc) == (7, 3, "account")


def test_what_was_spent_offline_is_counted_and_filled_up(wallet: PaperWallet, books: TestBooks) -> None:
    wallet.sync(want=50)
    assert wallet.spend("op", 7)
    receipt = wallet.sync(want=50)
    lot = receipt.lot(X)
    assert lot is not None
    assert (lot.allot, lot.ret, lot.cons) == (57, 0, 7)
    assert books.places("x") == {"pool": 143, f"device:{wallet.device}": 50, "consumed": 7}


def test_a_single_device_may_hold_500_and_several_less(
    wallet: PaperWallet, server: PaperServer, books: TestBooks
) -> None:
    books.issue("y", 1800)
    assert sum(lot.bucket for lot in wallet.sync(want=10_000).lots) == 500
    second = new_wallet(server, 2)
    assert sum(lot.bucket for lot in second.sync(want=10_000).lots) == 100 + 1500 // 4


def test_the_lease_is_longer_for_a_single_device(wallet: PaperWallet, server: PaperServer) -> None:
    assert wallet.sync().lease_until == START + 90 * DAY
    new_wallet(server, 2)
    assert wallet.sync().lease_until == START + 35 * DAY


def test_the_same_request_again_is_stale(wallet: PaperWallet, server: PaperServer) -> None:
    request = wallet.request()
    server.sync(request)
    with pytest.raises(StaleError):
        server.sync(request)


def test_a_request_that_was_overtaken_is_stale(wallet: PaperWallet, server: PaperServer) -> None:
    slow, fast = wallet.request(), wallet.request()
    server.sync(fast)
    with pytest.raises(StaleError):
        server.sync(slow)


def test_a_challenge_is_good_for_five_minutes(wallet: PaperWallet, server: PaperServer) -> None:
    request = wallet.request()
    server.now += 300
    with pytest.raises(StaleError):
        server.sync(request)


def test_a_challenge_that_was_never_given_is_stale(wallet: PaperWallet, server: PaperServer) -> None:
    payload = documents.read(wallet.request(), DocumentType.SYNC, lambda _kid: wallet.key.public)
    for challenge in ("99.secret0", "1.secret9", "1", "x.y", "1" * 40 + ".secret0"):
        with pytest.raises(StaleError):
            server.sync(documents.sign(DocumentType.SYNC, payload | {"chal": challenge}, wallet.key))


def test_a_lost_answer_is_harmless(wallet: PaperWallet, server: PaperServer, books: TestBooks) -> None:
    wallet.sync(want=50)
    wallet.spend("op", 7)
    server.sync(wallet.request())  # the answer is lost
    wallet.spend("op2", 3)
    receipt = wallet.sync(want=50)
    assert receipt.epoch == 0
    assert books.places("x")["consumed"] == 10
    assert sum(wallet.remaining().values()) == books.places("x")[f"device:{wallet.device}"]


def test_answers_out_of_order_leave_the_newest(wallet: PaperWallet, server: PaperServer) -> None:
    first = server.sync(wallet.request(want=20))
    second = server.sync(wallet.request(want=50))
    assert wallet.accept(second)
    assert not wallet.accept(first)


def test_totals_never_fall_within_an_epoch(wallet: PaperWallet) -> None:
    seen = (0, 0, 0)
    for number in range(6):
        lot = wallet.sync(want=30).lot(X)
        assert lot is not None
        totals = (lot.allot, lot.ret, lot.cons)
        assert all(new >= old for new, old in zip(totals, seen, strict=True))
        seen = totals
        wallet.spend(f"op{number}", 4)
        if number % 2:
            wallet.append(EntryKind.REVERSAL, f"op{number}", {X: 4})


def test_a_file_needs_no_challenge_and_may_be_sent_twice(
    wallet: PaperWallet, server: PaperServer, books: TestBooks
) -> None:
    wallet.sync(want=50)
    wallet.spend("op", 7)
    file = wallet.request(file=True)
    server.sync(file)
    assert wallet.accept(server.sync(file))
    assert wallet.entries == []
    assert books.places("x")["consumed"] == 7


def test_an_old_file_proves_nothing(wallet: PaperWallet, server: PaperServer) -> None:
    wallet.sync(want=50)
    old = wallet.request(file=True)
    wallet.spend("op", 7)
    wallet.sync()
    server.sync(old)
    assert wallet.sync().epoch == 0


def test_a_file_of_another_account_is_refused(wallet: PaperWallet, server: PaperServer) -> None:
    with pytest.raises(WrongAccountError):
        server.sync(wallet.request(file=True, account="elsewhere"))


def test_a_file_may_name_an_account_that_was_merged(wallet: PaperWallet, books: TestBooks, server: PaperServer) -> None:
    file = wallet.request(file=True)
    books.open_account("user")
    books.merge("account", "user")
    with books.database.transaction() as session:
        session.get_one(Device, wallet.device).account_id = "user"
    assert wallet.accept(server.sync(file))
    assert wallet.receipt is not None
    assert wallet.receipt.acc == "user"


def test_a_restored_database_is_noticed_and_begins_a_new_epoch(wallet: PaperWallet, books: TestBooks) -> None:
    wallet.sync(want=50)
    backup = copy.deepcopy((wallet.base, wallet.entries, wallet.receipt))
    wallet.spend("op", 7)
    wallet.sync()
    wallet.base, wallet.entries, wallet.receipt = backup
    receipt = wallet.sync(want=50)
    assert (receipt.epoch, receipt.status) == (1, DeviceStatus.OK)
    assert wallet.spend("op", 7)  # the same work again: it is known, and not charged twice
    wallet.sync()
    assert books.places("x")["consumed"] == 7
    with books.database.reading() as session:
        assert [row.action for row in session.scalars(select(Audit))] == ["wallet.fork"]


def test_both_stories_of_a_cloned_device_are_charged(
    wallet: PaperWallet, server: PaperServer, books: TestBooks
) -> None:
    wallet.sync(want=50)
    clone = copy.copy(wallet)
    clone.entries, clone.sent = [*wallet.entries], {**wallet.sent}
    wallet.spend("here", 30)
    clone.spend("there", 40)
    wallet.sync(want=50)
    clone.sync(want=50)
    assert books.places("x")["consumed"] == 70
    assert clone.base.epoch == 1


def test_a_lost_rebase_is_told_again_without_another_fork(wallet: PaperWallet, server: PaperServer) -> None:
    wallet.sync(want=50)
    backup = copy.deepcopy((wallet.base, wallet.entries, wallet.receipt))
    wallet.spend("op", 7)
    wallet.sync()
    wallet.base, wallet.entries, wallet.receipt = backup
    for _ in range(5):
        server.sync(wallet.request())  # lost
    receipt = wallet.sync()
    assert (receipt.epoch, receipt.status) == (1, DeviceStatus.OK)


@pytest.mark.parametrize(
    ("forks", "status", "held"),
    [
        (1, DeviceStatus.OK, 50),
        (2, DeviceStatus.LIMITED, 20),
        (3, DeviceStatus.LIMITED, 20),
        (4, DeviceStatus.REENROL, 0),
    ],
)
def test_forks_limit_a_device(wallet: PaperWallet, forks: int, status: DeviceStatus, held: int) -> None:
    wallet.sync(want=0)
    for number in range(forks):
        backup = copy.deepcopy((wallet.base, wallet.entries, wallet.receipt))
        wallet.append(EntryKind.RELEASE, f"op{number}", {})
        wallet.sync(want=0)
        wallet.base, wallet.entries, wallet.receipt = backup
        wallet.sync(want=0)
    receipt = wallet.sync(want=50)
    assert receipt.status is status
    assert sum(lot.bucket for lot in receipt.lots) == held


def test_forks_are_forgotten_after_30_days(wallet: PaperWallet, server: PaperServer) -> None:
    test_forks_limit_a_device(wallet, 2, DeviceStatus.LIMITED, 20)
    server.now += 30 * DAY
    assert wallet.sync().status is DeviceStatus.OK


def test_a_refunded_lot_is_recalled_and_taken_when_it_returns(wallet: PaperWallet, books: TestBooks) -> None:
    wallet.sync(want=50)
    books.refund("x", 200)
    receipt = wallet.sync(want=50)
    lot = receipt.lot(X)
    assert lot is not None
    assert (lot.recall, receipt.status) == (50, DeviceStatus.FROZEN)
    wallet.append(EntryKind.RETURN, "return", {X: 50})
    receipt = wallet.sync(want=50)
    assert receipt.status is DeviceStatus.OK
    assert books.places("x") == {"refunded": 200}


def test_credits_of_an_ended_lease_serve_another_device(
    wallet: PaperWallet, server: PaperServer, books: TestBooks
) -> None:
    second = new_wallet(server, 2)
    wallet.sync(want=150)
    assert sum(lot.bucket for lot in second.sync(want=100).lots) == 50
    server.now = books.now = START + 35 * DAY
    assert sum(lot.bucket for lot in second.sync(want=100).lots) == 100
    wallet.spend("late", 10)
    wallet.sync(want=0)
    assert books.places("x")["consumed"] == 10
    assert wallet.remaining() == {}


def test_an_ended_lease_is_left_alone_while_nobody_needs_its_credits(wallet: PaperWallet, server: PaperServer) -> None:
    second = new_wallet(server, 2)
    wallet.sync(want=100)
    server.now = START + 35 * DAY
    second.sync(want=100)
    assert sum(lot.bucket for lot in wallet.sync(want=100).lots) == 100


def test_an_expired_lot_leaves_the_receipt_once_the_device_has_seen_its_end(
    wallet: PaperWallet, server: PaperServer, books: TestBooks
) -> None:
    books.issue("plan", 20, kind=LotKind.PLAN, lifetime=DAY)
    wallet.sync(want=50)
    server.now += DAY
    plan = lot_id(SOURCE, "plan")
    for _ in range(2):
        server.sync(wallet.request())  # lost: it is told again
    told = wallet.sync().lot(plan)
    assert told is not None
    assert told.bucket == 0
    assert wallet.sync().lot(plan) is None


def test_a_spent_lot_that_left_the_receipt_comes_back_with_its_totals(wallet: PaperWallet, books: TestBooks) -> None:
    wallet.sync(want=200)
    wallet.spend("op", 200)
    wallet.sync()
    assert wallet.sync().lots == ()
    wallet.append(EntryKind.REVERSAL, "op", {X: 200})
    lot = wallet.sync().lot(X)
    assert lot is not None
    assert (lot.allot, lot.cons, lot.bucket) == (400, 200, 200)


def test_an_unknown_device_is_refused(server: PaperServer, wallet: PaperWallet) -> None:
    with pytest.raises(UnknownDeviceError):
        server.hello(PrivateKey(b"?" * 32).public.kid)
    stranger = replace(wallet, number=9, sent={}, entries=[])
    with pytest.raises(UnknownDeviceError):
        server.sync(documents.sign(DocumentType.SYNC, {"v": 1}, stranger.key))


def test_a_removed_device_is_refused(server: PaperServer, wallet: PaperWallet, books: TestBooks) -> None:
    request = wallet.request()
    with books.database.transaction() as session:
        session.get_one(Device, wallet.device).revoked_at = START
    with pytest.raises(RevokedDeviceError):
        server.sync(request)
    with pytest.raises(RevokedDeviceError):
        server.hello(wallet.device)


def test_a_request_for_another_device_is_refused(server: PaperServer, wallet: PaperWallet) -> None:
    payload = documents.read(wallet.request(), DocumentType.SYNC, lambda _kid: wallet.key.public)
    other = new_wallet(server, 2)
    forged = documents.sign(DocumentType.SYNC, payload | {"dev": other.device, "iss": other.device}, wallet.key)
    with pytest.raises(DocumentError) as refused:
        server.sync(forged)
    assert refused.value.reason is Reason.AUDIENCE


def test_a_changed_request_is_refused(server: PaperServer, wallet: PaperWallet) -> None:
    head, payload, signature = wallet.request().split(".")
    with pytest.raises(DocumentError) as refused:
        server.sync(f"{head}.{payload}.{'A' * 85}{signature[-1]}")
    assert refused.value.reason is Reason.SIGNATURE


def test_entries_that_do_not_follow_each_other_are_refused(server: PaperServer, wallet: PaperWallet) -> None:
    wallet.sync()
    wallet.spend("op", 2)
    wallet.entries.reverse()
    with pytest.raises(DocumentError) as refused:
        wallet.sync()
    assert refused.value.reason is Reason.CHAIN


def test_the_list_of_devices_knows_when_a_device_was_here(server: PaperServer, wallet: PaperWallet) -> None:
    seen = []
    for minutes in (9, 2):
        server.now += minutes * 60
        wallet.sync()
        with server.database.reading() as session:
            seen.append(session.get_one(Device, wallet.device).seen_at)
    assert seen == [START, START + 11 * 60], "what is ten minutes old counts as now"


def test_the_first_request_may_come_as_a_file_at_the_moment_of_the_first_challenge(
    server: PaperServer, wallet: PaperWallet
) -> None:
    """Whichever begins the wallet, the other one finds it."""
    request = wallet.request(file=True)
    asked = threading.Event()

    def answer() -> str:
        asked.set()
        return server.sync(request)

    with ThreadPoolExecutor(1) as pool:
        with server.database.transaction() as session:
            service.hello(session, wallet.device, server.now, lambda: "secret")
            answering = pool.submit(answer)
            asked.wait(20)
        assert wallet.accept(answering.result())
