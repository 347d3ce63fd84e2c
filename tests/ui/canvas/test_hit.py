"""What a user points at, on a small sheet: two nodes in a frame, one outside, an edge with a label, a note."""

from __future__ import annotations

from dataclasses import replace

import pytest

from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Note
from infrasketch_desktop.picture.group import fold_rect
from infrasketch_desktop.ui.canvas.hit import HitTester, crosses
from infrasketch_desktop.ui.canvas.pointer import Hit, Part, Side
from infrasketch_desktop.ui.canvas.scene import CanvasScene
from tests.picture.rulers import Ruler
from tests.support.diagrams import document, edge, group, node


def sheet() -> Document:
    return document(
        node("a", 0, 0),
        node("b", 400, 0, group="inner"),
        node("c", 400, 200, group="inner"),
        group("outer"),
        group("inner", "outer"),
        edge("a", "b", label="SQL"),
        edge("b", "c"),
        Note(id="memo", text="Hello", x=0, y=300),
    )


def hits_of(sketch: Document) -> HitTester:
    return HitTester(CanvasScene(sketch.diagram), Ruler())


def hit(x: float, y: float, **more: object) -> Hit | None:
    return hits_of(sheet()).hit(Point(x, y), 1.0, **more)


def test_nothing_is_hit_on_the_empty_sheet() -> None:
    assert hit(-100, -100) is None


@pytest.mark.parametrize(("point", "record"), [((90, 40), "a"), ((450, 250), "c"), ((20, 320), "memo")])
def test_a_card_is_hit_anywhere(point: tuple[float, float], record: str) -> None:
    assert hit(*point) == Hit(record, Part.BODY)


def test_the_upper_of_two_cards_is_hit() -> None:
    sketch = document(node("low", 0, 0, z=1), node("high", 20, 20, z=2))
    assert hits_of(sketch).hit(Point(50, 50), 1.0) == Hit("high", Part.BODY)


def test_an_edge_may_be_missed_by_a_few_pixels_of_the_screen() -> None:
    assert hit(220, 44) == Hit("a--b", Part.BODY, 0)
    assert hit(220, 60) is None
    assert hits_of(sheet()).hit(Point(220, 60), 0.25) == Hit("a--b", Part.BODY, 0)


def test_the_label_of_an_edge_is_a_part_of_its_own() -> None:
    assert hit(290, 40) == Hit("a--b", Part.LABEL)


def test_the_inside_of_a_frame_is_empty() -> None:
    assert hit(600, 140) == Hit("inner", Part.BODY) or hit(590, 140) is None


@pytest.mark.parametrize(("group_id", "inset"), [("inner", 0), ("outer", 1)])
def test_a_frame_is_hit_at_its_header(group_id: str, inset: int) -> None:
    bounds = sheet().diagram.bounds(group_id)
    assert hit(bounds.center.x, bounds.top + 12) == Hit(group_id, Part.BODY)
    assert hit(bounds.left, bounds.center.y) == Hit(group_id, Part.BODY)
    assert inset in (0, 1)


def test_the_fold_button_is_a_part_of_its_own() -> None:
    sketch = sheet()
    button = fold_rect(sketch.diagram.bounds("inner"), collapsed=False).center
    assert hits_of(sketch).hit(button, 1.0) == Hit("inner", Part.FOLD)


def test_a_folded_group_is_a_card_with_a_button() -> None:
    sketch = sheet()
    with sketch.edit("Fold") as edit:
        edit.put(replace(sketch.diagram.groups["inner"], collapsed=True))
    bounds = sketch.diagram.bounds("inner")
    assert hits_of(sketch).hit(bounds.center, 1.0) == Hit("inner", Part.BODY)
    assert hits_of(sketch).hit(fold_rect(bounds, collapsed=True).center, 1.0) == Hit("inner", Part.FOLD)
    assert hits_of(sketch).hit(Point(450, 20), 1.0) != Hit("b", Part.BODY)


