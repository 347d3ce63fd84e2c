"""The layout contract: what is placed by hand stays, nothing overlaps, a second run changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.layout.arrange import arrange
from infrasketch_desktop.layout.arrangement import apply_arrangement
from infrasketch_desktop.layout.errors import LayoutCancelledError, LayoutError
from infrasketch_desktop.layout.ordering.median import MedianOrder
from infrasketch_desktop.layout.scope import Scope
from tests.benchmarks.layout_bench.quality import crossings
from tests.layout.sheets import (
    arranged,
    freed,
    is_held,
    is_orthogonal,
    on_border,
    overlaps,
    runs_through,
    sheets,
    shown_edges,
    shuffled,
    solids,
)
from tests.support.diagrams import document, edge, group, node


def scopes(diagram: Diagram, data: st.DataObject) -> Scope:
    """Any scope that names something of the diagram."""
    ids = sorted([*diagram.nodes, *diagram.groups])
    chosen = data.draw(st.sets(st.sampled_from(ids), max_size=5))
    return data.draw(st.sampled_from([Scope.everything(), Scope.selection(chosen)]))


@given(sheets(), st.data())
def test_what_is_pinned_or_locked_never_moves(sheet: Diagram, data: st.DataObject) -> None:
    after = arranged(sheet, scopes(sheet, data))
    for record_id in [*sheet.nodes, *sheet.notes]:
        if is_held(sheet, record_id):
            assert after.placed(record_id) == sheet.placed(record_id)


@given(sheets(), st.data())
def test_a_second_run_changes_nothing(sheet: Diagram, data: st.DataObject) -> None:
    scope = scopes(sheet, data)
    once = arranged(sheet, scope)
    again = arrange(once, scope, provider=MedianOrder())
    assert not again
    assert again.moved == 0


@given(sheets(), st.data())
def test_the_order_of_records_does_not_matter(sheet: Diagram, data: st.DataObject) -> None:
    scope = scopes(sheet, data)
    assert arranged(sheet, scope).same_records(arranged(shuffled(sheet), scope))


@given(sheets(), st.data())
def test_only_what_is_in_scope_moves(sheet: Diagram, data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.sampled_from(sorted(sheet.nodes)), max_size=4))
    after = arranged(sheet, Scope.selection(chosen))
    shown = {sheet.shown(i) for i in chosen}
    for node_id, before in sheet.nodes.items():
        if sheet.shown(node_id) not in shown:
            assert after.nodes[node_id] == before


@given(sheets())
def test_nothing_free_overlaps(sheet: Diagram) -> None:
    assert overlaps(arranged(sheet)) == []


@given(sheets(fixed=False))
def test_groups_hold_their_members_and_no_others(sheet: Diagram) -> None:
    after = arranged(sheet)
    for group_id in after.groups:
        if after.shown(group_id) != group_id or after.groups[group_id].collapsed or not after.members(group_id):
            continue
        inside = set(after.descendants(group_id))
        frame = after.bounds(group_id)
        intruders = [i for i, rect in solids(after).items() if i not in inside and rect.intersects(frame)]
        assert [i for i in intruders if i not in after.notes and i != group_id] == []


@given(sheets())
def test_every_shown_edge_joins_the_borders_of_its_ends(sheet: Diagram) -> None:
    for found, source, target in shown_edges(arranged(sheet)):
        assert is_orthogonal(found)
        assert on_border(found.route[0], source)
        assert on_border(found.route[-1], target)


@given(sheets(fixed=False))
def test_edges_run_around_what_they_do_not_join(sheet: Diagram) -> None:
    after = arranged(sheet)
    for found, *_ in shown_edges(after):
        ends = {after.shown(found.source), after.shown(found.target)}
        assert [i for i, rect in solids(after).items() if i not in ends | {"note"} and runs_through(found, rect)] == []


@given(sheets(fixed=False))
def test_positions_are_whole_numbers(sheet: Diagram) -> None:
    result = arrange(freed(sheet), Scope.everything(), provider=MedianOrder())
    cards = {i for g in sheet.groups if sheet.groups[g].collapsed for i in sheet.descendants(g)}
    assert all(p.x == int(p.x) and p.y == int(p.y) for i, p in result.positions.items() if i not in cards)


def test_callers_stand_above_what_they_call() -> None:
    after = arranged(document(node("a"), node("b"), node("c"), edge("a", "b"), edge("b", "c")).diagram)
    assert [after.nodes[i].y for i in "abc"] == [0, 160, 320]
    assert len({after.nodes[i].x for i in "abc"}) == 1
    assert after.edges["a--b"].route == (Point(90, 80), Point(90, 160))


def test_to_the_right_callers_stand_left_of_what_they_call() -> None:
    sheet = document(node("a"), node("b"), edge("a", "b")).diagram
    result = arrange(sheet, Scope.everything(), provider=MedianOrder(), direction=Direction.RIGHT)
    changed = Document(sheet)
    with changed.edit("Arrange") as edit:
        apply_arrangement(edit, result)
    after = changed.diagram
    assert (after.nodes["b"].x, after.nodes["b"].y) == (260, 0)
    assert after.edges["a--b"].route == (Point(180, 40), Point(260, 40))
    assert after.sheet.direction is Direction.RIGHT


def test_several_edges_at_a_side_are_spread_evenly_and_a_single_one_meets_the_middle() -> None:
    sheet = document(node("a"), node("b"), node("c"), edge("a", "b"), edge("a", "c")).diagram
    after = arranged(sheet)
    left = after.nodes["a"].x
    starts = sorted(e.route[0].x for e in after.edges.values())
    assert starts == [left + 60, left + 120]
    for target in "bc":
        assert after.edges[f"a--{target}"].route[-1].x == after.nodes[target].x + 90


def test_the_drawing_stays_where_it_was() -> None:
    after = arranged(document(node("a", 400, 200), node("b", 900, 260), edge("a", "b")).diagram)
    assert (after.nodes["a"].x, after.nodes["a"].y) == (400, 200)


def test_free_nodes_gather_around_a_pinned_one() -> None:
    sheet = document(node("a", 1000, 500, pinned=True), node("b"), edge("a", "b")).diagram
    result = arrange(sheet, Scope.everything(), provider=MedianOrder())
    assert result.positions == {"b": Point(1000, 660)}
    assert (result.moved, result.kept) == (1, 1)


def test_a_collapsed_group_moves_with_all_it_hides() -> None:
    records = [group("g", collapsed=True), node("a", 700, 900, group="g"), node("b", 800, 1000, group="g"), node("c")]
    after = arranged(document(*records, edge("c", "a")).diagram)
    assert (after.nodes["b"].x - after.nodes["a"].x, after.nodes["b"].y - after.nodes["a"].y) == (100, 100)
    assert after.bounds("g").y == after.nodes["c"].y + 160


def test_one_group_is_arranged_and_the_rest_stays() -> None:
    records = [group("g"), node("a", 0, 0, group="g"), node("b", 10, 10, group="g"), node("far", 3000, 3000)]
    after = arranged(document(*records, edge("a", "b"), edge("b", "far")).diagram, Scope.inside("g"))
    assert (after.nodes["b"].x, after.nodes["b"].y) == (0, 160)
    assert (after.nodes["far"].x, after.nodes["far"].y) == (3000, 3000)


def test_edges_outside_the_scope_keep_their_routes() -> None:
    way = (Point(3090, 80), Point(3090, 120), Point(3300, 120), Point(3300, 400), Point(3090, 400), Point(3090, 600))
    far = [node("far", 3000, 0), node("away", 3000, 600), edge("far", "away", route=way)]
    records = [group("g"), node("a", 0, 0, group="g"), node("b", 10, 10, group="g"), edge("a", "b")]
    after = arranged(document(*records, *far).diagram, Scope.inside("g"))
    assert after.edges["far--away"].route == way


def test_parallel_edges_between_groups_do_not_cross() -> None:
    records = [group("g"), group("h")]
    records += [node(f"{home}{i}", group=home) for home in "gh" for i in range(4)]
    pairs = enumerate((2, 0, 3, 1))
    records += [Edge(id=f"e{9 - i}", source=f"g{i}", target=f"h{j}") for i, j in pairs]
    after = arranged(document(*records).diagram)
    assert crossings([found.route for found in after.edges.values()]) == 0


def test_labels_get_room_between_the_rows() -> None:
    after = arranged(document(node("a"), node("b"), edge("a", "b", label="HTTP")).diagram)
    assert after.nodes["b"].y == 160
    assert after.edges["a--b"].label_at == Point(90, 120)


def test_a_label_placed_by_hand_follows_its_ends_and_a_second_run_leaves_it() -> None:
    label = Point(130, 140)
    records = [node("a"), node("b", 0, 200), edge("a", "b", label="HTTP", label_at=label, label_pinned=True)]
    sheet = document(node("z", -400, 0), *records, edge("z", "a")).diagram
    after = arranged(sheet)
    moved = after.edges["a--b"].label_at
    assert moved is not None
    assert after.nodes["a"].y < moved.y < after.nodes["b"].y
    assert moved.x - after.nodes["a"].x == label.x
    assert arranged(after).same_records(after)


def test_loops_and_their_labels_stay_clear_of_neighbours() -> None:
    records = [node("a"), node("b"), node("c"), edge("c", "a"), edge("c", "b"), edge("a", "a", label="retries")]
    after = arranged(document(*records).diagram)
    label = after.edges["a--a"].label_at
    assert label is not None
    assert after.edges["c--a"].route[-1] == Point(after.nodes["a"].x + 90, after.nodes["a"].y)
    assert after.nodes["a"].x + 180 < label.x < after.nodes["b"].x


def test_an_empty_diagram_stays_empty() -> None:
    assert not arrange(Diagram(), Scope.everything(), provider=MedianOrder())


def test_a_group_that_cannot_be_arranged_is_refused() -> None:
    sheet = document(group("g"), node("a")).diagram
    with pytest.raises(LayoutError, match="shows no members"):
        arrange(sheet, Scope.inside("g"), provider=MedianOrder())
    with pytest.raises(LayoutError, match="no group"):
        arrange(sheet, Scope.inside("nowhere"), provider=MedianOrder())


def test_a_cancelled_run_raises_and_moves_nothing() -> None:
    sheet = document(node("a"), node("b"), edge("a", "b")).diagram
    with pytest.raises(LayoutCancelledError):
        arrange(sheet, Scope.everything(), provider=MedianOrder(), cancel=lambda: True)


def test_progress_rises_to_one() -> None:
    told: list[float] = []
    sheet = document(group("g"), node("a", group="g"), node("b"), edge("a", "b")).diagram
    arrange(sheet, Scope.everything(), provider=MedianOrder(), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_node_pinned_since_the_layout_began_stays() -> None:
    sheet = document(node("a"), node("b", 5, 5), edge("a", "b")).diagram
    result = arrange(sheet, Scope.everything(), provider=MedianOrder())
    changed = document(node("a"), node("b", 5, 5, pinned=True), edge("a", "b"))
    with changed.edit("Arrange") as edit:
        apply_arrangement(edit, result)
    assert changed.diagram.nodes["b"].x == 5
