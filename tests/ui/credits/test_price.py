"""What is said beside a price, for everything that can be known about the wallet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from infrasketch_desktop.ui.credits.controller import Known, Link
from infrasketch_desktop.ui.credits.desk import Balance, State
from infrasketch_desktop.ui.credits.price import Verdict, offer

RICH = Balance(250, 250)
BLOCKED = replace(RICH, what="It is so.", advice="Do this.")


def said(price: int | None, known: Known) -> str:
    shown = offer(price, known)
    return " · ".join(part for part in (shown.cost, shown.meaning, shown.remark) if part)


@pytest.mark.parametrize(
    ("price", "known", "verdict", "text"),
    [
        (0, Known(), Verdict.FREE, "Free"),
        (None, Known(), Verdict.WAIT, "looking into your wallet…"),
        (1, Known(), Verdict.WAIT, "1 credit · looking into your wallet…"),
        (1, Known(link=Link.TROUBLE, trouble="Why."), Verdict.MEET, "1 credit · the wallet could not be read · Why."),
        (3, Known(RICH), Verdict.PAYABLE, "3 credits · 250 left → 247 after"),
        (250, Known(RICH), Verdict.PAYABLE, "250 credits · 250 left → 0 after"),
        (251, Known(RICH), Verdict.TOO_FEW, "251 credits · 250 left, 1 missing"),
        (3, Known(Balance(1, 8, pool=7)), Verdict.PAYABLE, "3 credits · 8 left → 5 after"),
        (1, Known(Balance(4, 4, low=True)), Verdict.PAYABLE, "1 credit · 4 left → 3 after · Only 4 credits left."),
        (1, Known(replace(RICH, state=State.LIMITED)), Verdict.PAYABLE, "1 credit · 250 left → 249 after"),
        (1, Known(replace(BLOCKED, state=State.FROZEN)), Verdict.BLOCKED, "1 credit · It is so. Do this."),
        (1, Known(replace(BLOCKED, state=State.REVOKED)), Verdict.BLOCKED, "1 credit · It is so. Do this."),
        (1, Known(replace(BLOCKED, state=State.READ_ONLY)), Verdict.MEET, "1 credit · It is so. Do this."),
        (1, Known(replace(BLOCKED, state=State.LEASE_OVER)), Verdict.MEET, "1 credit · It is so. Do this."),
        (1, Known(Balance(0, 0, State.NEW)), Verdict.WAIT, "1 credit · setting up your wallet…"),
        (
            1,
            Known(Balance(0, 0, State.NEW), link=Link.OFFLINE, trouble="Not reached."),
            Verdict.MEET,
            "1 credit · your wallet is set up when the server is reached · Not reached.",
        ),
    ],
)
def test_a_price_says_what_it_means(price: int | None, known: Known, verdict: Verdict, text: str) -> None:
    assert offer(price, known).verdict is verdict
    assert said(price, known) == text
