"""One diagram becomes another through an edit, whatever the two are, and undo brings the first one back."""

import pytest
from hypothesis import given, settings

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.transforming import transform
from tests.diagram.evolutions import forks
from tests.support.diagrams import diagrams, document, edge, group, node

MANY = 1000
FEW = settings(max_examples=25)
"""These diagrams take long to draw; the long runs try more."""


@FEW
@given(before=diagrams(), after=diagrams())
def test_any_diagram_becomes_any_other_and_back(before: Diagram, after: Diagram) -> None:
    assert_becomes(before, after)


@FEW
@given(fork=forks())
def test_what_one_person_made_becomes_what_another_made(fork: tuple[Diagram, Diagram, Diagram]) -> None:
    assert_becomes(fork[1], fork[2])


@pytest.mark.long
@settings(max_examples=MANY, derandomize=False)
@given(fork=forks())
def test_any_state_becomes_any_other(fork: tuple[Diagram, Diagram, Diagram]) -> None:
    assert_becomes(fork[1], fork[2])


def assert_becomes(before: Diagram, after: Diagram) -> None:
    doc = Document(before)
    with doc.edit("Transform") as edit:
        transform(edit, after)
    assert doc.diagram.same_records(after)
    doc.undo()
    assert doc.diagram.same_records(before)


def test_groups_that_change_places_never_contain_themselves() -> None:
    doc = document(group("a"), group("b", "a"), node("n", group="b"))
    target = document(group("b"), group("a", "b"), node("n", group="a")).diagram
    with doc.edit("Swap") as edit:
        transform(edit, target)
    assert doc.diagram.same_records(target)


def test_what_is_equal_is_not_touched() -> None:
    doc = document(node("a"), node("b"), edge("a", "b"))
    with doc.edit("Nothing") as edit:
        transform(edit, doc.snapshot())
    assert doc.undo_title is None


def test_an_edge_at_a_group_stays_while_its_members_change_places() -> None:
    doc = document(group("a"), group("b"), node("n", group="a"), edge("n", "b"))
    target = document(group("b"), group("a"), group("c", "b"), node("n", group="c"), node("m"), edge("m", "b")).diagram
    with doc.edit("Move") as edit:
        transform(edit, target)
    assert doc.diagram.same_records(target)


def test_a_deep_tower_may_become_a_flat_one_on_top_of_another() -> None:
    ground = [group("t0"), *(group(f"t{i}", f"t{i - 1}") for i in range(1, 40))]
    deep = [group("x"), group("h0", "x"), *(group(f"h{i}", f"h{i - 1}") for i in range(1, 30))]
    flat = [group("x", "t39"), *(group(f"h{i}", "x") for i in range(30))]
    doc = document(*ground, *deep)
    target = document(*ground, *flat).diagram
    with doc.edit("Move") as edit:
        transform(edit, target)
    assert doc.diagram.same_records(target)


def test_an_id_may_come_to_name_something_else() -> None:
    doc = document(group("a"), node("n", group="a"), node("b"), edge("n", "b"), edge("b", "a"))
    target = document(node("a"), group("b"), node("n", group="b"), edge("n", "a"), edge("b", "a")).diagram
    before = doc.snapshot()
    with doc.edit("Swap types") as edit:
        transform(edit, target)
    assert doc.diagram.same_records(target)
    doc.undo()
    assert doc.diagram.same_records(before)
