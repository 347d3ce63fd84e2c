"""What a few typed letters find."""

import pytest

from infrasketch_desktop.ui.actions.matching import score


@pytest.mark.parametrize(
    ("query", "text"),
    [("undo", "Undo"), ("left al", "Align left edges"), ("ale", "Align left edges"), ("TIDY", "Tidy…"), ("", "Save")],
)
def test_fits(query: str, text: str) -> None:
    assert score(query, text) is not None


@pytest.mark.parametrize(("query", "text"), [("ali", "Add Client"), ("xyz", "Save"), ("save x", "Save")])
def test_does_not_fit(query: str, text: str) -> None:
    assert score(query, text) is None


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("grid", "Grid", "Nudge left by the grid"),
        ("save", "Save as…", "Load what was saved"),
        ("fit", "Fit all", "Benefit"),
        ("al", "Align left edges", "Select all"),
    ],
)
def test_better_fit_scores_higher(query: str, better: str, worse: str) -> None:
    assert (score(query, better) or 0) > (score(query, worse) or -1000)
