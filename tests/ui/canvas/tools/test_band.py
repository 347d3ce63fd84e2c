"""The rubber band selects what it touches, frames only when it encloses them, edges with both their ends."""

import pytest

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.ui.canvas.preview import NOTHING
from infrasketch_desktop.ui.canvas.tools.band import crosses
from infrasketch_desktop.ui.canvas.tools.select import SelectTool
from tests.support.diagrams import edge, group, node
from tests.ui.canvas.tools.fake_host import ALT, NONE, SHIFT, FakeHost, at, drag


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(
        node("a", 0, 0),
        node("b", 0, 300),
        node("c", 0, 600),
        group("g"),
        node("m", 600, 0, group="g"),
        edge("a", "b"),
        edge("b", "c"),
    )


def banded(host: FakeHost, start: tuple[float, float], end: tuple[float, float], modifiers=NONE) -> set[str]:
    drag(SelectTool(host), at(*start, None, modifiers), at(*end, None, modifiers))
    return set(host.selection.ids)


def test_touched_nodes_are_selected_with_the_edges_between_them(host: FakeHost):
    assert banded(host, (-50, 40), (90, 350)) == {"a", "b", "a--b"}


def test_with_alt_only_what_is_enclosed_is(host: FakeHost):
    assert banded(host, (-50, -50), (200, 350), ALT) == {"a"}


def test_a_frame_is_selected_only_when_enclosed_and_then_stands_for_its_members(host: FakeHost):
    assert banded(host, (550, 40), (700, 60)) == {"m"}
    assert banded(host, (500, -100), (900, 200)) == {"g"}


def test_a_band_over_lines_only_selects_these(host: FakeHost):
    assert banded(host, (50, 150), (150, 250)) == {"a--b"}


def test_shift_adds_to_what_was_selected(host: FakeHost):
    host.selection.set(["c"])
    assert banded(host, (-50, -50), (90, 60), SHIFT) == {"a", "c"}


def test_members_of_folded_groups_are_not_caught():
    host = FakeHost(group("g", collapsed=True), node("m", 0, 0, group="g"), node("n", 600, 0, group="g"))
    assert banded(host, (-100, -100), (900, 200)) == {"g"}


def test_escape_returns_the_selection_of_before(host: FakeHost):
    host.selection.set(["c"])
    tool = SelectTool(host)
    drag(tool, at(-50, -50), at(90, 60), release=False)
    assert host.selection.ids == ("a",)
    assert host.preview.band == Rect(-50, -50, 140, 110)
    assert tool.cancel()
    assert host.selection.ids == ("c",)
    assert host.preview == NOTHING


@pytest.mark.parametrize(
    ("line", "crossing"),
    [
        (((0, 50), (200, 50)), True),
        (((120, 120), (130, 130)), True),
        (((0, 0), (90, 0)), False),
        (((0, 190), (190, 0)), True),
        (((0, 150), (50, 260), (150, 260)), False),
        (((100, 0), (100, 300)), True),
    ],
)
def test_lines_are_told_that_cross_a_rectangle(line, crossing: bool):
    rect = Rect(50, 50, 100, 100) if line[0] == (0, 50) else Rect(90, 90, 60, 60)
    assert crosses(rect, [Point(*p) for p in line]) is crossing
