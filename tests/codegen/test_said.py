import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.codegen.said import Said


def test_what_people_said_has_no_text_of_its_own():
    for paste in (lambda said: str(said), lambda said: f"{said}", lambda said: "%s" % said):  # noqa: PLW0108, UP031
        with pytest.raises(TypeError):
            paste(Said("orders"))


def test_controls_and_turns_of_direction_are_gone():
    assert Said("a\n\x00b\u202ec\u2028d").line == "a b c d"


def test_a_long_line_is_cut_with_a_mark():
    assert Said("x" * 200).short(10) == "xxxxxxxxx…"


def test_only_blanks_are_nothing():
    assert not Said(" \n\u200b ")


@given(st.text(max_size=300), st.integers(2, 90))
def test_short_is_one_line_within_its_bound(text, most):
    short = Said(text).short(most)
    assert len(short) <= most
    assert len(short.splitlines()) <= 1
