"""Refunds and disputes: what is taken, from where, and what comes back."""

from infrasketch_desktop.credits.chain import EntryKind
from infrasketch_desktop.credits.lots import LotKind
from licensing_server.books.lots import lot_id
from tests.support.ledgers import SOURCE, START, TestBooks

X, Y = lot_id(SOURCE, "x"), lot_id(SOURCE, "y")


def test_credits_are_taken_from_the_pool_first(books: TestBooks) -> None:
    books.issue("x", 100)
    books.top_up("laptop", 60)
    books.refund("x", 30)
    assert books.places("x") == {"pool": 10, "device:laptop": 60, "refunded": 30}


def test_what_devices_have_is_waited_for(books: TestBooks) -> None:
    books.issue("x", 100)
    books.top_up("laptop", 60)
    outcome = books.refund("x", 100)
    assert outcome is not None
    assert (outcome.taken, outcome.recalled, outcome.debt) == (40, 60, 0)
    assert books.book().outstanding(X) == 60


def test_what_was_used_becomes_debt_at_once(books: TestBooks) -> None:
    books.issue("x", 100)
    books.top_up("laptop", 60)
    books.spend("laptop", "op", {X: 25})
    outcome = books.refund("x", 100)
    assert outcome is not None
    assert (outcome.taken, outcome.recalled, outcome.debt) == (65, 35, 25)


def test_a_frozen_lot_takes_what_a_device_returns(books: TestBooks) -> None:
    books.issue("x", 100)
    books.top_up("laptop", 60)
    books.refund("x", 100)
    books.report("laptop", EntryKind.RETURN, "return", {X: 60})
    assert books.places("x") == {"refunded": 100}


def test_what_is_used_on_the_way_back_becomes_debt(books: TestBooks) -> None:
    books.issue("x", 100)
    books.top_up("laptop", 60)
    books.refund("x", 100)
    books.spend("laptop", "op", {X: 20})
    books.report("laptop", EntryKind.RETURN, "return", {X: 40})
    assert books.places("x") == {"refunded": 100}
    assert books.book().debt == 20


def test_a_frozen_lot_is_not_handed_out(books: TestBooks) -> None:
    books.issue("x", 100)
    books.top_up("laptop", 60)
    books.refund("x", 50)
    books.top_up("tablet", 40)
    assert books.places("x") == {"device:laptop": 60, "refunded": 40}


def test_the_same_target_again_changes_nothing(books: TestBooks) -> None:
    books.issue("x", 100)
    books.refund("x", 70)
    before = books.count_transfers()
    books.refund("x", 70)
    assert books.count_transfers() == before


def test_more_than_the_lot_had_is_never_taken(books: TestBooks) -> None:
    books.issue("x", 100)
    outcome = books.refund("x", 170)
    assert outcome is not None
    assert (outcome.target, outcome.taken) == (100, 100)


def test_a_source_that_was_never_granted_says_so(books: TestBooks) -> None:
    assert books.refund("x", 10) is None


def test_a_won_dispute_gives_back_what_was_taken(books: TestBooks) -> None:
    books.issue("x", 100)
    books.top_up("laptop", 60)
    books.spend("laptop", "op", {X: 60})
    before = books.places("x")
    books.refund("x", 100)
    books.refund("x", 0)
    assert books.places("x") == before
    assert books.book().debt == 0


def test_debt_of_a_dispute_that_a_purchase_covered_comes_back_when_it_is_won(books: TestBooks) -> None:
    books.issue("x", 100)
    books.top_up("laptop", 60)
    books.spend("laptop", "op", {X: 60})
    books.refund("x", 100)
    books.issue("y", 80)
    assert books.places("y") == {f"repaid:{X}": 60, "pool": 20}
    books.refund("x", 0)
    assert books.places("x") == {"pool": 40, "consumed": 60}
    assert books.places("y") == {"pool": 80}


def test_a_lower_target_gives_back_the_difference_first_to_what_was_used(books: TestBooks) -> None:
    books.issue("x", 100)
    books.top_up("laptop", 60)
    books.spend("laptop", "op", {X: 60})
    books.refund("x", 100)
    books.refund("x", 70)
    assert books.places("x") == {"consumed": 30, "refunded": 70}
    assert books.book().debt == 30


def test_a_purchase_that_covered_a_debt_may_itself_be_refunded(books: TestBooks) -> None:
    books.issue("x", 50)
    books.top_up("laptop", 50)
    books.spend("laptop", "op", {X: 50})
    books.refund("x", 50)
    books.issue("y", 80)
    books.refund("y", 80)
    assert books.places("y") == {"refunded": 80}
    assert books.book().in_place("debt") == {X: 50}  # the name stays, so that X can still be won
    books.refund("x", 0)
    assert books.book().debt == 0
    assert books.places("x") == {"consumed": 50}


def test_credits_that_expired_unused_are_taken_before_used_ones(books: TestBooks) -> None:
    books.issue("x", 100, kind=LotKind.PLAN, lifetime=50)
    books.top_up("laptop", 30)
    books.spend("laptop", "op", {X: 30})
    books.now += 60
    books.refund("x", 80)
    assert books.places("x") == {"consumed": 20, "refunded": 80}
    assert books.book().debt == 10


def test_what_comes_back_to_an_expired_lot_has_expired(books: TestBooks) -> None:
    books.issue("x", 100, kind=LotKind.PLAN, lifetime=50)
    books.refund("x", 100)
    books.now += 60
    books.refund("x", 0)
    assert books.places("x") == {"expired": 100}


def test_a_debt_that_another_lot_covered_comes_back_there_though_the_first_expired(books: TestBooks) -> None:
    books.issue("x", 30, kind=LotKind.PLAN, lifetime=50)
    books.top_up("laptop", 30)
    books.spend("laptop", "op", {X: 30})
    books.refund("x", 30)
    books.issue("y", 100)
    books.now = START + 60
    books.refund("x", 0)
    assert books.places("y") == {"pool": 100}


def test_a_reversal_after_a_refund_releases_the_debt_it_left(books: TestBooks) -> None:
    books.issue("x", 30)
    books.top_up("laptop", 30)
    books.spend("laptop", "op", {X: 30})
    books.refund("x", 30)
    books.issue("y", 10)
    books.report("laptop", EntryKind.REVERSAL, "op", {X: 30})
    assert books.book().debt == 0
    assert books.places("x") == {"refunded": 30}
    assert books.places("y") == {"pool": 10}
