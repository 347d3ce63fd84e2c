import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.picture.svg.markup import escaped, number


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Gateway", "Gateway"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('R&D "x" ]]>', "R&amp;D &quot;x&quot; ]]&gt;"),
        ("a\tb\r\nc", "a b c"),
        ("nul\x00bell\x07esc\x1b", "nulbellesc"),
        ("half\ud800 a pair\udfff", "half a pair"),
        ("not\ufffe a\uffff character", "not a character"),
        ("emoji \U0001f600 日本", "emoji \U0001f600 日本"),
    ],
)
def test_text_is_made_fit_for_xml(text: str, written: str) -> None:
    assert escaped(text) == written


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_can_be_parsed_again(text: str) -> None:
    from defusedxml.ElementTree import fromstring

    found = fromstring(f'<a b="{escaped(text)}">{escaped(text)}</a>')
    assert (found.text or "") == found.get("b")


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.0, "0"), (-12.0, "-12"), (0.1 + 0.2, "0.3"), (41976.126, "41976.13"), (1 / 3, "0.3333333")],
)
def test_numbers_are_short(value: float, written: str) -> None:
    assert number(value) == written
