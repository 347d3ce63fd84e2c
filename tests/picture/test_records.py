"""The drawings of single records: what is on them and that it stays on them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.frames import GROUP_HEADER, GROUP_PADDING
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import EdgeKind, EdgeStyle, NodeKind
from infrasketch_desktop.diagram.records import Group, Node, Note
from infrasketch_desktop.picture.detail import Level
from infrasketch_desktop.picture.edge import edge_shapes
from infrasketch_desktop.picture.edge_path import EdgePath
from infrasketch_desktop.picture.group import distant_frame, group_shapes
from infrasketch_desktop.picture.node import node_shapes
from infrasketch_desktop.picture.note import note_shapes
from infrasketch_desktop.picture.shapes import Glyph, Path, Polyline, Text
from tests.picture.rulers import LOOK, corners, glyphs, texts
from tests.support.diagrams import edge, labels, node

CARD = Rect(0, 0, 180, 80)
LINE = EdgePath((Point(0, 0), Point(200, 0)), EdgeStyle.ORTHOGONAL, Point(100, 0))


def test_a_node_shows_kind_label_and_technology() -> None:
    shapes = node_shapes(node("api", kind=NodeKind.API, label="Orders", technology="FastAPI"), LOOK)
    assert glyphs(shapes) == ["api"]
    assert texts(shapes) == ["Orders", "FastAPI"]


def test_pinned_and_locked_are_said_by_signs() -> None:
    assert glyphs(node_shapes(node("api", pinned=True, locked=True), LOOK))[1:] == ["pin", "lock"]


@pytest.mark.parametrize("said", ["PostgreSQL", "postgresql", " PostgreSQL "])
def test_a_technology_that_repeats_the_label_is_not_said_again(said: str) -> None:
    assert texts(node_shapes(node("db", label="PostgreSQL", technology=said), LOOK)) == ["PostgreSQL"]


@pytest.mark.parametrize("level", [Level.GLYPHS, Level.LABELS])
def test_the_name_of_a_frame_can_be_read_from_further_away(level: Level) -> None:
    rect = Rect(0, 0, 400, 200)
    ground, name = distant_frame(Group(id="g", label="Data"), rect, LOOK, level)
    assert name.text == "Data"
    assert name.font.size * level.value > 7
    assert ground.rect.top < name.at.y - name.font.size * 0.8
    assert name.at.y < ground.rect.top + GROUP_HEADER + GROUP_PADDING


def test_a_badge_stands_before_the_label_that_is_the_technology() -> None:
    badge = Glyph("search", Rect(0, 0, 1, 1), "#123456")
    plain, with_badge = (node_shapes(node("redis", technology="Redis"), LOOK, b) for b in (None, badge))
    assert texts(with_badge) == texts(plain) == ["Redis"]
    (label,) = [shape for shape in with_badge if isinstance(shape, Text)]
    (mark,) = [shape for shape in with_badge if isinstance(shape, Glyph) and shape.name == "search"]
    assert mark.rect.right <= label.at.x
    assert mark.rect.y < label.at.y < mark.rect.bottom


def test_a_badge_stands_before_the_technology() -> None:
    badge = Glyph("search", Rect(0, 0, 1, 1), "#123456")
    plain = node_shapes(node("api", technology="FastAPI"), LOOK)
    with_badge = node_shapes(node("api", technology="FastAPI"), LOOK, badge)
    assert glyphs(with_badge) == [*glyphs(plain), "search"]
    assert with_badge[-1].at.x > plain[-1].at.x


@given(
    labels,
    labels,
    st.sampled_from([(180.0, 80.0), (60.0, 40.0), (400.0, 30.0), (30.0, 200.0), (8.0, 8.0), (1.0, 1.0)]),
)
def test_nothing_of_a_node_hangs_out_of_its_card(label: str, technology: str, size: tuple[float, float]) -> None:
    drawn: Node = node("n", 100, 50, label=label, technology=technology, width=size[0], height=size[1])
    area = drawn.rect.inflated(4)
    assert all(area.contains(point) for point in corners(node_shapes(drawn, LOOK)))


@given(st.text(max_size=400), st.integers(1, 300), st.integers(1, 300))
def test_nothing_of_a_note_hangs_out_of_its_paper_but_one_line(text: str, width: int, height: int) -> None:
    note = Note(id="n", text=text, width=width, height=height)
    area = Rect(-1, -16, max(width, 40) + 2, max(height, 40) + 32)
    assert all(area.contains(point) for point in corners(note_shapes(note, LOOK)))


def test_a_frame_shows_its_label_and_the_way_to_fold_it() -> None:
    shapes = group_shapes(Group(id="g", label="Data"), CARD, LOOK)
    assert (texts(shapes), glyphs(shapes)) == (["Data"], ["chevron-down"])


@pytest.mark.parametrize(("count", "said"), [(1, "1 node"), (12, "12 nodes")])
def test_a_folded_group_counts_what_it_holds(count: int, said: str) -> None:
    shapes = group_shapes(Group(id="g", label="Data", collapsed=True), CARD, LOOK, count=count)
    assert texts(shapes) == ["Data", said]
    assert "chevron-right" in glyphs(shapes)


def test_kinds_of_edges_differ_without_any_colour() -> None:
    looks = set()
    for kind in EdgeKind:
        line, *head = edge_shapes(edge("a", "b", kind=kind), LINE, LOOK)
        assert isinstance(line, Path)
        assert line.stroke is not None
        looks.add((line.stroke.width, line.stroke.dash, tuple(type(part) for part in head)))
    assert len(looks) == len(EdgeKind)


def test_an_animated_edge_is_marked_where_nothing_moves() -> None:
    still = edge_shapes(edge("a", "b"), LINE, LOOK)
    moving = edge_shapes(edge("a", "b", animated=True), LINE, LOOK)
    assert [type(shape) for shape in moving[len(still) :]] == [Polyline, Polyline]


def test_a_hidden_edge_has_no_shapes() -> None:
    assert edge_shapes(edge("a", "b", label="SQL"), replace(LINE, points=()), LOOK) == ()


def test_a_long_label_of_an_edge_is_cut() -> None:
    shown = texts(edge_shapes(edge("a", "b", label="x" * 300), LINE, LOOK))
    assert len(shown[0]) < 40
