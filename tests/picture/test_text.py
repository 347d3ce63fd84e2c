from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.picture.shapes import Font
from infrasketch_desktop.picture.text import ELLIPSIS, elide, wrap
from tests.picture.rulers import Ruler

FONT = Font(10)
RULER = Ruler()


def width(characters: int) -> float:
    return RULER.width("x" * characters, FONT)


def test_text_that_fits_stays_whole() -> None:
    assert elide("Gateway", FONT, width(7), RULER) == "Gateway"


def test_text_that_does_not_fit_ends_with_an_ellipsis() -> None:
    assert elide("Order gateway", FONT, width(7), RULER) == "Order" + ELLIPSIS


def test_words_wrap_onto_the_next_line() -> None:
    assert wrap("Order history service", FONT, width(14), 2, RULER) == ("Order history", "service")


def test_the_last_line_says_that_there_is_more() -> None:
    assert wrap("Order history service of the shop", FONT, width(14), 2, RULER) == (
        "Order history",
        "service of th" + ELLIPSIS,
    )


def test_a_long_word_breaks_at_a_joint() -> None:
    assert wrap("PaymentReconciliation", FONT, width(12), 2, RULER) == ("Payment", "Reconciliat" + ELLIPSIS)
    assert wrap("orders.v2.incoming", FONT, width(12), 2, RULER) == ("orders.v2.", "incoming")


def test_a_long_word_without_joints_breaks_anywhere() -> None:
    assert wrap("abcdefghij", FONT, width(6), 2, RULER) == ("abcdef", "ghij")


def test_line_breaks_are_kept() -> None:
    assert wrap("first\n\nthird", FONT, width(20), 5, RULER) == ("first", "", "third")


def test_lines_that_do_not_fit_are_announced() -> None:
    assert wrap("first\nsecond\nthird", FONT, width(20), 2, RULER) == ("first", "second" + ELLIPSIS)


def test_nothing_is_no_line_at_all() -> None:
    assert wrap("", FONT, width(20), 2, RULER) == ("",)


@given(st.text(max_size=300), st.integers(3, 40), st.integers(1, 5))
def test_wrapped_text_always_fits(text: str, characters: int, lines: int) -> None:
    wrapped = wrap(text, FONT, width(characters), lines, RULER)
    assert len(wrapped) <= lines
    assert all(RULER.width(line, FONT) <= width(characters) for line in wrapped)


def test_a_hostile_label_is_cut_without_measuring_all_of_it() -> None:
    measured: list[int] = []

    class Watched(Ruler):
        def width(self, text: str, font: Font) -> float:
            measured.append(len(text))
            return super().width(text, font)

    wrap("x" * 20_000, FONT, width(20), 4, Watched())
    assert sum(measured) < 20_000
