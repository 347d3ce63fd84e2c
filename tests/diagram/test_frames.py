"""Frames follow their members, and are measured anew only when nothing else can tell where they end."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.frames import Span, span_after, span_around
from tests.support.diagrams import document, group, node

SPAN = (0, 0, 100, 100)

numbers = st.integers(0, 6)
spans = st.tuples(numbers, numbers, numbers, numbers).map(lambda n: (n[0], n[1], n[0] + n[2], n[1] + n[3]))


@given(others=st.lists(spans, min_size=1, max_size=4), before=st.none() | spans, after=st.none() | spans)
def test_what_is_told_without_a_look_at_all_members_is_true(
    others: list[Span], before: Span | None, after: Span | None
):
    span = span_around([*others, before] if before else others)
    assert span is not None
    told = span_after(span, before, after)
    assert told in (None, span_around([*others, after] if after else others))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ((10, 10, 20, 20), (30, 30, 40, 40), SPAN),
        ((10, 10, 20, 20), (90, 90, 130, 95), (0, 0, 130, 100)),
        ((0, 10, 20, 20), (-50, 10, -30, 20), (-50, 0, 100, 100)),
        ((0, 10, 20, 20), (5, 10, 25, 20), None),
        ((10, 10, 100, 20), None, None),
        ((10, 10, 20, 20), None, SPAN),
        (None, (10, 10, 20, 120), (0, 0, 100, 120)),
    ],
)
def test_only_who_leaves_a_border_inwards_makes_it_unknown(before, after, told):
    assert span_after(SPAN, before, after) == told


def test_around_nothing_there_is_no_span():
    assert span_around([]) is None


def test_frames_around_frames_follow_a_move_and_its_undo():
    doc = document(group("out"), group("in", "out"), node("a", group="in"), node("b", 0, 300, group="out"))
    before, inner = doc.diagram.bounds("out"), doc.diagram.bounds("in")
    with doc.edit("Move") as edit:
        edit.put(replace(doc.diagram.nodes["a"], x=500))
    assert doc.diagram.bounds("in") == inner.translated(500, 0)
    assert doc.diagram.bounds("out").right == before.right + 500
    doc.undo()
    assert doc.diagram.bounds("out") == before


def test_a_snapshot_keeps_its_frames():
    doc = document(group("g"), node("a", group="g"))
    before, snapshot = doc.diagram.bounds("g"), doc.snapshot()
    with doc.edit("Move") as edit:
        edit.put(replace(doc.diagram.nodes["a"], x=500))
    assert snapshot.bounds("g") == before
    assert doc.diagram.bounds("g") == before.translated(500, 0)
