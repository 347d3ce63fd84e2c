"""Numbers within sentences: counts and sizes in groups as the locale writes them, ports and lines never in groups."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from infrasketch_desktop.language import Language, in_english, load, tr, unmarked, use
from infrasketch_desktop.ui.numbers import decimal, number


@pytest.fixture
def _in_order(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)
    use(Language())


@pytest.mark.usefixtures("_in_order")
@pytest.mark.parametrize(
    ("locale", "texts"),
    [
        ("de_DE", ["12.000,5", "1.200", "8080", "-7"]),
        ("ar_EG", ["١٢٬٠٠٠٫٥", "١٬٢٠٠", "٨٠٨٠", "-٧"]),
        ("en_GB", ["12,000.5", "1,200", "8080", "-7"]),
    ],
)
def test_a_number_is_written_as_its_place_asks_and_its_locale_does(locale: str, texts: list[str]) -> None:
    QLocale.setDefault(QLocale(locale))
    use(load(locale[:2], number, decimal))
    written = tr("{size:,.1f}|{count:,}|{port}|{line}", size=12_000.5, count=1200, port=8080, line=-7)
    assert unmarked(written).split("|") == texts
    with in_english():
        assert tr("{size:,.1f}|{count:,}|{port}", size=12_000.5, count=1200, port=8080) == "12,000.5|1,200|8080"


@pytest.mark.usefixtures("_in_order")
def test_other_forms_and_truths_stay_as_they_are() -> None:
    use(load("de", number, decimal))
    assert tr("{share:.2f} {count:03} {truth}", share=0.5, count=7, truth=True) == "0.50 007 True"
