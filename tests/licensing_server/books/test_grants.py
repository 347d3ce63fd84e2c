"""Lots of credits, and accounts that become one."""

import pytest
from sqlalchemy.exc import IntegrityError

from infrasketch_desktop.credits.lots import LotKind
from licensing_server.books.errors import GrantConflictError, UnknownAccountError
from licensing_server.books.lots import lot_id
from tests.support.ledgers import SOURCE, TestBooks

X = lot_id(SOURCE, "x")


def test_a_source_is_granted_once(books: TestBooks) -> None:
    first = books.issue("x", 50)
    before = books.count_transfers()
    assert books.issue("x", 50) == first
    assert books.count_transfers() == before


def test_a_source_is_never_granted_with_other_credits(books: TestBooks) -> None:
    books.issue("x", 50)
    with pytest.raises(GrantConflictError, match="50 credits, not 51"):
        books.issue("x", 51)


def test_the_database_refuses_a_source_that_another_account_was_granted(books: TestBooks) -> None:
    books.issue("x", 50)
    books.open_account("other")
    with pytest.raises(IntegrityError):
        books.issue("x", 50)
    assert books.places("x") == {}


def test_an_unknown_account_is_refused(books: TestBooks) -> None:
    with pytest.raises(UnknownAccountError, match="nobody"):
        books.issue("x", 50, account="nobody")


def test_a_lot_expires_at_its_time(books: TestBooks) -> None:
    books.issue("x", 50, kind=LotKind.PLAN, lifetime=100)
    books.now += 99
    assert books.change(lambda _session, book: book.pool()) == 50
    books.now += 1
    assert books.change(lambda _session, book: book.pool()) == 0
    assert books.places("x") == {"expired": 50}


def test_merging_moves_lots_in_their_places(books: TestBooks) -> None:
    books.issue("x", 50)
    books.top_up("laptop", 20)
    books.spend("laptop", "op", {X: 3})
    before = books.places("x")
    books.open_account("user")
    books.merge("account", "user")
    assert books.places("x", "user") == before
    assert books.places("x", "account") == {}


def test_work_that_was_counted_before_a_merger_is_not_counted_again(books: TestBooks) -> None:
    books.issue("x", 50)
    books.top_up("laptop", 20)
    books.spend("laptop", "op", {X: 3})
    books.open_account("user")
    books.merge("account", "user")
    books.spend("laptop", "op", {X: 3})
    assert books.places("x")["consumed"] == 3


def test_debt_and_holds_move_with_the_account(books: TestBooks) -> None:
    books.issue("x", 10)
    books.reserve("hold", 10)
    books.spend("laptop", "op", {"unknown": 4})
    books.open_account("user")
    books.merge("account", "user")
    assert books.book().debt == 4
    books.release("hold")
    assert books.places("x") == {"repaid:": 4, "pool": 6}


def test_a_late_delivery_reaches_the_heir(books: TestBooks) -> None:
    books.open_account("user")
    books.merge("account", "user")
    books.issue("x", 10, account="account")
    assert books.places("x", "user") == {"pool": 10}


def test_merging_again_moves_nothing(books: TestBooks) -> None:
    books.issue("x", 10)
    books.open_account("user")
    books.merge("account", "user")
    before = books.count_transfers()
    books.merge("account", "user")
    assert books.count_transfers() == before
