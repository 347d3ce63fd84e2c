"""Two-phase spending on the server."""

import pytest

from licensing_server.books.errors import HoldError, InsufficientCreditsError
from licensing_server.books.holds import HOLD_SECONDS
from tests.support.ledgers import TestBooks


def test_what_is_committed_is_spent_and_the_rest_comes_back(books: TestBooks) -> None:
    books.issue("x", 50)
    books.reserve("op", 30)
    assert books.places("x") == {"pool": 20, "held:op": 30}
    assert books.commit("op", 12).spent == 12
    assert books.places("x") == {"pool": 38, "consumed": 12}


def test_each_step_may_be_repeated(books: TestBooks) -> None:
    books.issue("x", 50)
    assert books.reserve("op", 30) == books.reserve("op", 30)
    assert books.commit("op", 12) == books.commit("op", 12)
    books.reserve("other", 10)
    assert books.release("other") == books.release("other")
    assert books.places("x") == {"pool": 38, "consumed": 12}


def test_too_few_credits_reserve_nothing(books: TestBooks) -> None:
    books.issue("x", 5)
    with pytest.raises(InsufficientCreditsError) as refused:
        books.reserve("op", 6)
    assert (refused.value.remaining, refused.value.required) == (5, 6)
    assert books.places("x") == {"pool": 5}


def test_a_hold_lapses_after_its_time(books: TestBooks) -> None:
    books.issue("x", 5)
    books.reserve("op", 5)
    books.now += HOLD_SECONDS
    books.reserve("other", 5)
    assert books.places("x") == {"held:other": 5}
    assert books.release("op").state == "lapsed"
    with pytest.raises(HoldError, match="lapsed"):
        books.commit("op", 5)


def test_a_hold_may_end_within_its_time(books: TestBooks) -> None:
    books.issue("x", 5)
    books.reserve("op", 5)
    books.now += HOLD_SECONDS - 1
    assert books.commit("op", 5).state == "committed"


def test_a_hold_ends_in_one_way(books: TestBooks) -> None:
    books.issue("x", 20)
    books.reserve("op", 5)
    books.commit("op", 5)
    with pytest.raises(HoldError, match="was committed before"):
        books.release("op")
    with pytest.raises(HoldError, match="was committed before"):
        books.commit("op", 4)


def test_no_more_than_was_reserved_is_spent(books: TestBooks) -> None:
    books.issue("x", 20)
    books.reserve("op", 5)
    with pytest.raises(HoldError, match="holds 5 credits, not 6"):
        books.commit("op", 6)


def test_one_name_stands_for_one_price(books: TestBooks) -> None:
    books.issue("x", 20)
    books.reserve("op", 5)
    with pytest.raises(HoldError, match="another price"):
        books.reserve("op", 6)


def test_unknown_holds_are_refused(books: TestBooks) -> None:
    with pytest.raises(HoldError, match="Nothing is reserved"):
        books.commit("op", 1)


def test_held_credits_of_a_lot_that_expires_meanwhile_may_be_spent(books: TestBooks) -> None:
    books.issue("x", 20, lifetime=60)
    books.reserve("op", 5)
    books.now += 60
    books.commit("op", 3)
    assert books.places("x") == {"consumed": 3, "expired": 17}
