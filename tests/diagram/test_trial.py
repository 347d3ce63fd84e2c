"""A trial shows what an edit would do, again and again from the same start."""

import pytest

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.trial import Trial
from tests.support.diagrams import document, edge, node


def test_each_attempt_begins_anew_and_the_document_never_knows():
    doc = document(node("a", 0, 0), node("b", 0, 300), edge("a", "b"))
    before = doc.snapshot()
    trial = Trial(doc.diagram)
    for dx in (10, 20, 30):
        (change,) = trial.attempt(lambda edit, dx=dx: edits.move(edit, ["a"], dx, 0))
        assert change.after.x == dx
    assert trial.diagram.nodes["a"].x == 30
    assert {c.id for c in trial.attempt(lambda edit: edits.remove(edit, ["b"]))} == {"b", "a--b"}
    assert doc.diagram.same_records(before)
    assert doc.revision == 0


def test_an_attempt_that_does_not_fit_leaves_the_copy_as_it_began():
    doc = document(node("a", 0, 0))
    trial = Trial(doc.diagram)
    trial.attempt(lambda edit: edits.move(edit, ["a"], 10, 0))
    with pytest.raises(DiagramError):
        trial.attempt(lambda edit: edits.move(edit, ["a", "nobody"], 10, 0))
    assert trial.diagram.same_records(doc.diagram)
