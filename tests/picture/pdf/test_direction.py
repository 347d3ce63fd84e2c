"""Expectations follow the rules of UAX #9, worked out by hand; capitals in comments stand for Hebrew."""

import pytest

from infrasketch_desktop.picture.pdf.direction import is_rtl, visual_runs


def shown(text: str) -> str:
    """The line from left to right as one would see it, each character on its own."""
    return "".join(run.text[::-1] if run.is_rtl else run.text for run in visual_runs(text))


@pytest.mark.parametrize(
    ("read", "seen"),
    [
        ("plain", "plain"),
        ("", ""),
        ("Кириллица", "Кириллица"),
        ("אבג", "גבא"),
        ("car אבג end", "car גבא end"),  # a stretch inside a line from the left
        ("אבג car", "car גבא"),  # a line from the right
        ("אבג 123", "123 גבא"),  # numbers keep their order
        ("אבג, דה", "הד ,גבא"),  # punctuation between letters of one direction
        ("car אבג.", "car גבא."),  # at the end of a line it belongs to the line
        ("אבג דה 12 וז", "זו 12 הד גבא"),
        ("the אבג דה is", "the הד גבא is"),
        ("אבג (car) דה", "הד )car( גבא"),  # brackets are mirrored when they are set, so here they look reversed
        ("אבג (car) 45", "45 )car( גבא"),
        ("car (אבג) end", "car (גבא) end"),
        ("אבג 1.5, 2,000", "2,000 ,1.5 גבא"),  # what separates the digits of a number belongs to it
        ("אבג 5%", "5% גבא"),
        ("אבג \u2068car\u2069, \u2068bus\u2069.", ".bus ,car גבא"),  # isolated names keep the order of the sentence
        ("\u200f\u2068car\u2069: אבג", "גבא :car"),
        ("car \u2068אבג 12\u2069: 3", "car 12 גבא: 3"),
        ("אבג \u2066car, \u2067אב car\u2069 x\u2069 ד", "ד car, car בא x גבא"),
        ("plan\u202egnp.exe", "plan\u202egnp.exe"),  # an override turns nothing
        ("car \u2069 \u2068אבג", "car  גבא"),  # without an end, and an end without a beginning
    ],
)
def test_a_line_is_shown_in_the_order_of_its_scripts(read: str, seen: str) -> None:
    assert shown(read) == seen


def test_the_first_strong_letter_says_where_a_line_begins() -> None:
    assert is_rtl("12 אבג abc")
    assert not is_rtl("12 abc אבג")
    assert not is_rtl("123")


@pytest.mark.timeout(20)  # it takes a second; minutes, were each character looked at once for every isolate around it
def test_a_name_of_nothing_but_isolates_keeps_nobody_waiting() -> None:
    assert shown("\u2068" * 12_000 + "אב") == "בא"
    assert shown("\u2068" * 12_000 + "אב" + "\u2069" * 12_000 + " car") == "בא car"
