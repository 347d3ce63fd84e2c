"""Verbs that add a node and connect it in one go."""

from __future__ import annotations

from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.edits.connections import End, connect, reconnect, set_waypoints
from infrasketch_desktop.diagram.edits.creation import NODE_SIZE, add_node
from infrasketch_desktop.diagram.geometry import Point, Side
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Node
from infrasketch_desktop.diagram.spots import beside, middle_of_edge
from infrasketch_desktop.diagram.subsets import common_group, require_edge, require_placed


def connect_to_new(
    edit: Edit, source: str, side: Side, *, kind: NodeKind | None = None, label: str | None = None
) -> tuple[Node, Edge]:
    """Add a node on one side of a record, where there is room, and an edge to it.

    Without `kind` it is of the kind of the source; without `label` it is called like its kind. It counts as placed
    by hand and joins the group of the source.

    Raises:
        InvariantError: the source does not exist or is a note.
    """
    spot = beside(edit.diagram, source, side, NODE_SIZE)
    return connect_to_new_at(edit, source, Point(spot.x, spot.y), kind=kind, label=label)


def connect_to_new_at(
    edit: Edit, source: str, at: Point, *, kind: NodeKind | None = None, label: str | None = None
) -> tuple[Node, Edge]:
    """Add a node with its top-left corner at `at` and an edge to it; all else as in `connect_to_new`."""
    origin = require_placed(edit.diagram, source)
    kind = kind or (origin.kind if isinstance(origin, Node) else NodeKind.SERVICE)
    name = kind.display_name if label is None else label
    node = add_node(edit, kind, name, at, group=origin.group, pinned=True)
    return node, connect(edit, source, node.id)


def insert_between(
    edit: Edit, edge_id: str, kind: NodeKind, label: str, *, at: Point | None = None, technology: str = ""
) -> Node:
    """Put a new node into an edge: the edge ends there, and another one of its kind leads on to the old target.

    Without `at`, its top-left corner, the node lies halfway between the ends. It joins their common group.

    Raises:
        InvariantError: there is no such edge.
    """
    edge = require_edge(edit.diagram, edge_id)
    if at is None:
        middle = middle_of_edge(edit.diagram, edge_id)
        at = Point(round(middle.x - NODE_SIZE.width / 2), round(middle.y - NODE_SIZE.height / 2))
    parent = common_group(edit.diagram, (edge.source, edge.target))
    node = add_node(edit, kind, label, at, group=parent, technology=technology)
    set_waypoints(edit, edge_id, ())
    reconnect(edit, edge_id, End.TARGET, node.id)
    connect(edit, node.id, edge.target, kind=edge.kind)
    return node
