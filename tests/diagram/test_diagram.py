"""Where things are: bounds of groups, members, ancestors, and who stands for whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.frames import GROUP_HEADER, GROUP_PADDING
from infrasketch_desktop.diagram.geometry import Rect
from tests.support.diagrams import diagrams, document, edge, group, node, nodes, rebuilt


def test_a_group_fits_its_members_with_padding_and_header():
    diagram = build_diagram([group("g"), node("a", 100, 100, group="g"), node("b", 400, 300, group="g")])
    assert diagram.bounds("g") == Rect(
        100 - GROUP_PADDING,
        100 - GROUP_PADDING - GROUP_HEADER,
        480 + 2 * GROUP_PADDING,
        280 + 2 * GROUP_PADDING + GROUP_HEADER,
    )


def test_an_empty_group_lies_where_it_was_put():
    diagram = build_diagram([group("g", x=30, y=40)])
    assert (diagram.bounds("g").x, diagram.bounds("g").y) == (30, 40)


def test_a_collapsed_group_is_a_card_in_the_middle_of_what_it_hides():
    diagram = build_diagram([group("g", collapsed=True), node("a", 0, 0, group="g"), node("b", 400, 300, group="g")])
    card = diagram.bounds("g")
    assert card.size == (180, 80)
    assert card.center.x == 290


def test_the_outermost_collapsed_group_stands_for_what_is_inside():
    diagram = build_diagram(
        [group("out", collapsed=True), group("mid", "out"), group("in", "mid", collapsed=True), node("a", group="in")]
    )
    assert diagram.shown("a") == "out"
    assert diagram.ancestors("a") == ("in", "mid", "out")
    assert diagram.descendants("out") == ("mid", "in", "a")


def test_a_self_loop_is_listed_once():
    assert build_diagram([node("a"), edge("a", "a")]).incident("a") == ("a--a",)


@given(diagrams(), st.data())
def test_random_edits_keep_the_indexes_true_and_undo_returns_every_record(diagram, data):
    doc = Document(diagram)
    for _ in range(data.draw(st.integers(1, 10))):
        _random_edit(doc, data)
        fresh = rebuilt(doc.diagram)
        for record in doc.diagram:
            assert doc.diagram.incident(record.id) == fresh.incident(record.id)
            assert doc.diagram.members(record.id) == fresh.members(record.id)
        assert doc.diagram.members(None) == fresh.members(None)
        assert [doc.diagram.bounds(i) for i in doc.diagram.groups] == [fresh.bounds(i) for i in doc.diagram.groups]
    after = doc.snapshot()
    while doc.undo():
        pass
    assert doc.diagram.same_records(diagram)
    while doc.redo():
        pass
    assert doc.diagram.same_records(after)


def _random_edit(doc: Document, data: st.DataObject) -> None:
    """Puts or removes something; what an invariant refuses is part of the game."""
    ids = sorted(record.id for record in doc.diagram)
    try:
        with doc.edit("Random") as edit:
            if data.draw(st.booleans()):
                edit.remove(data.draw(st.sampled_from(ids)))
            else:
                parents = [None, *doc.diagram.groups]
                edit.put(data.draw(nodes(data.draw(st.sampled_from(["n0", "n1", "new"])), parents)))
                if data.draw(st.booleans()):
                    edit.put(edge(data.draw(st.sampled_from(ids)), "new"))
    except InvariantError:
        pass


def test_same_records_sees_a_difference_in_every_collection():
    base = build_diagram([node("a")])
    for other in ([node("a", x=1)], [node("a"), group("g")], [node("a"), edge("a", "a")]):
        assert not base.same_records(build_diagram(other))
    assert document(node("a")).diagram.same_records(base)


def test_depth_counts_the_groups_around():
    diagram = document(group("g"), group("h", "g"), node("a", group="h")).diagram
    assert (diagram.depth("g"), diagram.depth("h"), diagram.depth("a")) == (0, 1, 2)


def test_nothing_is_nowhere():
    with pytest.raises(KeyError):
        document(node("a")).diagram.bounds("b")
