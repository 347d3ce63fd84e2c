"""One diagram becomes another through an edit, whatever the two are, and undo brings the first one back."""

from hypothesis import given

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.transforming import transform
from tests.support.diagrams import diagrams, document, edge, group, node


@given(before=diagrams(), after=diagrams())
def test_any_diagram_becomes_any_other_and_back(before: Diagram, after: Diagram) -> None:
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
