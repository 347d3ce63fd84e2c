"""What the wallet's commands say about balances, movements and packages."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from infrasketch_desktop.cli.wallet import words
from infrasketch_desktop.cli.wallet.paying import _why
from infrasketch_desktop.credits.lots import LotKind
from infrasketch_desktop.credits.prices import default_prices
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.wallet import states
from infrasketch_desktop.wallet.balances import Balance, LotBalance, Movement, MovementKind, MovementState

LIVE = Environment.LIVE
NOON = 1_795_262_400  # 2026-11-21 12:00 UTC
BALANCE = Balance(
    spendable=500,
    reserved=2,
    lots=(
        LotBalance("g1", LotKind.BONUS, 9, NOON, usable=True),
        LotBalance("g2", LotKind.PACK, 491, None, usable=True),
    ),
    debt=0,
    lease_until=NOON + 86_400,
    pool_hint=9,
    awaited=0,
    state=states.READY,
    last_sync=NOON,
    low=False,
)
MOVEMENT = Movement(
    3, NOON, MovementKind.SPENT, "Picture (PNG)", -1, 9, (Path("shop.png"),), MovementState.DELIVERED, "op"
)


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


def test_the_balance_is_all_the_account_has() -> None:
    told = words.balance_as_json(BALANCE, LIVE)
    assert (told["balance"], told["spendable"], told["reserved"], told["at_server"]) == (511, 500, 2, 9)


def test_a_balance_names_lots_and_what_lies_elsewhere() -> None:
    assert list(words.describe_balance(BALANCE, LIVE)) == [
        "511 credits. 500 can be spent here now; 2 credits held for work under way, 9 credits waiting at the server.",
        "  9 welcome or bonus credits, until 2026-11-21 12:00",
        "  491 bought",
        "Can be spent here without a network until 2026-11-22 12:00.",
    ]


def test_a_wallet_that_met_no_server_says_what_to_do() -> None:
    empty = Balance(0, 0, (), 0, 0, 0, 0, states.NEW, None, low=True)
    assert list(words.describe_balance(empty, LIVE)) == ["0 credits.", states.NEW.text]
    assert words.balance_as_json(empty, LIVE)["message"] == states.NEW.text


def test_debt_and_a_low_balance_are_said() -> None:
    lines = list(words.describe_balance(replace(BALANCE, debt=1, low=True), LIVE))
    assert "1 credit was used and not paid; the next purchase repays it first." in lines
    assert "Running low: `infrasketch wallet buy` lists the packages." in lines


def test_credits_of_the_sandbox_are_called_so() -> None:
    assert list(words.describe_balance(BALANCE, Environment.SANDBOX))[-1] == words.SANDBOX
    assert words.balance_as_json(BALANCE, Environment.SANDBOX)["environment"] == "sandbox"


@pytest.mark.parametrize(
    ("movement", "line"),
    [
        (MOVEMENT, "2026-11-21 12:00      -1  Picture (PNG): shop.png  (9 left)"),
        (
            replace(MOVEMENT, state=MovementState.UNDER_WAY),
            "2026-11-21 12:00      -1  Picture (PNG): shop.png (under way)  (9 left)",
        ),
        (
            Movement(4, NOON, MovementKind.RECEIVED, "Pro", 1500, 1509, (), MovementState.DONE, None),
            "2026-11-21 12:00  +1,500  Pro  (1,509 left)",
        ),
    ],
)
def test_a_movement_is_one_line(movement: Movement, line: str) -> None:
    assert words.describe_movement(movement) == line


def test_packages_are_listed_with_their_price() -> None:
    assert list(words.describe_packages(default_prices())) == [
        "  starter          $5.00  100 credits",
        "  pro             $20.00  500 credits",
        "  business        $50.00  1,500 credits",
        "  enterprise     $200.00  7,000 credits",
    ]


def test_another_currency_is_named() -> None:
    prices = replace(default_prices(), currency="chf")
    assert words.price_text(prices.packages[0], prices) == "CHF 5.00"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/tmp/.part"), "The disk is full."),
        (FileExistsError(17, "The folder holds other files.", "/tmp/x"), "The folder holds other files."),
        (ValueError("It is too large to be drawn"), "It is too large to be drawn."),
    ],
)
def test_what_failed_is_said_without_numbers_and_temporary_names(error: Exception, said: str) -> None:
    assert _why(error) == said
