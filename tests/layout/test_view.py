"""The diagram as it is shown, and the tree that is laid out."""

from hypothesis import given

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.layout.acyclic import turned_links
from infrasketch_desktop.layout.view import View
from tests.layout.sheets import sheets
from tests.support.diagrams import document, edge, group, node


@given(sheets())
def test_it_agrees_with_the_diagram(sheet: Diagram) -> None:
    view = View(sheet)
    for record_id in [*sheet.nodes, *sheet.groups, *sheet.notes]:
        assert view.shown[record_id] == sheet.shown(record_id)
        if view.shown[record_id] == record_id:
            assert view.ancestors(record_id) == list(sheet.ancestors(record_id))
            assert view.rects[record_id] == sheet.bounds(record_id)


def test_hidden_edges_have_no_ends() -> None:
    records = [group("g", collapsed=True), node("a", group="g"), node("b", group="g"), node("c")]
    sheet = document(*records, edge("a", "b"), edge("a", "a"), edge("c", "a")).diagram
    view = View(sheet)
    assert view.ends(sheet.edges["a--b"]) is None
    assert view.ends(sheet.edges["a--a"]) is None
    assert view.ends(sheet.edges["c--a"]) == ("c", "g")


def test_one_link_of_a_circle_is_turned() -> None:
    assert turned_links(3, [(0, 1), (1, 2), (2, 0)]) == {2}


def test_a_circle_below_an_entry_is_cut_where_it_closes() -> None:
    assert turned_links(3, [(1, 2), (2, 1), (0, 2)]) == {0}


def test_without_a_circle_nothing_is_turned() -> None:
    assert turned_links(4, [(3, 2), (2, 1), (1, 0), (3, 0)]) == frozenset()
