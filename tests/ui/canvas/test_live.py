from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.ui.canvas.live import LiveDiagram
from tests.picture.rulers import LOOK
from tests.support.diagrams import diagrams, document, edge, group, node


def live(sketch: Document) -> LiveDiagram:
    return LiveDiagram(sketch.diagram, LOOK)


def test_the_document_stays_as_it_is() -> None:
    sketch = document(node("a"))
    shown = live(sketch)
    shown.replace({"a": node("a", 50)})
    assert shown.diagram.nodes["a"].x == 50
    assert sketch.diagram.nodes["a"].x == 0


def test_what_is_no_longer_replaced_is_put_back() -> None:
    sketch = document(node("a"), node("b"))
    shown = live(sketch)
    shown.replace({"a": node("a", 50), "new": node("new")})
    shown.replace({"b": node("b", 70)})
    assert shown.diagram.nodes["a"].x == 0
    assert shown.diagram.nodes["b"].x == 70
    assert "new" not in shown.diagram


def test_edges_and_frames_around_are_influenced() -> None:
    sketch = document(group("g"), node("a", group="g"), node("b"), node("c"), edge("a", "b"), edge("b", "c"))
    shown = live(sketch)
    shown.replace({"a": replace(sketch.diagram.nodes["a"], x=50)})
    assert shown.influenced == {"a", "g", "a--b"}
    assert shown.whole_frames(shown.influenced) == {"g"}


def test_a_frame_that_keeps_a_member_is_not_lifted_whole() -> None:
    sketch = document(group("g"), node("a", group="g"), node("b", group="g"))
    shown = live(sketch)
    shown.replace({"a": replace(sketch.diagram.nodes["a"], x=50)})
    assert shown.whole_frames(shown.influenced) == set()


def test_leaving_a_group_influences_both_frames() -> None:
    sketch = document(group("g"), group("h"), node("a", group="g"), node("b", group="h"))
    shown = live(sketch)
    shown.replace({"a": replace(sketch.diagram.nodes["a"], group="h")})
    assert {"g", "h"} <= shown.influenced


@pytest.mark.parametrize("count", [1, 3])
def test_repeated_replacing_leaves_no_trace(count: int) -> None:
    sketch = document(group("g"), node("a", group="g"), node("b"), edge("a", "b"))
    shown = live(sketch)
    for number in range(count):
        shown.replace({"a": replace(sketch.diagram.nodes["a"], x=float(number), group=None)})
    shown.replace({})
    assert shown.diagram.same_records(sketch.diagram)
    assert shown.diagram.members("g") == ("a",)


@given(diagrams(), st.data())
def test_any_move_can_be_shown_and_taken_back(diagram: Diagram, data: st.DataObject) -> None:
    shown = LiveDiagram(diagram, LOOK)
    moved = data.draw(st.sets(st.sampled_from(sorted(diagram.nodes))))
    shown.replace({i: replace(diagram.nodes[i], x=1.0, y=2.0) for i in moved})
    frames, edges, cards = shown.visible(shown.influenced)
    assert {record.id for record in (*frames, *edges, *cards)} <= shown.influenced
    shown.replace({})
    assert shown.diagram.same_records(diagram)
