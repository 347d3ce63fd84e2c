import pytest

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.picture.faces import firago
from infrasketch_desktop.picture.pdf import Content, Resources
from infrasketch_desktop.picture.shapes import Box, Glyph, Path, Polygon, Polyline, Shape, Step, Stroke, Verb

RED = "#FF0000"
PEN = Stroke("#000000", 2.0, (4.0, 1.5))


def operators(*shapes: Shape) -> list[str]:
    content = Content(Resources(firago()))
    content.draw(shapes)
    return content.data().decode().splitlines()


def test_a_box_is_a_rectangle_in_its_colour() -> None:
    assert operators(Box(Rect(10, 20, 30, 40), fill=RED)) == [
        "1 0 0 rg",
        "q 1 0 0 1 10.00 20.00 cm 0 0 30.00 40.00 re f Q",
    ]


def test_lines_carry_pen_and_dashes() -> None:
    points = (Point(0, 0), Point(5, 5))
    assert operators(Polyline(points, PEN)) == [
        "0 0 0 RG 2 w 0 J 0 j [4 1.5] 0 d",
        "0.00 0.00 m 5.00 5.00 l S",
    ]


def test_a_pen_is_said_when_it_changes_only() -> None:
    line = Polyline((Point(0, 0), Point(5, 5)), PEN)
    assert len(operators(line, line)) == 3


def test_a_path_is_filled_and_drawn_at_once() -> None:
    steps = (Step(Verb.MOVE, (Point(0, 0),)), Step(Verb.LINE, (Point(1, 0),)), Step(Verb.CLOSE))
    assert operators(Path(steps, fill=RED, stroke=PEN))[-1] == "0.00 0.00 m 1.00 0.00 l h B"


def test_a_polygon_is_closed() -> None:
    assert operators(Polygon((Point(0, 0), Point(1, 0), Point(0, 1)), RED))[-1].endswith("h f")


def test_a_glyph_is_kept_once_and_used_often() -> None:
    glyph = Glyph("lock", Rect(0, 0, 12, 12), RED)
    lines = operators(glyph, glyph)
    assert lines[0] == lines[1] == "q 1 0 0 rg 1 0 0 RG 0.5000 0 0 0.5000 0.00 0.00 cm /G1 Do Q"


def test_colours_are_said_again_after_a_restored_state() -> None:
    content = Content(Resources(firago()))
    box = Box(Rect(0, 0, 1, 1), fill=RED)
    content.draw((box,))
    content.save()
    content.draw((box,))
    content.restore()
    content.draw((box,))
    assert content.data().decode().count("rg") == 2


def test_y_grows_downwards_from_a_place_of_the_page() -> None:
    content = Content(Resources(firago()))
    content.to_page(Point(100, 50), 0.5, 20, 800)
    a, b, c, d, e, f = (float(part) for part in content.data().split()[:6])
    assert (a * 100 + e, d * 50 + f) == pytest.approx((20, 800))
    assert (a * 110 + e, d * 60 + f) == pytest.approx((25, 795))
    assert b == c == 0
