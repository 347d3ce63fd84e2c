"""How losses are told at a terminal: summed up, without what is minor; and in full to programs."""

from __future__ import annotations

import io
from collections.abc import Sequence

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.losses import losses_as_json, say_losses
from infrasketch_desktop.formats.result import Loss, Origin


def said(losses: Sequence[Loss]) -> list[str]:
    out = io.StringIO()
    say_losses(losses, "Not carried", Console(io.StringIO(), out, io.StringIO()))
    return out.getvalue().splitlines()


def test_losses_of_one_reason_are_one_line() -> None:
    losses = [Loss("the page “2”", "only one is read", Origin("a", 3)), Loss("a link", "nothing is fetched")]
    assert said([*losses, Loss("the page “3”", "only one is read")]) == [
        "Not carried:",
        "  the page “2” (a:3) and the page “3”: only one is read",
        "  a link: nothing is fetched",
    ]


def test_many_things_and_many_reasons_are_counted() -> None:
    assert said([Loss(f"page {n}", "why") for n in range(6)])[1] == "  page 0, page 1, page 2, page 3 and 2 more: why"
    assert said([Loss("the animation of “paid”", "why")] * 3)[1] == "  the animation of “paid” (3 times): why"
    lines = said([Loss("a page", f"reason {n}") for n in range(10)])
    assert len(lines) == 1 + 8 + 1
    assert lines[-1] == "  and 2 more; --json lists them all"


def test_what_is_minor_is_told_to_programs_alone() -> None:
    losses = [Loss("the place of “A”", "no words", minor=True)]
    assert said(losses) == []
    assert losses_as_json(losses) == [
        {"what": "the place of “A”", "why": "no words", "file": None, "line": None, "minor": True}
    ]
