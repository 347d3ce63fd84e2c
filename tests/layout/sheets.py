"""Random diagrams for layouts, and what may be asked of a finished one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

from hypothesis import strategies as st

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import Direction, NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Record, Sheet
from infrasketch_desktop.layout.arrange import arrange
from infrasketch_desktop.layout.arrangement import Arrangement, apply_arrangement
from infrasketch_desktop.layout.ordering.median import MedianOrder
from infrasketch_desktop.layout.ordering.provider import OrderProvider
from infrasketch_desktop.layout.scope import Scope
from infrasketch_desktop.layout.view import View

_places = st.integers(-60, 60).map(lambda n: n * 15.5)
_labels = st.sampled_from(["", "", "HTTP", "reads and writes", "x" * 40])


@st.composite
def sheets(draw: st.DrawFn, *, most_nodes: int = 12, fixed: bool = True) -> Diagram:
    """Nested groups (open, collapsed, empty), nodes of several sizes, loops, parallel and group edges, notes."""
    groups = [f"g{i}" for i in range(draw(st.integers(0, 4)))]
    records: list[Record] = [Sheet(direction=draw(st.sampled_from(Direction)))]
    for number, group in enumerate(groups):
        parent = draw(st.sampled_from([None, *groups[:number]]))
        collapsed, locked = draw(st.integers(0, 4)) == 0, fixed and draw(st.integers(0, 9)) == 0
        records.append(Group(id=group, label=group, group=parent, collapsed=collapsed, locked=locked))
    nodes = [f"n{i:02d}" for i in range(draw(st.integers(1, most_nodes)))]
    records += [draw(_nodes(node, [None, *groups], fixed=fixed)) for node in nodes]
    if draw(st.booleans()):
        at = draw(st.sampled_from([None, *groups]))
        records.append(Note(id="note", text="Mind the gap", x=draw(_places), y=draw(_places), group=at))
    sheet = build_diagram(records)
    records += draw(_edges(sheet, [*nodes, *groups]))
    return build_diagram(records)


@st.composite
def _nodes(draw: st.DrawFn, node_id: str, groups: list[str | None], *, fixed: bool) -> Node:
    return Node(
        id=node_id,
        kind=NodeKind.SERVICE,
        label=node_id,
        x=draw(_places),
        y=draw(_places),
        width=draw(st.sampled_from([180, 180, 180, 241, 100.5])),
        height=draw(st.sampled_from([80, 80, 80, 45, 200])),
        group=draw(st.sampled_from(groups)),
        pinned=fixed and draw(st.integers(0, 3)) == 0,
        locked=fixed and draw(st.integers(0, 7)) == 0,
    )


@st.composite
def _edges(draw: st.DrawFn, sheet: Diagram, ends: list[str]) -> list[Edge]:
    edges = []
    for number in range(draw(st.integers(0, 16))):
        source, target = draw(st.sampled_from(ends)), draw(st.sampled_from(ends))
        nested = source in sheet.ancestors(target) or target in sheet.ancestors(source)
        if not nested and (source != target or source in sheet.nodes):
            edges.append(Edge(id=f"e{number:02d}", source=source, target=target, label=draw(_labels)))
    return edges


def applied(diagram: Diagram, arrangement: Arrangement) -> Diagram:
    document = Document(diagram)
    with document.edit("Arrange") as edit:
        apply_arrangement(edit, arrangement)
    return document.snapshot()


def arranged(diagram: Diagram, scope: Scope | None = None, provider: OrderProvider | None = None) -> Diagram:
    return applied(diagram, arrange(diagram, scope or Scope.everything(), provider=provider or MedianOrder()))


def shuffled(diagram: Diagram) -> Diagram:
    """The same records, put in the opposite order."""
    return build_diagram(reversed(list(diagram)))


def is_held(diagram: Diagram, record_id: str) -> bool:
    """Whether a record was placed by hand or is locked, itself or by a group around it."""
    record = diagram.placed(record_id)
    assert record is not None
    locked = record.locked or any(diagram.groups[g].locked for g in diagram.ancestors(record_id))
    return locked or (isinstance(record, Node) and record.pinned)


def solids(diagram: Diagram) -> dict[str, Rect]:
    """The rectangles of shown nodes, notes, and groups that are cards."""
    view = View(diagram)
    return {i: rect for i, rect in view.rects.items() if i not in view.children}


def overlaps(diagram: Diagram) -> list[tuple[str, str]]:
    """Pairs of shown rectangles that overlap although at least one of the two was free to move."""
    held = {i for i in solids(diagram) if any(is_held(diagram, r) for r in (i, *diagram.descendants(i)))}
    held |= set(diagram.notes)
    pairs = combinations(sorted(solids(diagram).items()), 2)
    return [(a, b) for (a, one), (b, two) in pairs if one.intersects(two) and not (a in held and b in held)]


def shown_edges(diagram: Diagram) -> Iterator[tuple[Edge, Rect, Rect]]:
    """Edges that are drawn and not drawn by hand, with the rectangles they join."""
    for edge in diagram.edges.values():
        ends = diagram.shown(edge.source), diagram.shown(edge.target)
        if not edge.waypoints and (ends[0] != ends[1] or ends == (edge.source, edge.target)):
            yield edge, diagram.bounds(ends[0]), diagram.bounds(ends[1])


def on_border(point: Point, rect: Rect) -> bool:
    return rect.inflated(0.01).contains(point) and not rect.inflated(-0.01).contains(point)


def is_orthogonal(edge: Edge) -> bool:
    return all(a.x == b.x or a.y == b.y for a, b in pairwise(edge.route))


def runs_through(edge: Edge, rect: Rect) -> bool:
    """Whether the route of an edge passes the inside of a rectangle."""
    boxes = (
        Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)).inflated(0.1)
        for a, b in pairwise(edge.route)
    )
    return any(box.intersects(rect.inflated(-1)) for box in boxes)


def freed(diagram: Diagram) -> Diagram:
    """The same diagram with nothing pinned or locked."""
    records: list[Record] = []
    for record in diagram:
        if isinstance(record, Node):
            records.append(replace(record, pinned=False, locked=False))
        elif isinstance(record, Group | Note):
            records.append(replace(record, locked=False))
        else:
            records.append(record)
    return build_diagram(records)
