"""A document changes only inside edits; every edit is one step that can be taken back."""

from itertools import pairwise

import pytest

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document, Edit
from infrasketch_desktop.diagram.errors import EditError, InvariantError
from infrasketch_desktop.diagram.records import Note, Sheet
from tests.support.diagrams import document, edge, group, node


def test_a_finished_edit_is_one_undo_step_named_after_it():
    doc = document()
    with doc.edit("Add two") as edit:
        edit.put(node("a"))
        edit.put(node("b"))
    assert doc.undo_title == "Add two"
    assert doc.undo()
    assert not doc.diagram.nodes
    assert doc.redo_title == "Add two"
    assert doc.redo()
    assert set(doc.diagram.nodes) == {"a", "b"}


def test_an_edit_that_raises_leaves_nothing_behind():
    doc = document(node("a"))
    before = doc.snapshot()
    with pytest.raises(RuntimeError), doc.edit("Fails") as edit:
        edit.put(node("b"))
        edit.remove("a")
        raise RuntimeError
    assert doc.diagram.same_records(before)
    assert doc.undo_title is None


def test_an_inner_edit_rolls_back_alone_and_is_undone_with_the_outer():
    doc = document()
    with doc.edit("Outer") as outer:
        outer.put(node("kept"))
        with pytest.raises(RuntimeError), doc.edit("Inner") as inner:
            inner.put(node("lost"))
            raise RuntimeError
    assert set(doc.diagram.nodes) == {"kept"}
    doc.undo()
    assert not doc.diagram.nodes


def test_an_edit_without_effect_is_no_step_and_tells_nobody():
    doc = document(node("a"))
    heard: list[ChangeSet] = []
    doc.subscribe(heard.append)
    with doc.edit("Nothing") as edit:
        edit.put(node("a"))
        edit.put(node("b"))
        edit.remove("b")
    assert not heard
    assert doc.undo_title is None


def test_listeners_hear_one_merged_change_for_each_record():
    doc = document(node("a"))
    heard: list[ChangeSet] = []
    unsubscribe = doc.subscribe(heard.append)
    with doc.edit("Move") as edit:
        edit.put(node("a", x=10))
        edit.put(node("a", x=20))
    doc.undo()
    unsubscribe()
    doc.redo()
    assert [(len(c), c.changes[0].after.x) for c in heard] == [(1, 20), (1, 0)]


def test_a_new_edit_ends_the_chance_to_redo():
    doc = document()
    with doc.edit("First") as edit:
        edit.put(node("a"))
    doc.undo()
    with doc.edit("Second") as edit:
        edit.put(node("b"))
    assert not doc.redo()


def test_undo_inside_an_edit_is_refused():
    doc = document(node("a"))
    with doc.edit("Open") as edit:
        edit.put(node("b"))
        with pytest.raises(EditError):
            doc.undo()
        edit.put(node("c"))
    with pytest.raises(EditError), doc.edit("Again"):
        doc.undo()


def test_completers_add_to_the_same_step_and_see_what_changed():
    def note_it(edit: Edit, changes: ChangeSet) -> None:
        edit.put(Sheet(title=f"{len(changes)} changed"))

    doc = Document(completers=[note_it])
    with doc.edit("Add") as edit:
        edit.put(node("a"))
    assert doc.diagram.sheet.title == "1 changed"
    doc.undo()
    assert doc.diagram.sheet.title == ""


def test_a_snapshot_does_not_follow_later_edits():
    doc = document(node("a"))
    snapshot = doc.snapshot()
    with doc.edit("Grow") as edit:
        edit.put(node("b"))
        edit.put(edge("a", "b"))
    assert set(snapshot.nodes) == {"a"}
    assert snapshot.incident("a") == ()


def test_revision_grows_with_every_step():
    doc = document()
    with doc.edit("Add") as edit:
        edit.put(node("a"))
    doc.undo()
    doc.redo()
    assert doc.revision == 3


def test_what_others_point_at_cannot_be_removed():
    doc = document(group("g"), node("a", group="g"), node("b"), edge("a", "b"))
    for record_id in ("a", "g", "sheet"):
        with pytest.raises(InvariantError), doc.edit("Remove") as edit:
            edit.remove(record_id)
    assert len(doc.diagram) == 5


def test_an_id_that_passes_from_a_node_to_a_note_comes_back_on_undo():
    doc = document(node("a"))
    with doc.edit("Turn into a note") as edit:
        edit.remove("a")
        edit.put(Note(id="a", text="was a node"))
    doc.undo()
    assert set(doc.diagram.nodes) == {"a"}
    assert not doc.diagram.notes
    doc.redo()
    assert not doc.diagram.nodes


def many(count: int = 600) -> Document:
    """A group with `count` nodes in a chain."""
    nodes = [node(f"n{i:04}", 200 * i, 0, group="all") for i in range(count)]
    return document(group("all"), *nodes, *(edge(a.id, b.id) for a, b in pairwise(nodes)))


def assert_indexed(diagram: Diagram) -> None:
    """Every index says what it would of the same records in a diagram of their own."""
    anew = build_diagram(diagram)
    for record in diagram:
        assert diagram.incident(record.id) == anew.incident(record.id)
        assert diagram.members(record.id) == anew.members(record.id)
    for record_id in diagram.groups:
        assert diagram.bounds(record_id) == anew.bounds(record_id)


def test_thousands_of_changes_are_taken_back_and_made_again_at_once():
    doc = many()
    before = doc.snapshot()
    assert doc.diagram.bounds("all").width > 600 * 100
    with doc.edit("Remove all but two") as edit:
        for edge_id in tuple(doc.diagram.edges)[1:]:
            edit.remove(edge_id)
        for node_id in tuple(doc.diagram.nodes)[2:]:
            edit.remove(node_id)
    after = doc.snapshot()
    doc.undo()
    assert doc.diagram.same_records(before)
    assert_indexed(doc.diagram)
    doc.redo()
    assert doc.diagram.same_records(after)
    assert_indexed(doc.diagram)


def test_an_edit_that_was_prepared_elsewhere_is_one_step_with_what_completes_it():
    def tell(edit: Edit, changes: ChangeSet) -> None:
        edit.put(Sheet(title=f"{len(changes)} came"))

    doc = Document(completers=(tell,))
    prepared = doc.prepare("Import", lambda edit: [edit.put(node("a")), edit.put(node("b"))])
    changes = prepared()
    assert len(doc.diagram) == 1
    doc.take(changes, doc.revision)
    assert (set(doc.diagram.nodes), doc.diagram.sheet.title) == ({"a", "b"}, "2 came")
    assert doc.undo_title == "Import"
    doc.undo()
    assert len(doc.diagram) == 1


def test_what_was_prepared_is_refused_after_another_edit():
    doc = document()
    revision, changes = doc.revision, doc.prepare("Import", lambda edit: edit.put(node("a")))()
    with doc.edit("Another") as edit:
        edit.put(node("b"))
    with pytest.raises(EditError):
        doc.take(changes, revision)
    assert set(doc.diagram.nodes) == {"b"}


def test_what_does_not_fit_is_told_while_it_is_prepared():
    doc = document()
    with pytest.raises(InvariantError):
        doc.prepare("Import", lambda edit: edit.put(edge("a", "b")))()
