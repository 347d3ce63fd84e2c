"""Diagrams for tests: short builders and hypothesis strategies for records that fit together."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Record


def node(node_id: str, x: float = 0, y: float = 0, **fields: object) -> Node:
    values = {"kind": NodeKind.SERVICE, "label": node_id.replace("-", " ").capitalize(), **fields}
    return Node(id=node_id, x=x, y=y, **values)


def edge(source: str, target: str, **fields: object) -> Edge:
    return Edge(id=f"{source}--{target}", source=source, target=target, **fields)


def group(group_id: str, parent: str | None = None, **fields: object) -> Group:
    return Group(id=group_id, label=group_id.capitalize(), group=parent, **fields)


def document(*records: Record) -> Document:
    return Document(build_diagram(records))


def rebuilt(diagram: Diagram) -> Diagram:
    """The same records assembled afresh: its indexes are what those of `diagram` must be."""
    return build_diagram(list(diagram))


coordinates = st.integers(-5000, 5000).map(lambda n: n / 4)
labels = st.text(max_size=30)
points = st.builds(Point, coordinates, coordinates)


@st.composite
def nodes(draw: st.DrawFn, node_id: str, groups: Iterable[str | None] = (None,)) -> Node:
    return Node(
        id=node_id,
        kind=draw(st.sampled_from(NodeKind)),
        label=draw(labels),
        technology=draw(labels),
        inputs=tuple(draw(st.lists(labels, max_size=2))),
        x=draw(coordinates),
        y=draw(coordinates),
        group=draw(st.sampled_from(sorted(groups, key=str))),
        pinned=draw(st.booleans()),
        z=draw(st.integers(-5, 5)),
    )


@st.composite
def diagrams(draw: st.DrawFn, max_nodes: int = 8) -> Diagram:
    """A diagram with nested groups, edges between any records that may be joined, and notes."""
    group_ids = [f"g{i}" for i in range(draw(st.integers(0, 3)))]
    records: list[Record] = []
    for i, group_id in enumerate(group_ids):
        parent = draw(st.sampled_from([None, *group_ids[:i]]))
        records.append(Group(id=group_id, label=draw(labels), group=parent, collapsed=draw(st.booleans())))
    node_ids = [f"n{i}" for i in range(draw(st.integers(1, max_nodes)))]
    records += [draw(nodes(node_id, [None, *group_ids])) for node_id in node_ids]
    if draw(st.booleans()):
        records.append(Note(id="note", text=draw(labels), x=draw(coordinates), y=draw(coordinates)))
    for i in range(draw(st.integers(0, 8))):
        records.append(
            Edge(
                id=f"e{i}",
                source=draw(st.sampled_from(node_ids)),
                target=draw(st.sampled_from(node_ids)),
                label=draw(labels),
                kind=draw(st.sampled_from(EdgeKind)),
                waypoints=tuple(draw(st.lists(points, max_size=2))),
            )
        )
    return build_diagram(records)
