"""Numbers, shares, sizes and money as each locale writes them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from infrasketch_desktop.ui.numbers import money, number, percent, signed, size_text


@pytest.fixture(autouse=True)
def _the_locale_of_before() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(("count", "text"), [(500, "+500"), (-1, "−1"), (0, "0")])
def test_movements_carry_their_sign(count: int, text: str) -> None:
    assert signed(count) == text


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (500, "usd", "$5.00"),
        (333, "usd", "$3.33"),
        (1205, "eur", "€12.05"),
        (500, "sek", "SEK\u00a05.00"),
        (500, "jpy", "JPY\u00a0500"),
        (7, "usd", "$0.07"),
    ],
)
def test_money_is_written_in_its_currency(amount: int, currency: str, text: str) -> None:
    assert money(amount, currency) == text


@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        ("en_US", ("1,500", "$5.00", "CHF\u00a05.00", "+1,500")),
        ("de_DE", ("1.500", "5,00\u00a0$", "5,00\u00a0CHF", "+1.500")),
        ("ar_EG", ("١٬٥٠٠", "\u200f٥٫٠٠\u00a0$", "\u200f٥٫٠٠\u00a0CHF", "\u061c+١٬٥٠٠")),
    ],
)
def test_figures_are_written_as_the_locale_does(locale: str, texts: tuple[str, ...]) -> None:
    QLocale.setDefault(QLocale(locale))
    written = (number(1500), money(500, "usd"), money(500, "chf"), signed(1500))
    assert written == texts
    assert percent(0.8).startswith(number(80))
    assert size_text(1_500_000).startswith(QLocale().toString(1.5, "f", 1))
