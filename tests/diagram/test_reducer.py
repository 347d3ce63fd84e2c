"""A batch of operations is one step, or nothing; what does not fit is named with its reason and near misses."""

import pytest

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import Chapter, Direction, EdgeKind, NodeKind
from infrasketch_desktop.diagram.operations import (
    AddEdge,
    AddGroup,
    AddNode,
    AddNote,
    Insert,
    Place,
    RemoveEdge,
    RemoveGroup,
    RemoveNode,
    RemoveNote,
    SetGroup,
    UpdateEdge,
    UpdateGroup,
    UpdateNode,
    UpdateNote,
    UpdateSheet,
)
from infrasketch_desktop.diagram.records import Note, Passage, Sheet
from infrasketch_desktop.diagram.reducer import OperationError, apply_operations, try_operations
from tests.support.diagrams import document, edge, group, node

ADD_SHOP = (
    AddNode(id="web", kind=NodeKind.CLIENT, label="Web"),
    AddNode(id="api", kind=NodeKind.API, label="API", technology="FastAPI"),
    AddEdge(source="web", target="api", label="orders", kind=EdgeKind.EVENT),
    AddGroup(id="shop", label="Shop", members=("web", "api")),
    AddNote(id="why", text="Because"),
    UpdateSheet(title="Shop", direction=Direction.RIGHT),
)


def test_a_batch_is_one_step():
    doc = document()
    apply_operations(doc, ADD_SHOP, "Sketch a shop")
    diagram = doc.diagram
    assert diagram.members("shop") == ("api", "web")
    assert diagram.edges["web--api"].kind is EdgeKind.EVENT
    assert (diagram.notes["why"].text, diagram.sheet.title) == ("Because", "Shop")
    doc.undo()
    assert len(doc.diagram) == 1


def test_a_batch_with_one_wrong_operation_changes_nothing():
    doc = document(node("api"))
    before = doc.snapshot()
    with pytest.raises(OperationError, match=r"Step 2: .*“apo”.*Did you mean api\?"):
        apply_operations(doc, [AddNode(id="b", kind=NodeKind.API, label="B"), RemoveNode(id="apo")], "Fails")
    assert doc.diagram.same_records(before)


def test_the_valid_rest_of_a_batch_can_be_tried():
    diagram = document(node("api")).diagram
    tried, problems = try_operations(
        diagram,
        [
            AddEdge(source="api", target="apo"),
            AddNode(id="api", kind=NodeKind.API, label="Twice"),
            AddNode(id="db", kind=NodeKind.DATABASE, label="DB"),
            AddEdge(source="api", target="db"),
        ],
    )
    assert [(p.index, p.nearest) for p in problems] == [(0, ("api",)), (1, ())]
    assert set(tried.edges) == {"api--db"}
    assert set(diagram.nodes) == {"api"}


def test_removing_a_node_takes_its_edges_along():
    doc = document(node("a"), node("b"), edge("a", "b"))
    apply_operations(doc, [RemoveNode(id="a")], "Remove")
    assert set(doc.diagram.nodes) == {"b"}
    assert not doc.diagram.edges


def test_removing_a_group_keeps_its_members_one_level_up():
    doc = document(group("out"), group("in", "out"), node("a", group="in"))
    apply_operations(doc, [RemoveGroup(id="in")], "Ungroup")
    assert doc.diagram.nodes["a"].group == "out"


def test_an_update_changes_what_it_states_and_nothing_else():
    doc = document(node("a", 5, 6, technology="Flask", pinned=True))
    apply_operations(doc, [UpdateNode(id="a", kind=NodeKind.API, technology="")], "Update")
    changed = doc.diagram.nodes["a"]
    assert (changed.kind, changed.technology, changed.label) == (NodeKind.API, "", "A")
    assert (changed.x, changed.y, changed.pinned) == (5, 6, True)


def test_an_edge_that_turns_to_another_node_loses_the_route_it_had():
    route = (Point(0, 0), Point(10, 0))
    doc = document(node("a"), node("b"), node("c"), edge("a", "b", route=route))
    apply_operations(doc, [UpdateEdge(id="a--b", target="c")], "Reconnect")
    assert doc.diagram.edges["a--b"].target == "c"
    assert doc.diagram.edges["a--b"].route == ()


