"""Builds the edits that mend findings: new parts with free ids, and edges led another way."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.ids import slug, unique_id
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.operations import AddEdge, AddNode, Operation, UpdateEdge
from infrasketch_desktop.diagram.records import Edge, Node
from infrasketch_desktop.diagram.validation import MAX_LABEL
from infrasketch_desktop.language import tr
from infrasketch_desktop.review.finding import Fix


def new_node(diagram: Diagram, kind: NodeKind, label: str, *, near: Node, technology: str = "") -> AddNode:
    """A node in the group of `near` under an id that is free."""
    label = label[:MAX_LABEL]
    return AddNode(
        id=unique_id(slug(label, kind.value.replace("_", "-")), diagram),
        kind=kind,
        label=label,
        technology=technology,
        group=near.group,
    )


def between(edges: Iterable[Edge], added: AddNode, *, kind: EdgeKind | None = None) -> tuple[Operation, ...]:
    """`added` put into edges with the same target: they end at it, and one new edge goes on from there."""
    led = tuple(edges)
    target = led[0].target
    return (
        added,
        *(UpdateEdge(id=edge.id, target=added.id, kind=kind) for edge in led),
        AddEdge(source=added.id, target=target, kind=kind or led[0].kind),
    )


def queue_between(diagram: Diagram, edge: Edge, near: Node) -> Fix:
    """The callee takes its work from a queue, so that the caller does not wait for it."""
    name = " ".join((near.label or near.id).split())
    added = new_node(diagram, NodeKind.QUEUE, f"{name} queue", near=near)
    return Fix(tr("Put a queue before {name}", name=name), between([edge], added, kind=EdgeKind.EVENT))
