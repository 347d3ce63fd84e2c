"""What lies over what, and that one step over or under passes exactly one neighbour."""

from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.stacking import CARDS, stacked
from infrasketch_desktop.picture.drawing import paint_order
from tests.support.diagrams import diagrams, document, group, node


def pile(count: int = 4) -> Document:
    """Nodes n0, n1, … from bottom to top, each overlapping all others, and one far away."""
    return document(*(node(f"n{i}", 10 * i, 0) for i in range(count)), node("far", 9000, 0))


def order_after(doc: Document, verb, *ids: str) -> list[str]:
    with doc.edit("Order") as edit:
        verb(edit, ids)
    return [i for i in stacked(doc.diagram, CARDS) if i != "far"]


@given(diagrams())
def test_layers_are_what_pictures_paint_from_back_to_front(diagram: Diagram):
    layers = [stacked(diagram, depth) for depth in range(len(diagram.groups))]
    frames_and_cards = [i for i in paint_order(diagram) if i not in diagram.edges]
    assert [i for level in (*layers, stacked(diagram, CARDS)) for i in level] == frames_and_cards


def test_a_group_comes_to_the_front_with_all_inside():
    doc = document(
        group("g"), node("in", 0, 0, group="g"), group("other"), node("over", 10, 0, group="other"), node("top", 20, 0)
    )
    assert order_after(doc, edits.bring_to_front, "g") == ["over", "top", "in"]
    assert stacked(doc.diagram, 0) == ("other", "g")
    assert order_after(doc, edits.send_to_back, "g") == ["in", "over", "top"]
    assert stacked(doc.diagram, 0) == ("g", "other")


def test_what_is_folded_away_has_no_order():
    doc = document(group("g", collapsed=True), node("in", 0, 0, group="g"), node("a", 0, 0))
    order_after(doc, edits.bring_to_front, "g", "in")
    assert (doc.diagram.groups["g"].z, doc.diagram.nodes["in"].z) == (0, 0)
    order_after(doc, edits.bring_to_front, "a")
    assert doc.diagram.nodes["a"].z == 1


def test_a_step_forward_passes_one():
    assert order_after(pile(), edits.bring_forward, "n0") == ["n1", "n0", "n2", "n3"]


def test_a_step_backward_passes_one():
    assert order_after(pile(), edits.send_backward, "n3") == ["n0", "n1", "n3", "n2"]


def test_two_steps_together_keep_their_order():
    assert order_after(pile(), edits.bring_forward, "n0", "n1") == ["n2", "n0", "n1", "n3"]
    assert order_after(pile(), edits.send_backward, "n2", "n3") == ["n0", "n2", "n3", "n1"]


def test_front_and_back_change_only_what_is_moved():
    doc = pile()
    assert order_after(doc, edits.bring_to_front, "n1", "n0") == ["n2", "n3", "n0", "n1"]
    assert order_after(doc, edits.send_to_back, "n3") == ["n3", "n2", "n0", "n1"]
    assert {i: n.z for i, n in doc.diagram.nodes.items()} == {"n0": 1, "n1": 2, "n2": 0, "n3": -1, "far": 0}


def test_where_something_is_already_nothing_changes():
    for verb, chosen in ((edits.bring_forward, "n3"), (edits.send_backward, "n0")):
        doc = pile()
        order_after(doc, verb, chosen)
        assert doc.undo_title is None
    doc = document(node("a"), node("b"))
    assert order_after(doc, edits.bring_to_front, "b") == ["a", "b"]
    assert doc.undo_title is None


def test_what_does_not_overlap_is_passed_without_notice():
    doc = document(node("a", 0, 0), node("b", 5000, 0), node("c", 10, 0))
    order_after(doc, edits.bring_forward, "a")
    assert doc.diagram.nodes["b"].z == 0
    assert stacked(doc.diagram, CARDS).index("a") > stacked(doc.diagram, CARDS).index("c")


@given(st.lists(st.integers(-2, 2), min_size=2, max_size=6), st.data())
def test_a_step_and_its_reverse_end_where_they_began(levels: list[int], data: st.DataObject):
    doc = document(*(node(f"n{i}", i, 0, z=z) for i, z in enumerate(levels)))
    chosen = data.draw(st.sampled_from(sorted(doc.diagram.nodes)))
    before = order_after(doc, edits.bring_forward)
    stepped = order_after(doc, edits.bring_forward, chosen)
    place = before.index(chosen)
    assert stepped.index(chosen) == min(place + 1, len(before) - 1)
    assert [i for i in stepped if i != chosen] == [i for i in before if i != chosen]
    if stepped != before:
        assert order_after(doc, edits.send_backward, chosen) == before
