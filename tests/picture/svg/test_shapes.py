import pytest

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.picture.shapes import (
    Align,
    Box,
    Font,
    Glyph,
    Path,
    Polygon,
    Polyline,
    Shape,
    Step,
    Stroke,
    Text,
    Verb,
)
from infrasketch_desktop.picture.svg.shapes import ShapeWriter, reads_leftwards

RED, PEN = "#FF0000", Stroke("#0000FF", 1.5, (7.0, 4.5))


def written(shape: Shape) -> str:
    return ShapeWriter().write([shape])


def text(content: str, align: Align = Align.START) -> Text:
    return Text(content, Point(1, 2), Font(11.0), RED, 30.0, align)


@pytest.mark.parametrize(
    ("shape", "svg"),
    [
        (
            Box(Rect(1, 2, 30, 40.5), 5, fill=RED, stroke=Stroke("#0000FF", 2)),
            '<rect x="1" y="2" width="30" height="40.5" rx="5" fill="#FF0000" stroke="#0000FF" stroke-width="2"/>',
        ),
        (Box(Rect(0, 0, 1, 1)), '<rect x="0" y="0" width="1" height="1" fill="none"/>'),
        (
            Path((Step(Verb.MOVE, (Point(0, 0),)), Step(Verb.LINE, (Point(5, -5),)), Step(Verb.CLOSE)), fill=RED),
            '<path d="M0 0L5 -5Z" fill="#FF0000"/>',
        ),
        (
            Path(
                (Step(Verb.MOVE, (Point(0, 0),)), Step(Verb.CURVE, (Point(1, 1), Point(2, 2), Point(3, 3)))), stroke=PEN
            ),
            '<path d="M0 0C1 1 2 2 3 3" fill="none" stroke="#0000FF" stroke-width="1.5" stroke-dasharray="7 4.5"/>',
        ),
        (
            Polyline((Point(0, 0), Point(1, 1)), Stroke(RED, 1, round=True)),
            '<polyline points="0,0 1,1" fill="none" stroke="#FF0000" stroke-width="1"{}/>'.format(
                ' stroke-linecap="round" stroke-linejoin="round"'
            ),
        ),
        (Polygon((Point(0, 0), Point(1, 1), Point(0, 1)), RED), '<polygon points="0,0 1,1 0,1" fill="#FF0000"/>'),
        (text("Cache"), '<text x="1" y="2" font-size="11" fill="#FF0000">Cache</text>'),
        (
            text("Cache", Align.MIDDLE),
            '<text x="1" y="2" font-size="11" fill="#FF0000" text-anchor="middle">Cache</text>',
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_shape_has_its_element(shape: Shape, svg: str) -> None:
    assert written(shape) == svg


def test_text_from_right_to_left_is_isolated() -> None:
    assert written(text("API שלום")) == '<text x="1" y="2" font-size="11" fill="#FF0000">API שלום</text>'
    assert written(text("12 שלום")) == '<text x="1" y="2" font-size="11" fill="#FF0000">\u206712 שלום\u2069</text>'


@pytest.mark.parametrize(
    ("content", "leftwards"),
    [("abc", False), ("12 עברית", True), ("API עברית", False), ("عربي API", True), ("…", False)],
)
def test_the_first_strong_character_says_where_text_begins(content: str, leftwards: bool) -> None:
    assert reads_leftwards(content) is leftwards


def test_text_that_is_to_fit_says_how_wide_it_is() -> None:
    assert 'textLength="30" lengthAdjust="spacingAndGlyphs"' in ShapeWriter(fit_text=True).write([text("Cache")])


def test_a_glyph_is_written_once_and_used_by_name() -> None:
    writer = ShapeWriter()
    glyph = Glyph("minus", Rect(10, 20, 48, 48), RED)
    assert writer.write([glyph]) == '<use xlink:href="#glyph-minus-FF0000" transform="translate(10 20)scale(2)"/>'
    writer.write([glyph])
    assert writer.definitions == (
        '<g id="glyph-minus-FF0000"><path d="M5 12L19 12" fill="none" stroke="#FF0000" stroke-width="1.75"'
        ' stroke-linecap="round" stroke-linejoin="round"/></g>'
    )
