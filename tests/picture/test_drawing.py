from math import isfinite

from hypothesis import given

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.picture.drawing import display_list, drawn_area, paint_order
from tests.picture.rulers import LOOK, corners, texts
from tests.support.diagrams import diagrams, document, edge, group, node


def ids(diagram: Diagram) -> list[str]:
    return [item.id for item in display_list(diagram, LOOK).items]


def test_frames_lie_below_lines_and_lines_below_cards() -> None:
    diagram = document(
        node("a", group="inner"),
        node("b", 400, 0),
        group("outer"),
        group("inner", "outer"),
        edge("a", "b"),
    ).diagram
    assert ids(diagram) == ["outer", "inner", "a--b", "a", "b"]


def test_labels_lie_above_all_lines() -> None:
    diagram = document(node("a"), node("b", 400, 0), edge("a", "b", label="x"), edge("b", "a")).diagram
    assert ids(diagram)[:3] == ["a--b", "b--a", "a--b"]


def test_higher_cards_come_later() -> None:
    assert ids(document(node("a", z=2), node("b", z=1), node("c")).diagram) == ["c", "b", "a"]


def test_members_of_a_folded_group_are_not_drawn() -> None:
    diagram = document(group("g", collapsed=True), node("a", group="g"), node("b", group="g"), edge("a", "b")).diagram
    drawing = display_list(diagram, LOOK)
    assert [item.id for item in drawing.items] == ["g"]
    assert "2 nodes" in texts(drawing.items[0].shapes)


def test_an_empty_diagram_has_nothing_to_draw() -> None:
    assert display_list(Diagram(), LOOK).bounds is None


@given(diagrams())
def test_any_diagram_can_be_drawn(diagram: Diagram) -> None:
    drawing = display_list(diagram, LOOK)
    assert {item.id for item in drawing.items} <= set(paint_order(diagram))
    assert drawing.bounds is not None
    points = [point for item in drawing.items for point in corners(item.shapes)]
    assert all(isfinite(x) and isfinite(y) for x, y in points)
    area = drawing.bounds.inflated(16)
    assert all(area.contains(point) for point in points)


def test_a_small_picture_leaves_out_what_could_not_be_seen() -> None:
    diagram = document(node("a", technology="Go"), node("b", 400, 0), edge("a", "b", label="SQL")).diagram
    whole, small, tiny = (display_list(diagram, LOOK, scale=scale).items for scale in (1.0, 0.3, 0.1))
    assert [len(item.shapes) for item in whole] > [len(item.shapes) for item in small]
    assert [text for item in small for text in texts(item.shapes)] == ["A", "B"]
    assert [item.id for item in tiny] == ["a--b", "a", "b"]
    assert all(len(item.shapes) == 1 for item in tiny)


@given(diagrams())
def test_the_drawn_area_holds_all_cards_and_frames(diagram: Diagram) -> None:
    area = drawn_area(diagram)
    assert area is not None
    assert all(area.encloses(diagram.bounds(i)) for i in paint_order(diagram) if i not in diagram.edges)
