"""Text of the diagram never becomes markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.design_doc.markup import escaped, link, one_line, paragraphs, table, told
from tests.design_doc.reading import cells_of, targets_of, text_of, tokens_of

hostile = st.text("*_[]()`<>#+-.!|~\\&:/@$=\"' \n\ta1é;wx", max_size=40)
INLINE = {"inline", "text", "paragraph_open", "paragraph_close", "text_special"}


@given(hostile)
def test_a_label_is_shown_letter_by_letter_and_is_nothing_but_text(label: str) -> None:
    assert text_of(f"x {escaped(label)}") == one_line(f"x {label}")
    assert {token.type for token in tokens_of(escaped(label))} <= INLINE


@given(hostile)
def test_a_label_stays_text_in_headings_lists_and_tables(label: str) -> None:
    shown = one_line(label)
    assert text_of(f"### {escaped(label)}") == shown
    assert text_of(f"- {escaped(label)}") == shown
    assert cells_of(table(("a", "b"), [(escaped(label), "c")])) == [shown or "–", "c"]


@given(hostile)
def test_a_link_leads_where_it_is_said_to_whatever_its_text(label: str) -> None:
    assert targets_of(link(escaped(label) or "x", "api")) == ["#api"]


@pytest.mark.parametrize(
    ("label", "markdown"),
    [
        ("order_items", "order_items"),
        ("API-Gateway v1.2", "API-Gateway v1.2"),
        ("R&D", "R&D"),
        ("C#", "C#"),
        ("a | b", r"a \| b"),
        ("https://x.example", r"https\://x.example"),
        ("me@x.example", r"me\@x.example"),
        ("1. first", r"1\. first"),
        ("&lt;", r"\&lt;"),
    ],
)
def test_only_what_could_be_markup_is_escaped(label: str, markdown: str) -> None:
    assert escaped(label) == markdown


def test_marks_that_turn_the_direction_of_writing_are_left_out() -> None:
    assert one_line("safe\u202egnp.exe\u2066\x00") == "safegnp.exe"


def test_a_text_of_the_program_keeps_the_marks_around_its_names_and_no_others() -> None:
    assert (
        told("\u200f\u2068API\u2069: \u2066a/b\u2069 \u202e\u200e<b>")
        == "\u200f\u2068API\u2069: \u2066a/b\u2069 \\<b\\>"
    )


def test_a_secret_is_shown_as_dots() -> None:
    assert "hunter2hunter2" not in escaped("password=hunter2hunter2")
    assert "hunter2hunter2" not in paragraphs("line\npassword=hunter2hunter2")


def test_running_text_keeps_its_lines_and_paragraphs() -> None:
    assert paragraphs("one\ntwo\n\n# three\n") == "one\\\ntwo\n\n\\# three"
