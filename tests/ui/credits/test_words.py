"""Amounts, money and addresses as people write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.ui.credits.controller import Known, Link
from infrasketch_desktop.ui.credits.desk import Balance, LotBalance
from infrasketch_desktop.ui.credits.form import email_trouble, password_trouble
from infrasketch_desktop.ui.credits.wallet_words import link_words, lot_text, parts_words
from infrasketch_desktop.ui.credits.words import credits_text


@pytest.mark.parametrize(("count", "text"), [(0, "0 credits"), (1, "1 credit"), (250, "250 credits")])
def test_credits_agree_with_their_noun(count: int, text: str) -> None:
    assert credits_text(count) == text


def test_a_lot_says_where_it_comes_from_and_until_when() -> None:
    assert lot_text(LotBalance(LotKind.PACK, 240)) == "240 bought"
    assert lot_text(LotBalance(LotKind.BONUS, 10, 1_800_000_000)).startswith("10 welcome or bonus credits, until ")


@pytest.mark.parametrize("email", ["ada@example.com", " ada.l+x@mail.example.org "])
def test_addresses_pass(email: str) -> None:
    assert email_trouble(email) == ""


@pytest.mark.parametrize("email", ["", "ada", "ada@", "@example.com", "ada@example", "a b@example.com", "a@b..c"])
def test_what_is_no_address_is_told_before_it_is_sent(email: str) -> None:
    assert email_trouble(email)


@pytest.mark.parametrize(
    ("password", "new", "good"),
    [("", True, False), ("", False, False), ("short", True, False), ("short", False, True), ("12345678", True, True)],
)
def test_only_new_passwords_have_to_be_long(password: str, new: bool, good: bool) -> None:
    assert (password_trouble(password, new=new) == "") is good


@pytest.mark.parametrize(("needs_anew", "text"), [(True, "Not synced yet."), (False, "Refused.")])
def test_what_the_card_explains_is_not_said_twice(needs_anew: bool, text: str) -> None:
    known = Known(link=Link.TROUBLE, trouble="Refused.", needs_anew=needs_anew)
    assert link_words(known, datetime(2026, 11, 21, tzinfo=UTC)) == text


def test_bought_credits_that_are_still_with_the_server_are_told_apart() -> None:
    lots = (LotBalance(LotKind.PACK, 490),)
    assert parts_words(Balance(490, 490, lots=lots)) == "490 bought"
    split = parts_words(Balance(490, 500, pool=10, lots=lots))
    assert split == "On this computer: 490 bought. With the server, fetched when needed: 10."
    assert parts_words(Balance(0, 10, pool=10)).startswith("On this computer: 0. ")