def test_small_operations_do_what_they_say():
    doc = document(node("a"), node("b"), edge("a", "b"), group("g"))
    apply_operations(
        doc,
        [
            SetGroup(id="a", group="g"),
            UpdateGroup(id="g", label="Core", collapsed=True),
            Place(id="b", x=7, y=8, pinned=True),
            AddNote(id="n", text="old"),
            UpdateNote(id="n", text="new"),
            RemoveEdge(id="a--b"),
        ],
        "Several",
    )
    diagram = doc.diagram
    assert diagram.groups["g"].collapsed
    assert diagram.members("g") == ("a",)
    assert diagram.nodes["b"].pinned
    assert diagram.notes["n"].text == "new"
    apply_operations(doc, [RemoveNote(id="n"), SetGroup(id="a", group=None)], "More")
    assert not doc.diagram.notes
    assert doc.diagram.nodes["a"].group is None


def test_an_added_node_says_where_it_was_read():
    doc = document()
    apply_operations(doc, [AddNode(id="db", kind=NodeKind.DATABASE, label="db", origin="compose.yaml:12")], "Import")
    assert doc.diagram.nodes["db"].origin == "compose.yaml:12"
    apply_operations(doc, [UpdateNode(id="db", label="Orders")], "Rename")
    assert doc.diagram.nodes["db"].origin == "compose.yaml:12"


def test_a_place_may_state_a_size_or_one_side_of_it():
    doc = document(node("a", 10, 20), node("b"))
    note = AddNote(id="n", text="Because")
    operations = [
        note,
        Place(id="a", x=5, y=6, width=240),
        Place(id="b", x=0, y=300, width=90, height=40, pinned=True),
        Place(id="n", x=700, y=0, height=33),
    ]
    apply_operations(doc, operations, "Place")
    nodes, placed = doc.diagram.nodes, doc.diagram.notes["n"]
    assert (nodes["a"].x, nodes["a"].y, nodes["a"].width, nodes["a"].height) == (5, 6, 240, 80)
    assert (nodes["b"].width, nodes["b"].height, nodes["b"].pinned) == (90, 40, True)
    assert (placed.x, placed.width, placed.height) == (700, 200, 33)


def test_a_size_that_cannot_be_drawn_is_a_problem():
    diagram = document(node("a")).diagram
    tried, problems = try_operations(diagram, [Place(id="a", x=0, y=0, width=1e9)])
    assert len(problems) == 1
    assert tried.same_records(diagram)


def test_whole_records_are_inserted_as_they_are():
    frame, inner = group("zone"), node("a", 40, 60, group="zone", pinned=True, origin="shop.json:4")
    line = edge("a", "b", route=(Point(0, 0), Point(0, 9)), label_at=Point(3, 4), label_pinned=True)
    passage = Passage(id="why", chapter=Chapter.SECURITY, text="TLS.", element="a")
    records = (frame, inner, node("b"), line, Note(id="n", text="Hi", x=7), passage, Sheet(title="Shop"))
    doc = document()
    apply_operations(doc, [Insert(record=record) for record in records], "Import")
    assert doc.diagram.same_records(document(*records).diagram)
    doc.undo()
    assert doc.diagram.same_records(document().diagram)


def test_only_a_sheet_may_be_inserted_over_what_is_there():
    diagram = document(node("a"), Sheet(title="Old")).diagram
    tried, problems = try_operations(
        diagram, [Insert(record=node("a", label="New")), Insert(record=Sheet(title="New"))]
    )
    assert [problem.index for problem in problems] == [0]
    assert tried.nodes["a"].label == "A"
    assert tried.sheet.title == "New"


@pytest.mark.parametrize(
    "operation",
    [
        UpdateNode(id="x", label="L"),
        UpdateEdge(id="x", label="L"),
        UpdateGroup(id="x", label="L"),
        UpdateNote(id="x", text="L"),
        RemoveNode(id="x"),
        RemoveEdge(id="x"),
        RemoveGroup(id="x"),
        RemoveNote(id="x"),
        SetGroup(id="x", group=None),
        SetGroup(id="a", group="x"),
        Place(id="x", x=0, y=0),
        Insert(record=node("b", group="x")),
        Insert(record=edge("a", "x")),
        AddEdge(source="a", target="x"),
        AddGroup(id="g", label="G", members=("x",)),
    ],
    ids=lambda o: type(o).__name__,
)
def test_an_unknown_id_is_a_problem_and_nothing_is_half_done(operation):
    diagram = document(node("a")).diagram
    tried, problems = try_operations(diagram, [operation])
    assert len(problems) == 1
    assert tried.same_records(diagram)
