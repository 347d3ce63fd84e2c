"""Passages of the design document among the records: put, found, undone, and never in the way of a drawing."""

from dataclasses import replace

import pytest

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.plain import PlainError
from infrasketch_desktop.diagram.record_plain import record_from_plain, record_to_plain
from infrasketch_desktop.diagram.records import Passage
from tests.support.diagrams import document, group, node, rebuilt

WHY = Passage(id="why", chapter=Chapter.COMPONENT_DETAILS, text="Because it is **fast**.", element="api")
WHOLE = Passage(
    id="summary",
    chapter=Chapter.EXECUTIVE_SUMMARY,
    text="A shop.",
    block="executive-summary/purpose",
    title="Purpose",
    basis="5f2c",
)


def shop() -> Diagram:
    return build_diagram([node("api"), WHY, WHOLE])


def test_a_passage_is_a_record_beside_the_drawing() -> None:
    diagram = shop()
    assert dict(diagram.passages) == {"why": WHY, "summary": WHOLE}
    assert diagram.get("why") == WHY
    assert diagram.placed("why") is None
    assert "why" in diagram
    assert len(diagram) == 4
    assert [record.id for record in diagram] == ["sheet", "api", "why", "summary"]
    assert diagram.members(None) == ("api",)


def test_a_copy_has_its_own_passages() -> None:
    doc = document(node("api"), WHY)
    before = doc.snapshot()
    with doc.edit("Write") as edit:
        edit.put(replace(WHY, text="Another reason."))
    assert before.passages["why"].text == "Because it is **fast**."
    assert not before.same_records(doc.diagram)


def test_writing_changing_and_removing_can_be_undone_and_redone() -> None:
    doc = document(node("api"))
    states = [doc.snapshot()]
    for step in (
        lambda edit: edit.put(WHY),
        lambda edit: edits.update(edit, "why", text="Better."),
        lambda edit: edits.remove(edit, ["why"]),
    ):
        with doc.edit("Step") as edit:
            step(edit)
        states.append(doc.snapshot())
    assert [len(state.passages) for state in states] == [0, 1, 1, 0]
    for state in reversed(states[:-1]):
        doc.undo()
        assert doc.diagram.same_records(state)
    for state in states[1:]:
        doc.redo()
        assert doc.diagram.same_records(state)
    assert rebuilt(doc.diagram).same_records(doc.diagram)


def test_a_passage_outlives_what_it_speaks_of() -> None:
    doc = document(node("api"), WHY)
    with doc.edit("Remove") as edit:
        edits.remove(edit, ["api"])
    assert doc.diagram.passages["why"].element == "api"


def test_a_passage_never_counts_as_a_member_or_an_end() -> None:
    doc = document(group("zone"), node("api", group="zone"), WHY)
    with pytest.raises(InvariantError), doc.edit("Connect") as edit:
        edits.connect(edit, "api", "why")
    with pytest.raises(InvariantError), doc.edit("Group") as edit:
        edits.set_group(edit, ["api"], "why")
    assert doc.undo_title is None


def test_an_id_is_shared_with_no_other_record() -> None:
    doc = document(node("api"), WHY)
    for record in (node("why"), replace(WHY, id="api")):
        with pytest.raises(InvariantError, match="already belongs"), doc.edit("Clash") as edit:
            edit.put(record)


@pytest.mark.parametrize(
    "passage",
    [
        replace(WHY, text="x" * 20_001),
        replace(WHY, title="x" * 501),
        replace(WHY, element="x" * 501),
        replace(WHY, block="x" * 501),
        replace(WHY, basis="x" * 501),
        replace(WHY, id="Why"),
        replace(WHY, id="sheet"),
    ],
)
def test_a_passage_out_of_bounds_is_refused(passage: Passage) -> None:
    with pytest.raises(InvariantError):
        build_diagram([passage])


def test_its_plain_form_leaves_defaults_out_and_comes_back() -> None:
    plain = record_to_plain(WHY)
    assert plain == {
        "type": "passage",
        "id": "why",
        "chapter": "component-details",
        "text": "Because it is **fast**.",
        "element": "api",
    }
    assert record_from_plain(plain) == WHY
    assert record_from_plain(record_to_plain(WHOLE)) == WHOLE
    with pytest.raises(PlainError):
        record_from_plain({**plain, "chapter": "epilogue"})
