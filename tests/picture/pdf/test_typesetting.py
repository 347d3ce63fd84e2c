from infrasketch_desktop.picture.faces import firago
from infrasketch_desktop.picture.pdf import Resources
from infrasketch_desktop.picture.pdf.typesetting import SetLine


def set_line(text: str, *, bold: bool = False) -> SetLine:
    return Resources(firago()).typesetter.line(text, bold)


def glyphs(line: SetLine) -> str:
    return "".join(piece.glyphs for run in line.runs for piece in run.pieces)


def test_kerning_stands_between_the_glyphs_it_moves() -> None:
    first, _, second = glyphs(set_line("AV")).strip("[]").partition(">")
    assert float(second.partition("<")[0]) > 0  # a positive number moves the next glyph to the left
    assert first.startswith("<")


def test_a_line_is_as_wide_as_its_glyphs() -> None:
    face = firago().regular[0]
    assert set_line("Gateway").width == sum(glyph.advance for glyph in face.shape("Gateway")) / face.units


def test_plain_text_needs_no_text_of_its_own() -> None:
    assert [run.actual for run in set_line("Order API").runs] == [""]


def test_a_ligature_says_its_letters_itself() -> None:
    assert [run.actual for run in set_line("office").runs] in ([""], ["office"])


def test_a_mark_that_its_letter_does_not_carry_is_raised() -> None:
    pieces = [piece for run in set_line("é̂").runs for piece in run.pieces]
    assert any(piece.rise > 0 for piece in pieces)


def test_each_weight_is_a_font_of_its_own() -> None:
    typesetter = Resources(firago()).typesetter
    regular, bold = typesetter.line("x", False), typesetter.line("x", True)
    assert {piece.font for line in (regular, bold) for run in line.runs for piece in run.pieces} == {"F1", "F2"}


def test_nothing_is_set_for_an_empty_line() -> None:
    assert set_line("") == SetLine((), 0.0)
