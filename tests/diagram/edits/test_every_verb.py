"""Whatever is done in whatever order: the invariants hold, and undo and redo return every record."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.align import Alignment, Axis
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document, Edit
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.geometry import Point, Rect, Side
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from tests.support.diagrams import diagrams, labels, points, rebuilt

Verb = Callable[[Edit], object]
STEPS = st.integers(-300, 300)
NOT_VERBS = {"End", "excerpt", "insert_copies", "find_edge"}
ON_GROUPS = {"ungroup", "collapse", "expand"}


@st.composite
def verbs(draw: st.DrawFn, diagram: Diagram) -> Verb:
    """Any verb with arguments that mostly, not always, fit `diagram`."""
    boxes, groups = [*diagram.nodes, *diagram.groups, *diagram.notes] or ["nobody"], [*diagram.groups, "nobody"]
    box, other, group = (draw(st.sampled_from(ids)) for ids in (boxes, boxes, groups))
    edge = draw(st.sampled_from([*diagram.edges, "nobody"]))
    ids = draw(st.lists(st.sampled_from([*boxes, *diagram.edges]), max_size=4))
    parent = draw(st.sampled_from([None, *diagram.groups]))
    point, dx, dy, text = draw(points), draw(STEPS), draw(STEPS), draw(labels)
    kind, flow, pin = draw(st.sampled_from(NodeKind)), draw(st.sampled_from(EdgeKind)), draw(st.booleans())
    how, axis = draw(st.sampled_from(Alignment)), draw(st.sampled_from(Axis))
    end, side = draw(st.sampled_from(edits.End)), draw(st.sampled_from(Side))
    calls: dict[str, Verb] = {
        "add_node": lambda e: edits.add_node(e, kind, text, point, group=parent),
        "add_group": lambda e: edits.add_group(e, text, point, group=parent),
        "add_note": lambda e: edits.add_note(e, text, point, group=parent),
        "align": lambda e: edits.align(e, ids, how),
        "distribute": lambda e: edits.distribute(e, ids, axis),
        "connect": lambda e: edits.connect(e, box, other, label=text, kind=flow),
        "connect_to_new": lambda e: edits.connect_to_new(e, box, side),
        "connect_to_new_at": lambda e: edits.connect_to_new_at(e, box, point, kind=kind),
        "insert_between": lambda e: edits.insert_between(e, edge, kind, text),
        "duplicate": lambda e: edits.duplicate(e, ids, Point(dx, dy), pin=pin),
        "group": lambda e: edits.group(e, ids, text),
        "set_group": lambda e: edits.set_group(e, ids, parent),
        "move": lambda e: edits.move(e, ids, dx, dy, pin=pin),
        "nudge": lambda e: edits.nudge(e, [box], dx, dy),
        "place": lambda e: edits.place(e, {box: point, other: point}, pin=pin),
        "resize": lambda e: edits.resize(e, box, Rect(*point, abs(dx), abs(dy)), pin=pin),
        "reconnect": lambda e: edits.reconnect(e, edge, end, box),
        "rename": lambda e: edits.rename(e, box, text),
        "update": lambda e: edits.update(e, box, z=dx),
        "reverse_edge": lambda e: edits.reverse_edge(e, edge),
        "set_waypoints": lambda e: edits.set_waypoints(e, edge, [point]),
        "place_label": lambda e: edits.place_label(e, edge, point),
        "free_label": lambda e: edits.free_label(e, edge),
        "fold_all": edits.fold_all,
        "unfold_all": edits.unfold_all,
    }
    name = draw(st.sampled_from(sorted(set(edits.__all__) - NOT_VERBS)))
    chosen = [group] if name in ON_GROUPS else ids
    return calls.get(name, lambda e: getattr(edits, name)(e, chosen))


@given(diagram=diagrams(), data=st.data())
def test_any_verbs_keep_the_invariants_and_can_be_undone(diagram: Diagram, data: st.DataObject):
    doc = Document(diagram)
    before = doc.snapshot()
    for _ in range(data.draw(st.integers(1, 8))):
        kept = doc.snapshot()
        if not do_one(doc, data):
            assert_identical(doc.diagram, kept)
        assert_identical(doc.diagram, rebuilt(doc.diagram))
    after = doc.snapshot()
    while doc.undo():
        pass
    assert_identical(doc.diagram, before)
    while doc.redo():
        pass
    assert_identical(doc.diagram, after)


@given(diagram=diagrams(), data=st.data())
def test_a_route_that_remains_meets_the_same_spot_of_both_ends(diagram: Diagram, data: st.DataObject):
    doc = Document(diagram)
    for _ in range(8):
        with doc.edit("Route") as edit:
            for edge in tuple(doc.diagram.edges):
                edits.update(edit, edge, route=centers_of_ends(doc.diagram, edge))
        do_one(doc, data)
        for edge in doc.diagram.edges.values():
            assert edge.route in {(), centers_of_ends(doc.diagram, edge.id)}


def do_one(doc: Document, data: st.DataObject) -> bool:
    """Whether the verb that was drawn fitted."""
    verb = data.draw(verbs(doc.snapshot()))
    try:
        with doc.edit("Any") as edit:
            verb(edit)
    except DiagramError:
        return False
    return True


def centers_of_ends(diagram: Diagram, edge_id: str) -> tuple[Point, Point]:
    edge = diagram.edges[edge_id]
    return (diagram.bounds(diagram.shown(edge.source)).center, diagram.bounds(diagram.shown(edge.target)).center)


def assert_identical(found: Diagram, wanted: Diagram) -> None:
    assert found.same_records(wanted)
    for record in wanted:
        assert found.incident(record.id) == wanted.incident(record.id)
        assert found.members(record.id) == wanted.members(record.id)
    for group in wanted.groups:
        assert found.bounds(group) == wanted.bounds(group)
