"""Numbers, shares, sizes and money as the locale of the user writes them."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from infrasketch_desktop.language import tr_in

_SYMBOLS = {"usd": "$", "eur": "€", "gbp": "£"}
_WHOLE = {"jpy", "krw", "vnd", "clp"}
"""Currencies without a smaller unit: their amounts are not hundredths (ISO 4217)."""
_SIGN = "¤"


def number(count: int) -> str:
    return QLocale().toString(count)


def decimal(value: float, decimals: int) -> str:
    return QLocale().toString(value, "f", decimals)


def signed(count: int) -> str:
    """“+500” or “−1”, as a statement of account writes it."""
    locale = QLocale()  # its signs carry the mark that puts them before the number where one writes from the right
    minus = locale.negativeSign().replace("-", "\N{MINUS SIGN}")
    return f"{locale.positiveSign() if count > 0 else minus if count < 0 else ''}{number(abs(count))}"


def percent(share: float) -> str:
    """“80 %”; 1.0 is all."""
    return tr_in("a share of a hundred", "{number} %", number=number(round(share * 100)))


def size_text(size: int) -> str:
    """“1.2 kB”; `size` is in bytes."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def money(amount: int, currency: str) -> str:
    """“$5.00”, “5,00 €”: `amount` is in the smallest unit of `currency`, a code of ISO 4217."""
    value, decimals = (float(amount), 0) if currency in _WHOLE else (amount / 100, 2)
    text = _locale().toCurrencyString(value, _SIGN, decimals)
    if currency in _SYMBOLS:
        return text.replace(_SIGN, _SYMBOLS[currency])
    code = currency.upper()
    before_digit = text.partition(_SIGN)[2][:1].isdigit()
    return text.replace(_SIGN, f"{code}\N{NO-BREAK SPACE}" if before_digit else code)


def _locale() -> QLocale:
    """English instead of the locale “C”, which has no form for money."""
    return QLocale(QLocale.Language.English) if QLocale().language() == QLocale.Language.C else QLocale()
