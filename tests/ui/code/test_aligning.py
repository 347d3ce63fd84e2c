"""Two texts beside each other."""

from infrasketch_desktop.codegen.updating.three_way import merge
from infrasketch_desktop.ui.code.aligning import MOST_LINES, aligned
from infrasketch_desktop.ui.code.conflicts import disputed
from infrasketch_desktop.ui.code.lines import Sign


def test_equal_lines_stand_at_the_same_height() -> None:
    found = aligned("a.txt", "one\ntwo\nfour\n", "one\nthree\nhalf\nfour\n")
    left, right = found.left.text.split("\n"), found.right.text.split("\n")
    assert len(left) == len(right)
    assert [(a, b) for a, b in zip(left, right, strict=True) if a == b] == [("one", "one"), ("four", "four")]
    assert left == ["one", "two", "", "four"]


def test_differences_carry_signs_and_gaps_no_number() -> None:
    found = aligned("a.txt", "one\ntwo\n", "one\nthree\nhalf\n")
    assert found.left.signs == {1: Sign.REMOVED, 2: Sign.GAP}
    assert found.right.signs == {1: Sign.ADDED, 2: Sign.ADDED}
    assert [found.left.number(row) for row in range(3)] == [1, 2, None]
    assert found.places == (1,)


def test_shades_follow_their_lines_past_a_gap() -> None:
    found = aligned("a.py", "x = 1\n", "def new(): ...\n\n\nx = 1\n")
    assert [bool(spans) for spans in found.left.lines] == [False, False, False, True]
    assert found.left.text.split("\n")[3] == "x = 1"


def test_a_conflict_is_a_place_of_its_own() -> None:
    merged = merge("a\nb\nc\nd\n", "a\nmine\nc\nD\n", "a\nnew\nc\nd\n")
    assert merged.conflicts == 1
    found = aligned("a.txt", "a\nmine\nc\nD\n", merged.text, disputed(merged.text))
    rows = found.right.text.split("\n")
    assert [rows[row] for row in found.conflicts] == ["<<<<<<< yours"]
    assert {rows[row] for row, sign in found.right.signs.items() if sign is Sign.CONFLICT} >= {"mine", "new", "======="}


def test_marks_that_do_not_end_are_no_conflict() -> None:
    assert disputed("<<<<<<< yours\nmine\n") == frozenset()


def test_very_long_texts_are_put_beside_each_other_without_matching() -> None:
    long = "x\n" * MOST_LINES
    found = aligned("a.txt", long, f"{long}y\n")
    assert found.places == (0,)
    assert len(found.left.text.split("\n")) == len(found.right.text.split("\n")) == MOST_LINES + 1


def test_equal_texts_have_no_places() -> None:
    assert aligned("a.txt", "one\n", "one\n").places == ()
