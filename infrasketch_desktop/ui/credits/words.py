"""Credits, money and moments in plain words."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, QLocale

from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.moments import day

_SYMBOLS = {"usd": "$", "eur": "€", "gbp": "£"}
_WHOLE = {"jpy", "krw", "vnd", "clp"}
"""Currencies without a smaller unit: their amounts are not hundredths (ISO 4217)."""


def credits_text(count: int) -> str:
    """“1 credit”, “1,500 credits”, in the digits of the user."""
    return tr_count("%n credit", "%n credits", count).replace(str(count), number(count))


def number(count: int) -> str:
    return QLocale().toString(count)


def signed(count: int) -> str:
    """“+500” or “−1”, as a statement of account writes it."""
    return f"+{number(count)}" if count > 0 else f"\N{MINUS SIGN}{number(-count)}" if count < 0 else "0"


def money(amount: int, currency: str) -> str:
    """“$5”, “€12.50”: `amount` is in the smallest unit of `currency`."""
    whole, cents = (amount, 0) if currency in _WHOLE else divmod(amount, 100)
    text = number(whole) + (f"{QLocale().decimalPoint()}{cents:02d}" if cents else "")
    return f"{_SYMBOLS[currency]}{text}" if currency in _SYMBOLS else f"{text} {currency.upper()}"


def date(at: int) -> str:
    """A day in the form of the user's locale; `at` is in seconds UTC."""
    return day(QDateTime.fromSecsSinceEpoch(at).date())


def moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def debt_text(debt: int) -> str:
    """What an earlier use beyond the balance means for the next purchase."""
    return tr(
        "{credits} were used that had been refunded or already spent elsewhere. The next purchase pays for them first.",
        credits=credits_text(debt),
    )
