from __future__ import annotations

import pytest

from infrasketch_desktop.formats.compose.interpolation import MAX_LENGTH, interpolated, variables_in


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain", "plain"),
        ("$A-${A}", "x-x"),
        ("${B}", ""),
        ("${B:-d}${B-d}", "dd"),
        ("${A:-d}", "x"),
        ("${E:-d}", "d"),
        ("${A:+yes}${B:+no}", "yes"),
        ("${A:?missing}", "x"),
        ("${B:-${A}}", "x"),
        ("$${A}", "${A}"),
        ("$$$$A", "$$A"),
        ("5$", "5$"),
    ],
)
def test_variables_are_replaced_as_compose_does(text, value):
    assert interpolated(text, {"A": "x", "E": ""}) == value


def test_texts_stay_bounded():
    assert len(interpolated("$A" * 1_000, {"A": "y" * 1_000})) <= MAX_LENGTH
    assert interpolated("$A", {"A": "$A$A"}).count("$") <= 2**8


def test_lines_of_an_env_file():
    text = "A=1\nexport B = two words # note\nC='x # y'\n# D=4\nE\nF=\nG=\"q\"\n"
    assert variables_in(text) == {"A": "1", "B": "two words", "C": "x # y", "F": "", "G": "q"}
