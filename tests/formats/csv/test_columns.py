import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.formats.csv.columns import columns_in, guarded, unguarded


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1"])
def test_what_a_spreadsheet_would_run_is_guarded(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["a=b", "'quoted'", "", " =1", "Orders"])
def test_other_text_stays_as_it_is(text):
    assert guarded(text) == text
    assert unguarded(text) == text


@given(st.text(alphabet="'=+-@\ta ", max_size=6))
def test_guarding_is_undone_exactly(text):
    assert unguarded(guarded(text)) == text


def test_columns_are_found_under_their_usual_names():
    assert columns_in(["From", "TO", "Protocol"]) == {"source": 0, "target": 1, "label": 2}
    assert columns_in(["Service name", "Tech_Stack", "Zone", "Owner"]) == {"label": 0, "technology": 1, "group": 2}


def test_our_own_name_of_a_column_wins_over_another_one():
    assert columns_in(["name", "label"])["label"] == 1
