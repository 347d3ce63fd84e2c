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


@st.composite
def verbs(draw: st.DrawFn, diagram: Diagram) -> Verb:
    """Any verb with arguments that mostly, not always, fit `diagram`."""
    every = [record.id for record in diagram] + ["nobody"]
    one = lambda: draw(st.sampled_from(every))  # noqa: E731 - drawn anew at each use
    ids = draw(st.lists(st.sampled_from(every), max_size=4))
    parent = draw(st.sampled_from([None, *diagram.groups]))
    point, dx, dy, text = draw(points), draw(STEPS), draw(STEPS), draw(labels)
    kind, pin = draw(st.sampled_from(NodeKind)), draw(st.booleans())
    name = draw(st.sampled_from(sorted(set(edits.__all__) - {"End", "excerpt", "insert_copies", "find_edge"})))
    calls: dict[str, Verb] = {
        "add_node": lambda e: edits.add_node(e, kind, text, point, group=parent),
        "add_group": lambda e: edits.add_group(e, text, point, group=parent),
        "add_note": lambda e: edits.add_note(e, text, point, group=parent),
        "align": lambda e: edits.align(e, ids, draw(st.sampled_from(Alignment))),
        "distribute": lambda e: edits.distribute(e, ids, draw(st.sampled_from(Axis))),
        "connect": lambda e: edits.connect(e, one(), one(), label=text, kind=draw(st.sampled_from(EdgeKind))),
        "connect_to_new": lambda e: edits.connect_to_new(e, one(), draw(st.sampled_from(Side))),
        "insert_between": lambda e: edits.insert_between(e, one(), kind, text),
        "duplicate": lambda e: edits.duplicate(e, ids, Point(dx, dy), pin=pin),
        "group": lambda e: edits.group(e, ids, text),
        "set_group": lambda e: edits.set_group(e, ids, parent),
        "move": lambda e: edits.move(e, ids, dx, dy, pin=pin),
        "nudge": lambda e: edits.nudge(e, ids, dx, dy),
        "place": lambda e: edits.place(e, dict.fromkeys(ids, point), pin=pin),
        "resize": lambda e: edits.resize(e, one(), Rect(*point, abs(dx), abs(dy))),
        "reconnect": lambda e: edits.reconnect(e, one(), draw(st.sampled_from(edits.End)), one()),
        "rename": lambda e: edits.rename(e, one(), text),
        "update": lambda e: edits.update(e, one(), z=dx),
        "reverse_edge": lambda e: edits.reverse_edge(e, one()),
        "set_waypoints": lambda e: edits.set_waypoints(e, one(), [point]),
        "fold_all": edits.fold_all,
        "unfold_all": edits.unfold_all,
    }
    return calls.get(name, lambda e: getattr(edits, name)(e, ids))


@given(diagram=diagrams(), data=st.data())
def test_any_verbs_keep_the_invariants_and_can_be_undone(diagram: Diagram, data: st.DataObject):
    doc = Document(diagram)
    before = doc.snapshot()
    for _ in range(data.draw(st.integers(1, 8))):
        verb = data.draw(verbs(doc.snapshot()))
        kept = doc.snapshot()
        try:
            with doc.edit("Any") as edit:
                verb(edit)
        except DiagramError:
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
def test_routes_that_remain_still_end_where_they_did_relative_to_both_ends(diagram: Diagram, data: st.DataObject):
    doc = Document(diagram)
    with doc.edit("Route") as edit:
        for edge in tuple(doc.diagram.edges):
            edits.update(edit, edge, route=(center(doc.diagram, edge, "source"), center(doc.diagram, edge, "target")))
    for _ in range(data.draw(st.integers(1, 4))):
        try:
            with doc.edit("Any") as edit:
                data.draw(verbs(doc.snapshot()))(edit)
        except DiagramError:
            continue
        for edge in doc.diagram.edges.values():
            if edge.route:
                ends = (center(doc.diagram, edge.id, "source"), center(doc.diagram, edge.id, "target"))
                assert (edge.route[0], edge.route[-1]) == ends


def center(diagram: Diagram, edge_id: str, end: str) -> Point:
    return diagram.bounds(diagram.shown(getattr(diagram.edges[edge_id], end))).center


def assert_identical(found: Diagram, wanted: Diagram) -> None:
    assert found.same_records(wanted)
    for record in wanted:
        assert found.incident(record.id) == wanted.incident(record.id)
        assert found.members(record.id) == wanted.members(record.id)
