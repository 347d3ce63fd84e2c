"""The text of a report: bounded, with what stands around the trouble, and masked."""

from __future__ import annotations

import pytest

from infrasketch_desktop.storage.settings import Settings
from infrasketch_desktop.ui.crash.masking import Masks
from infrasketch_desktop.ui.crash.report import LONGEST, composed

pytestmark = pytest.mark.usefixtures("qapp")


def test_of_a_long_trouble_the_end_is_cut_and_nothing_around_it() -> None:
    text = composed("A mistake", "line\n" * LONGEST, ["WARNING x: leak"], Settings(), Masks())
    assert LONGEST // 2 < len(text) < LONGEST + LONGEST // 2
    assert "…" in text
    for part in ("\nProgram\n", "\nLast log lines\n  WARNING x: leak\n", "\nSettings\n"):
        assert part in text


def test_lines_of_the_log_are_masked() -> None:
    text = composed("A mistake", "", ["WARNING x: no node “Moon", "WARNING x: Mars"], None, Masks(words=("Mars",)))
    assert "Moon" not in text
    assert "Mars" not in text
    assert "What went wrong" not in text
