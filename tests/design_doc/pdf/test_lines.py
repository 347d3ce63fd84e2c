import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.design_doc.pdf.lines import break_lines, whole_width, widest_word
from infrasketch_desktop.design_doc.pdf.spans import Span, plain, plain_text
from infrasketch_desktop.design_doc.pdf.typefaces import Manner
from tests.design_doc.pdf.samples import new_press

FACES = new_press().typefaces
SIZE = 10.0


def width(text: str) -> float:
    return whole_width(plain(text), FACES, SIZE)


def broken(text: str, room: float) -> list[str]:
    return ["".join(stretch.text for stretch in line) for line in break_lines(plain(text), FACES, SIZE, room)]


def test_words_go_to_the_next_line_as_a_whole() -> None:
    assert broken("one two three", width("one two") + 1) == ["one two", "three"]


def test_a_line_has_no_spaces_at_its_ends() -> None:
    assert broken("one    two", width("one") + 1) == ["one", "two"]


def test_line_breaks_are_kept() -> None:
    assert broken("one\ntwo\n\nthree", 500) == ["one", "two", "", "three"]


def test_a_long_word_is_broken_at_a_joint() -> None:
    assert broken("payments/checkout-service/orders", width("payments/checkout-") + 1) == [
        "payments/checkout-",
        "service/orders",
    ]


def test_a_word_without_joints_is_cut_where_the_line_ends() -> None:
    lines = broken("x" * 100, width("x" * 30) + 0.1)
    assert lines == ["x" * 30, "x" * 30, "x" * 30, "x" * 10]


def test_ideographs_are_broken_anywhere() -> None:
    assert len(broken("漢" * 10, width("漢" * 4) + 0.1)) == 3


def test_nothing_is_one_empty_line() -> None:
    assert break_lines((), FACES, SIZE, 100) == ((),)


def test_neighbours_of_one_manner_are_one_stretch() -> None:
    spans = (Span("a "), Span("b "), Span("c", Manner(bold=True)), Span("d", target="#x"))
    (line,) = break_lines(spans, FACES, SIZE, 500)
    assert [(stretch.text, stretch.manner.bold, stretch.target) for stretch in line] == [
        ("a b ", False, ""),
        ("c", True, ""),
        ("d", False, "#x"),
    ]


def test_the_widest_word_is_what_no_line_may_be_narrower_than() -> None:
    assert widest_word(plain("a wonderful day"), FACES, SIZE) == pytest.approx(width("wonderful"))


@settings(max_examples=30)
@given(st.text(st.sampled_from("ab漢 é-/\n."), max_size=60), st.floats(1.0, 200.0))
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, room: float) -> None:
    lines = break_lines(plain(text), FACES, SIZE, room)
    seen = "".join(plain_text([Span(stretch.text) for stretch in line]) for line in lines)
    assert "".join(seen.split()) == "".join(text.split())
    for line in lines:
        advance = sum(stretch.width for stretch in line)
        letters = sum(len(stretch.text) for stretch in line)
        assert advance <= room * 1.03 + 0.5 or letters == 1
