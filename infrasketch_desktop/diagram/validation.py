"""The invariants of a diagram, checked at every put and remove; what they refuse never enters a document."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.field_names import field_name, type_name
from infrasketch_desktop.diagram.ids import is_valid_id
from infrasketch_desktop.diagram.records import SHEET_ID, Edge, Group, Node, Note, Passage, Record, Sheet
from infrasketch_desktop.language import tr

MAX_LABEL = 500
MAX_TEXT = 20_000
MAX_PORTS = 100
MAX_WAYPOINTS = 500
MAX_COORDINATE = 10_000_000.0
MAX_SIDE = 20_000.0
MAX_DEPTH = 64
MAX_ORDER = 1_000_000
"""Bounds that no honest sketch meets; they keep a hostile file from hurting layout and painting."""


def check_record(diagram: Diagram, record: Record) -> None:
    """Refuse a record that would break an invariant of `diagram` once put.

    Raises:
        InvariantError: says which record, what is wrong with it and what would be right.
    """
    check_values(record)
    existing = diagram.get(record.id)
    if existing is not None and type(existing) is not type(record):
        raise InvariantError(
            tr(
                "The id “{record}” already belongs to a {existing}; choose another.",
                record=record.id,
                existing=type_name(existing),
            )
        )
    check_references(diagram, record)
    if isinstance(record, Group):
        _check_nesting(diagram, record)
    if isinstance(record, Node | Group | Note):
        _check_edges_to_parents(diagram, record)


def check_references(diagram: Diagram, record: Record) -> None:
    """Refuse a record whose ends or parent do not exist or do not suit it. Raises InvariantError."""
    match record:
        case Edge():
            _check_ends(diagram, record)
        case Node() | Group() | Note():
            _check_parent(diagram, record)


def check_removal(diagram: Diagram, record: Record) -> None:
    """Refuse to remove what others still point at. Raises InvariantError."""
    if isinstance(record, Sheet):
        raise InvariantError(tr("The sheet itself cannot be removed."))
    if diagram.incident(record.id):
        raise InvariantError(tr("“{record}” still has connections; remove them first.", record=record.id))
    if diagram.members(record.id):
        raise InvariantError(
            tr("The group “{record}” still has members; ungroup or remove them first.", record=record.id)
        )


def check_values(record: Record) -> None:
    """Refuse values that are out of bounds whatever the rest of the diagram is. Raises InvariantError."""
    if not is_valid_id(record.id) or (record.id == SHEET_ID) != isinstance(record, Sheet):
        raise InvariantError(
            tr(
                "“{record}” is not a usable id: 1 to 64 lower-case letters, digits and hyphens, and not “sheet”.",
                record=record.id[:80],
            )
        )
    for name, text, limit in _texts(record):
        if len(text) > limit:
            raise InvariantError(
                tr(
                    "The {name} of “{record}” has {count:,} characters; at most {limit:,} fit.",
                    name=field_name(name),
                    record=record.id,
                    count=len(text),
                    limit=limit,
                )
            )
    match record:
        case Node():
            if max(len(record.inputs), len(record.outputs)) > MAX_PORTS:
                raise InvariantError(
                    tr("“{record}” has more than {max_ports} inputs or outputs.", record=record.id, max_ports=MAX_PORTS)
                )
            _check_box(record)
        case Note():
            _check_box(record)
        case Group():
            _check_place(record, [(record.x, record.y)])
            _check_order(record)
        case Edge():
            _check_points(record)


def _texts(record: Record) -> Iterable[tuple[str, str, int]]:
    match record:
        case Node():
            ports = [("input or output", port, MAX_LABEL) for port in (*record.inputs, *record.outputs)]
            return (
                ("label", record.label, MAX_LABEL),
                ("technology", record.technology, MAX_LABEL),
                ("description", record.description, MAX_TEXT),
                ("notes", record.notes, MAX_TEXT),
                ("origin", record.origin, MAX_LABEL),
                *ports,
            )
        case Group() | Edge():
            return (("label", record.label, MAX_LABEL),)
        case Note():
            return (("text", record.text, MAX_TEXT),)
        case Passage():
            short = (("element", record.element), ("block", record.block), ("title", record.title))
            return (
                ("text", record.text, MAX_TEXT),
                ("basis", record.basis, MAX_LABEL),
                *((name, text, MAX_LABEL) for name, text in short),
            )
        case Sheet():
            return (("title", record.title, MAX_LABEL),)


def _check_box(record: Node | Note) -> None:
    _check_place(record, [(record.x, record.y)])
    if not (1 <= record.width <= MAX_SIDE and 1 <= record.height <= MAX_SIDE):
        raise InvariantError(
            tr(
                "“{record}” is {width} by {height}: too small or too large to draw.",
                record=record.id,
                width=record.width,
                height=record.height,
            )
        )
    _check_order(record)


def _check_points(edge: Edge) -> None:
    if max(len(edge.waypoints), len(edge.route)) > MAX_WAYPOINTS:
        raise InvariantError(
            tr("The edge “{edge}” has more than {max_waypoints} points.", edge=edge.id, max_waypoints=MAX_WAYPOINTS)
        )
    _check_place(edge, edge.waypoints)
    _check_place(edge, edge.route)
    if edge.label_at is not None:
        _check_place(edge, (edge.label_at,))


def _check_place(record: Record, points: Iterable[tuple[float, float]]) -> None:
    for x, y in points:
        if not (-MAX_COORDINATE <= x <= MAX_COORDINATE and -MAX_COORDINATE <= y <= MAX_COORDINATE):  # nor is NaN
            raise InvariantError(
                tr("“{record}” lies at a place that cannot be drawn ({x}, {y}).", record=record.id, x=x, y=y)
            )


def _check_order(record: Node | Group | Note) -> None:
    if abs(record.z) > MAX_ORDER:
        raise InvariantError(
            tr(
                "“{record}” lies {z} levels up; at most {max_order:,} exist.",
                record=record.id,
                z=record.z,
                max_order=MAX_ORDER,
            )
        )


def _check_ends(diagram: Diagram, edge: Edge) -> None:
    nodes, groups = diagram.nodes, diagram.groups
    for end in (edge.source, edge.target):
        if end not in nodes and end not in groups:
            raise InvariantError(
                tr("The edge “{edge}” ends at “{end}”, which does not exist.", edge=edge.id, end=end[:80])
            )
    if edge.source in nodes and edge.target in nodes:
        return
    if edge.source in diagram.ancestors(edge.target) or edge.target in diagram.ancestors(edge.source):
        raise InvariantError(tr("The edge “{edge}” would join a group with its own member.", edge=edge.id))


def _check_parent(diagram: Diagram, record: Node | Group | Note) -> None:
    if record.group is not None and record.group not in diagram.groups:
        raise InvariantError(
            tr("“{record}” is in the group “{group}”, which does not exist.", record=record.id, group=record.group[:80])
        )


def _check_edges_to_parents(diagram: Diagram, record: Node | Group | Note) -> None:
    """A record may not move into a group that one of its edges, or an edge of its members, ends at."""
    existing = diagram.placed(record.id)
    if record.group is None or existing is None or existing.group == record.group:
        return
    around = {record.group, *diagram.ancestors(record.group)}
    for inner in (record.id, *diagram.descendants(record.id)):
        for edge_id in diagram.incident(inner):
            edge = diagram.edges[edge_id]
            if edge.source in around or edge.target in around:
                raise InvariantError(
                    tr("“{inner}” has a connection to a group it would lie in; remove that first.", inner=inner)
                )


def _check_nesting(diagram: Diagram, group: Group) -> None:
    if group.group is None:
        return
    around = (group.group, *diagram.ancestors(group.group))
    if group.id in around:
        raise InvariantError(tr("The group “{group}” would contain itself.", group=group.id))
    if len(around) + _levels_inside(diagram, group.id) >= MAX_DEPTH:
        raise InvariantError(
            tr("The group “{group}” is nested more than {max_depth} deep.", group=group.id, max_depth=MAX_DEPTH)
        )


def _levels_inside(diagram: Diagram, group_id: str) -> int:
    """How many groups lie inside each other below a group, at the deepest place."""
    outside = len(diagram.ancestors(group_id))
    inner = (i for i in diagram.descendants(group_id) if i in diagram.groups)
    return max((len(diagram.ancestors(i)) - outside for i in inner), default=0)
