"""Speaks the protocol of the layout bench: a graph as one line of JSON in, its layout as one line out.

A graph has `nodes` (id, w, h, group), `edges` (source, target, label), `groups` (id, parent), and, after an edit, the
layout of before as `previous`; `with_labels` asks for places of labels. All x, y are top-left corners, y grows down.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.geometry import Point, Size
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Record
from infrasketch_desktop.layout.arrange import arrange
from infrasketch_desktop.layout.arrangement import Arrangement
from infrasketch_desktop.layout.errors import LayoutError
from infrasketch_desktop.layout.insertion import insert_new
from infrasketch_desktop.layout.labels import LabelSize
from infrasketch_desktop.layout.ordering.graphviz import Graphviz
from infrasketch_desktop.layout.ordering.provider import OrderProvider
from infrasketch_desktop.layout.ordering.standard import standard_provider
from infrasketch_desktop.layout.scope import Scope
from infrasketch_desktop.layout.view import View

_LABEL_HEIGHT = 18
_CHARACTER_WIDTH = 8


def bench_label(text: str) -> Size:
    """The room that the bench gives a label."""
    return Size(_CHARACTER_WIDTH * len(text), _LABEL_HEIGHT)


@dataclass(frozen=True, slots=True)
class Names:
    """Ids of the bench as ids of a diagram: numbered, so that sorting keeps their order."""

    nodes: dict[str, str]
    groups: dict[str, str]


def serve(incoming: TextIO, outgoing: TextIO, provider: OrderProvider, *, once: bool = False) -> None:
    """Answer every line; a graph that cannot be laid out is answered by its error."""
    for line in incoming:
        outgoing.write(json.dumps(_answer_or_error(line, provider)) + "\n")
        outgoing.flush()
        if once:
            return


def _answer_or_error(line: str, provider: OrderProvider) -> dict[str, Any]:
    try:
        return answer(line, provider)
    except (ValueError, KeyError, TypeError, AttributeError, DiagramError, LayoutError) as error:
        return {"error": f"{type(error).__name__}: {error}"[:300]}


def answer(line: str, provider: OrderProvider) -> dict[str, Any]:
    """The layout of one graph.

    Raises:
        ValueError, KeyError, TypeError, AttributeError, DiagramError: the line is no such graph.
    """
    graph = json.loads(line)
    names = Names(
        {node["id"]: f"n{number:06d}" for number, node in enumerate(graph["nodes"])},
        {group["id"]: f"g{number:06d}" for number, group in enumerate(graph.get("groups") or ())},
    )
    diagram = _diagram(graph, names)
    label_size: LabelSize = bench_label
    if graph.get("previous"):
        result = insert_new(diagram, _unplaced(graph, names), label_size=label_size, make_room=True)
    else:
        result = arrange(diagram, Scope.everything(), provider=provider, label_size=label_size)
    return _layout(graph, names, _applied(diagram, result), label_size)


def _unplaced(graph: Mapping[str, Any], names: Names) -> list[str]:
    placed = graph["previous"]["nodes"]
    return [i for name, i in names.nodes.items() if name not in placed]


def _diagram(graph: Mapping[str, Any], names: Names) -> Diagram:
    """The graph as records, standing where the previous layout has them."""
    previous = graph.get("previous") or {"nodes": {}, "edges": []}
    records: list[Record] = [
        Group(id=names.groups[group["id"]], label="", group=names.groups.get(group.get("parent")))
        for group in graph.get("groups") or ()
    ]
    records += [
        Node(
            id=names.nodes[node["id"]],
            kind=NodeKind.SERVICE,
            label="",
            **previous["nodes"].get(node["id"], {}),
            width=node["w"],
            height=node["h"],
            group=names.groups.get(node.get("group")),
        )
        for node in graph["nodes"]
    ]
    labelled = graph.get("with_labels", False)
    earlier = dict(enumerate(previous["edges"]))
    records += [
        Edge(
            id=_edge_name(number),
            source=names.nodes[edge["source"]],
            target=names.nodes[edge["target"]],
            label=(edge.get("label") or "") if labelled else "",
            route=tuple(Point(*point) for point in earlier.get(number, ())),
        )
        for number, edge in enumerate(graph["edges"])
    ]
    return build_diagram(records)


def _edge_name(number: int) -> str:
    return f"e{number:06d}"


def _applied(diagram: Diagram, result: Arrangement) -> Diagram:
    """The diagram with the arrangement in it."""
    records: list[Record] = []
    for record in diagram:
        if isinstance(record, Node):
            x, y = result.positions.get(record.id, Point(record.x, record.y))
            records.append(replace(record, x=x, y=y))
        elif isinstance(record, Edge):
            route = result.routes.get(record.id, record.route)
            records.append(replace(record, route=route, label_at=result.labels.get(record.id, record.label_at)))
        else:
            records.append(record)
    return build_diagram(records)


def _layout(graph: Mapping[str, Any], names: Names, diagram: Diagram, label_size: LabelSize) -> dict[str, Any]:
    view = View(diagram)
    nodes = {name: {"x": diagram.nodes[i].x, "y": diagram.nodes[i].y} for name, i in names.nodes.items()}
    edges = [diagram.edges[_edge_name(number)] for number in range(len(graph["edges"]))]
    frames = {name: view.rects[i] for name, i in names.groups.items() if i in view.children}
    layout: dict[str, Any] = {
        "nodes": nodes,
        "edges": [[list(point) for point in edge.route] for edge in edges],
        "groups": {name: {"x": r.x, "y": r.y, "w": r.width, "h": r.height} for name, r in frames.items()},
    }
    if graph.get("with_labels"):
        layout["labels"] = [_label_box(edge, label_size) for edge in edges]
    return layout


def _label_box(edge: Edge, label_size: LabelSize) -> list[float] | None:
    if not edge.label or edge.label_at is None:
        return None
    width, height = label_size(edge.label)
    return [edge.label_at.x - width / 2, edge.label_at.y - height / 2, width, height]


def main(arguments: list[str], cache: Path | None = None) -> None:
    """`--serve` answers until the input ends, otherwise one graph is read."""
    serve(sys.stdin, sys.stdout, standard_provider(Graphviz(cache)), once="--serve" not in arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