def test_a_hovered_card_has_connectors_on_four_sides() -> None:
    beside = {Side.TOP: (90, -15), Side.RIGHT: (195, 40), Side.BOTTOM: (90, 95), Side.LEFT: (-15, 40)}
    for side, point in beside.items():
        found = hit(*point, hovered="a")
        assert found is not None
        assert (found.id, found.part, found.side) == ("a", Part.CONNECTOR, side)


def test_a_selected_edge_has_grips_at_its_ends_and_waypoints() -> None:
    sketch = sheet()
    with sketch.edit("Bend") as edit:
        edit.put(replace(sketch.diagram.edges["a--b"], waypoints=(Point(300, 120),)))
    found = {
        part: hits_of(sketch).hit(point, 1.0, selected=["a--b"])
        for part, point in {
            Part.WAYPOINT: Point(300, 120),
            Part.SOURCE_END: Point(180, 40),
            Part.TARGET_END: hits_of(sketch)._scene.path("a--b").points[-1],
        }.items()
    }
    assert {part: hit and hit.part for part, hit in found.items()} == {part: part for part in found}


def test_corners_resize_a_single_selected_card_but_not_a_locked_one() -> None:
    assert hit(180, 80, selected=["a"]) == Hit("a", Part.RESIZE, 2)
    assert hit(180, 80, selected=["a", "b"]) == Hit("a", Part.BODY)
    sketch = document(node("a", locked=True))
    assert hits_of(sketch).hit(Point(180, 80), 1.0, selected=["a"]) == Hit("a", Part.BODY)


@pytest.mark.parametrize("zoom", [0.5, 1.0, 4.0])
def test_a_handle_measures_24_pixels_of_the_screen(zoom: float) -> None:
    """The least that WCAG 2.2 (2.5.8) asks of a target."""
    hits = hits_of(sheet())
    reached = [hits.hit(Point(180 + away / zoom, 80), zoom, ["a"]) for away in (-11.5, 11.5)]
    assert reached == [Hit("a", Part.RESIZE, 2)] * 2
    assert hits.hit(Point(180 - 12.5 / zoom, 80), zoom, ["a"]) == Hit("a", Part.BODY)


def test_of_two_handles_in_reach_the_nearer_is_hit() -> None:
    small = document(replace(node("a", 0, 0), width=20, height=20))
    corners = [hits_of(small).hit(Point(x, y), 2.0, ["a"]) for x, y in ((4, 4), (16, 4), (16, 16), (4, 16))]
    assert corners == [Hit("a", Part.RESIZE, corner) for corner in range(4)]


def test_a_drop_lands_in_the_innermost_group() -> None:
    found = hits_of(sheet())
    assert found.group_at(Point(450, 250)) == "inner"
    assert found.group_at(Point(450, 250), without=["inner"]) == "outer"
    assert found.group_at(Point(0, 0)) is None


def test_a_rectangle_finds_edges_by_their_line() -> None:
    found = hits_of(sheet())
    assert found.meeting(Rect(200, 30, 20, 20)) == ["a--b"]
    assert found.meeting(Rect(200, 60, 20, 20)) == []
    assert set(found.meeting(Rect(-500, -500, 2000, 2000))) == {record.id for record in sheet().diagram} - {"sheet"}


@pytest.mark.parametrize(
    ("line", "meets"),
    [
        (((-5, -5), (15, 15)), True),
        (((-5, 5), (-1, 5)), False),
        (((-5, 8), (5, 18)), False),
        (((2, 2), (3, 3)), True),
        (((0, -5), (0, 15)), True),
    ],
)
def test_a_line_meets_a_rectangle_or_not(line: tuple[tuple[float, float], ...], meets: bool) -> None:
    assert crosses(Rect(0, 0, 10, 10), tuple(Point(*point) for point in line)) is meets
