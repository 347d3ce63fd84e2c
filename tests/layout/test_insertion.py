"""New nodes find a place; what was there stays."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.records import Edge, Node
from infrasketch_desktop.layout.insertion import insert_new
from tests.layout.sheets import applied, arranged, is_held, on_border, overlaps, sheets, shown_edges
from tests.support.diagrams import document, edge, group, node


@st.composite
def grown(draw: st.DrawFn) -> tuple[Diagram, set[str]]:
    """A tidy diagram, then with one to three new nodes and edges between them and what was there."""
    tidy = arranged(draw(sheets(most_nodes=8)))
    homes = [None, *sorted(tidy.groups)]
    new = [f"new{i}" for i in range(draw(st.integers(1, 3)))]
    records = [*tidy, *(node(i, group=draw(st.sampled_from(homes))) for i in new)]
    ends = sorted([*tidy.nodes, *new])
    for number in range(draw(st.integers(0, 4))):
        pair = (draw(st.sampled_from(new)), draw(st.sampled_from(ends)))
        source, target = pair if draw(st.booleans()) else pair[::-1]
        if source != target:
            records.append(Edge(id=f"new-edge{number}", source=source, target=target))
    return build_diagram(records), set(new)


@given(grown())
def test_no_existing_node_moves(case: tuple[Diagram, set[str]]) -> None:
    sheet, new = case
    after = applied(sheet, insert_new(sheet, new))
    for record_id in [*sheet.nodes, *sheet.notes]:
        if record_id not in new and sheet.shown(record_id) == record_id:
            assert after.placed(record_id) == sheet.placed(record_id)


@given(grown())
def test_new_nodes_lie_on_nothing(case: tuple[Diagram, set[str]]) -> None:
    sheet, new = case
    after = applied(sheet, insert_new(sheet, new))
    assert [pair for pair in overlaps(after) if not new.isdisjoint(pair)] == []


@given(grown())
def test_new_edges_get_routes(case: tuple[Diagram, set[str]]) -> None:
    sheet, new = case
    after = applied(sheet, insert_new(sheet, new))
    for found, source, target in shown_edges(after):
        if {found.source, found.target} & new:
            assert on_border(found.route[0], source)
            assert on_border(found.route[-1], target)


@given(grown())
def test_making_room_moves_nothing_that_is_held(case: tuple[Diagram, set[str]]) -> None:
    sheet, new = case
    after = applied(sheet, insert_new(sheet, new, make_room=True))
    for node_id in sheet.nodes:
        if node_id not in new and is_held(sheet, node_id):
            assert after.nodes[node_id] == sheet.nodes[node_id]


def test_a_new_node_stands_between_its_neighbours() -> None:
    sheet = arranged(document(node("a"), node("b"), edge("a", "b")).diagram)
    moved = build_diagram([replace(r, y=r.y + 400) if r.id == "b" and isinstance(r, Node) else r for r in sheet])
    wider = build_diagram([*moved, node("new", 900, 900), edge("a", "new"), edge("new", "b")])
    after = applied(wider, insert_new(wider, ["new"]))
    assert after.nodes["a"].y < after.nodes["new"].y < after.nodes["b"].y


def test_a_closed_in_group_gets_room_when_others_may_move() -> None:
    frames = [group("g"), group("left"), group("right"), group("under"), group("over")]
    homes = {"g": (0, 0), "left": (-260, 0), "right": (260, 0), "under": (0, 170), "over": (0, -170)}
    nodes = [node(f"in-{name}", *at, group=name) for name, at in homes.items()]
    sheet = build_diagram([*frames, *nodes, node("new", group="g"), edge("in-g", "new")])
    crowded = applied(sheet, insert_new(sheet, ["new"]))
    roomy = applied(sheet, insert_new(sheet, ["new"], make_room=True))
    assert {i for i in homes if i != "g" and _meets(roomy, "g", i)} == set()
    assert sum(crowded.nodes[f"in-{i}"] != sheet.nodes[f"in-{i}"] for i in homes) == 0
    assert sum(roomy.nodes[f"in-{i}"] != sheet.nodes[f"in-{i}"] for i in homes) == 1


def _meets(sheet: Diagram, one: str, other: str) -> bool:
    frame: Rect = sheet.bounds(one)
    return frame.intersects(sheet.bounds(other))


def test_a_new_node_without_neighbours_goes_below() -> None:
    sheet = document(node("a"), node("new", 40, 40)).diagram
    after = applied(sheet, insert_new(sheet, ["new"]))
    assert after.nodes["new"].y >= 80
    assert after.nodes["a"].y == 0
