"""Labels of edges are dragged along their line or aside, and follow what they lie between."""

import pytest

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.ui.canvas.pointer import Part
from infrasketch_desktop.ui.canvas.preview import NOTHING
from infrasketch_desktop.ui.canvas.tools.labelling import nearest_on
from infrasketch_desktop.ui.canvas.tools.select import SelectTool
from tests.support.diagrams import edge, node
from tests.ui.canvas.tools.fake_host import CTRL, FakeHost, at, drag, part

GRABBED = at(95, 192, part("a--b", Part.LABEL))
"""A little beside the middle of the label, which lies at (90, 190)."""


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(node("a", 0, 0), node("b", 0, 300), edge("a", "b", label="calls"))


def label(host: FakeHost) -> Point | None:
    found = host.diagram.edges["a--b"]
    return found.label_at if found.label_pinned else None


def test_a_label_is_put_aside(host: FakeHost):
    drag(SelectTool(host), GRABBED, at(145, 142))
    assert label(host) == Point(140, 140)
    assert host.document.undo_title == "Move the label of calls"
    host.document.undo()
    assert label(host) is None


def test_near_its_line_a_label_slides_along_it(host: FakeHost):
    drag(SelectTool(host), GRABBED, at(100, 122))
    assert label(host) == Point(90, 120)


def test_ctrl_suspends_sliding(host: FakeHost):
    drag(SelectTool(host), GRABBED, at(100, 122, None, CTRL))
    assert label(host) == Point(95, 120)


def test_the_drag_shows_the_label_where_it_will_be(host: FakeHost):
    tool = SelectTool(host)
    drag(tool, GRABBED, at(145, 142), release=False)
    assert host.preview.records["a--b"].label_at == Point(140, 140)
    assert tool.cancel()
    assert host.preview == NOTHING
    assert label(host) is None


def test_a_label_of_an_edge_that_vanished_ends_its_drag_with_words(host: FakeHost):
    tool = SelectTool(host)
    drag(tool, GRABBED, at(145, 142), release=False)
    with host.document.edit("Somebody") as edit:
        edit.remove("a--b")
    tool.release(at(145, 142))
    assert host.said[-1].startswith("There is no")


def test_the_nearest_place_of_a_line_lies_on_one_of_its_stretches():
    line = (Point(0, 0), Point(100, 0), Point(100, 100))
    assert nearest_on(line, Point(40, 20)) == Point(40, 0)
    assert nearest_on(line, Point(130, 60)) == Point(100, 60)
    assert nearest_on(line, Point(-50, -50)) == Point(0, 0)
    assert nearest_on((), Point(0, 0)) is None
