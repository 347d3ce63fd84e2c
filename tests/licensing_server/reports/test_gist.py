"""What a report is about is read from its text, which people may have changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing_server.models.reports import FINGERPRINT_LENGTH, HEADLINE_LENGTH
from licensing_server.reports.gist import Gist, gist_of
from licensing_server.reports.schemas import LONGEST_TEXT

HEAD = "A mistake\n\nWhat went wrong\n"
FAULT = (
    "  Fatal Python error: Segmentation fault\n  \n  Thread 0x7f01 (most recent call first):\n    other.py:1 in wait\n"
    "  \n  Current thread 0x7f02 (most recent call first):\n    canvas/view.py:68 in paint\n    app.py:1 in main\n"
    "  Thread 0x7f03:\n    more.py:1 in wait\n\nProgram\n"
)


def error(*places: str, message: str = "x", kind: str = "builtins.ValueError") -> str:
    return f"{HEAD}  {kind}: {message}\n" + "".join(f"    {place}\n      line\n" for place in places) + "\nProgram\n"


def test_message_and_line_numbers_do_not_count() -> None:
    one = gist_of(error("a.py:1 in f", "ui/b.py:2 in g"))
    assert one == gist_of(error("a.py:7 in f", "ui/b.py:9 in g", message="another"))
    assert one.headline == "builtins.ValueError in ui/b.py, g"
    assert len(one.fingerprint) == FINGERPRINT_LENGTH


def test_kind_and_nearest_places_count() -> None:
    found = {
        gist_of(text).fingerprint
        for text in (
            error("a.py:1 in f", "b.py:2 in g"),
            error("a.py:1 in f", "b.py:2 in h"),
            error("a.py:1 in e", "b.py:2 in g"),
            error("a.py:1 in f", "b.py:2 in g", kind="builtins.KeyError"),
        )
    }
    assert len(found) == 4
    far = [f"{name}.py:1 in f" for name in "abc"]
    assert gist_of(error("x.py:1 in y", *far)) == gist_of(error("z.py:1 in y", *far))


def test_what_the_person_adds_and_where_the_report_begins_do_not_count() -> None:
    plain = error("a.py:1 in f")
    assert gist_of(f"What the person was doing\n  I drew\n\n{plain}") == gist_of(plain)


def test_a_fault_of_the_interpreter_is_told_by_its_innermost_place() -> None:
    found = gist_of(HEAD + FAULT)
    assert found.headline == "Fatal Python error: Segmentation fault in canvas/view.py, paint"
    assert found == gist_of(HEAD + FAULT.replace("0x7f01", "0x7f99").replace(":68", ":70").replace("other", "more"))


def test_a_report_without_a_mistake_has_none() -> None:
    assert gist_of("A problem\n\nProgram\n  InfraSketch: 0.1.0\n") == Gist()


@pytest.mark.parametrize("line", [" \n", "  came\n", "    a.py:1 i\n", " a/\n"])
@pytest.mark.timeout(20)  # it takes milliseconds, or minutes where each line is looked at from every line before it
def test_the_longest_text_of_a_stranger_does_not_hold_the_server(line: str) -> None:
    text = HEAD + "  E: x\n" + line * (LONGEST_TEXT // len(line))
    assert gist_of(text) == gist_of(f"{HEAD}  E: x\n")


@given(st.text(max_size=300).map(lambda text: HEAD + "  " + text))
def test_whatever_stands_there_fits(text: str) -> None:
    found = gist_of(text)
    assert len(found.fingerprint) in (0, FINGERPRINT_LENGTH)
    assert len(found.headline) <= HEADLINE_LENGTH
