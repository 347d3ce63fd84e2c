"""Work reported by devices: from where it is paid, and that it is paid once."""

import pytest

from infrasketch_desktop.credits.chain import EntryKind
from infrasketch_desktop.credits.lots import LotKind
from licensing_server.books.lots import lot_id
from tests.support.ledgers import SOURCE, START, TestBooks

X, Y = lot_id(SOURCE, "x"), lot_id(SOURCE, "y")


def test_work_is_paid_from_the_bucket_of_its_device(books: TestBooks) -> None:
    books.issue("x", 50)
    books.top_up("laptop", 20)
    books.spend("laptop", "op", {X: 5})
    assert books.places("x") == {"pool": 30, "device:laptop": 15, "consumed": 5}


def test_the_same_operation_counts_once_whatever_device_reports_it(books: TestBooks) -> None:
    books.issue("x", 50)
    books.top_up("laptop", 20)
    books.spend("laptop", "op", {X: 5})
    books.spend("laptop", "op", {X: 5})
    books.spend("clone", "op", {X: 7})
    assert books.places("x")["consumed"] == 5


def test_what_the_bucket_no_longer_has_comes_from_the_pool_and_then_is_owed(books: TestBooks) -> None:
    books.issue("x", 10)
    books.top_up("laptop", 4)
    books.issue("y", 10)
    books.spend("laptop", "op", {X: 27})
    assert books.places("x") == {"consumed": 10}
    assert books.places("y") == {"consumed": 10}
    assert books.book().in_place("debt") == {"": 7}


def test_the_pool_is_spent_in_burn_order(books: TestBooks) -> None:
    books.issue("x", 10)
    books.issue("y", 10, kind=LotKind.PLAN, lifetime=100)
    books.spend("laptop", "op", {"unknown": 12})
    assert books.places("y") == {"consumed": 10}
    assert books.places("x") == {"consumed": 2, "pool": 8}


def test_a_purchase_covers_debt_first_as_a_line_of_its_own(books: TestBooks) -> None:
    books.spend("laptop", "op", {"unknown": 12})
    books.issue("x", 50)
    assert books.places("x") == {"repaid:": 12, "pool": 38}
    assert books.book().debt == 0


def test_nothing_is_set_aside_for_devices_while_in_debt(books: TestBooks) -> None:
    books.issue("x", 20, kind=LotKind.BONUS)
    books.spend("laptop", "op", {"unknown": 25})
    books.top_up("laptop", 10)
    assert books.book().in_place("device:laptop") == {}


def test_a_reversal_gives_back_what_its_work_took(books: TestBooks) -> None:
    books.issue("x", 10)
    books.issue("y", 10)
    books.top_up("laptop", 4)
    before = (books.places("x"), books.places("y"))
    books.spend("laptop", "op", {X: 27})
    books.report("laptop", EntryKind.REVERSAL, "op", {X: 27})
    assert (books.places("x"), books.places("y")) == before
    assert books.book().debt == 0


def test_a_reversal_that_arrives_first_cancels_its_work_beforehand(books: TestBooks) -> None:
    books.issue("x", 10)
    books.top_up("laptop", 4)
    books.report("laptop", EntryKind.REVERSAL, "op", {X: 3})
    books.spend("laptop", "op", {X: 3})
    assert books.places("x") == {"pool": 6, "device:laptop": 4}


def test_work_done_in_time_and_reported_late_uses_what_expired(books: TestBooks) -> None:
    books.issue("x", 10, kind=LotKind.PLAN, lifetime=100)
    books.issue("y", 10)
    books.top_up("laptop", 10)
    books.now = START + 150
    books.take_back_device("laptop")
    books.spend("laptop", "in time", {X: 4}, at=START + 99)
    books.spend("laptop", "too late", {X: 4}, at=START + 100)
    assert books.places("x") == {"consumed": 4, "expired": 6}
    assert books.places("y") == {"consumed": 4, "pool": 6}


def test_late_use_of_a_bucket_that_was_taken_back_is_paid_from_the_pool(books: TestBooks) -> None:
    books.issue("x", 10)
    books.top_up("laptop", 10)
    assert books.take_back_device("laptop") == 10
    books.spend("laptop", "op", {X: 4})
    assert books.places("x") == {"consumed": 4, "pool": 6}


@pytest.mark.parametrize("returned", [3, 30])
def test_a_device_returns_no_more_than_it_has(books: TestBooks, returned: int) -> None:
    books.issue("x", 10)
    books.top_up("laptop", 4)
    books.report("laptop", EntryKind.RETURN, "return", {X: returned})
    books.report("laptop", EntryKind.RETURN, "return", {X: returned})
    assert books.places("x")["pool"] == 6 + min(returned, 4)


def test_nothing_is_spent_before_its_time(books: TestBooks) -> None:
    books.issue("x", 10)
    books.now = START - 1
    books.top_up("laptop", 4)
    assert books.places("x") == {"pool": 10}
