import pytest

from infrasketch_desktop.picture.faces import Face, firago


def test_nothing_is_read_before_the_first_question() -> None:
    asked: list[str] = []

    def load() -> bytes:
        asked.append("read")
        return firago().regular[0].data

    face = Face("late", load)
    assert not asked
    assert face.covers("Gateway")
    assert face.units == 1000
    assert asked == ["read"]


def test_lines_are_as_high_as_the_file_says() -> None:
    regular = firago().regular[0]  # hhea of FiraGO 1.001: ascender 935, descender -265
    assert (regular.ascent, regular.descent) == (935, 265)
    assert regular.has_truetype_outlines


def test_glyphs_come_with_the_character_they_show() -> None:
    shaped = firago().regular[0].shape("AV")
    assert [glyph.cluster for glyph in shaped] == [0, 1]
    assert shaped[0].advance < shaped[0].own_advance  # drawn together by kerning
    assert shaped[1].advance == shaped[1].own_advance


def test_a_run_from_right_to_left_is_laid_out_from_left_to_right() -> None:
    clusters = [glyph.cluster for glyph in firago().regular[0].shape("ab שלום")]
    assert clusters[:3] == [0, 1, 2]
    assert clusters[3:] == [6, 5, 4, 3]


def test_letters_join_in_arabic() -> None:
    face = firago().regular[0]
    assert [g.glyph for g in face.shape("بب")] != [g.glyph for g in face.shape("ب")] * 2


@pytest.mark.parametrize("text", ["日", "\U0001f469"])
def test_what_is_lacking_is_glyph_zero(text: str) -> None:
    assert not firago().regular[0].covers(text)
    assert {glyph.glyph for glyph in firago().regular[0].shape(text)} == {0}
