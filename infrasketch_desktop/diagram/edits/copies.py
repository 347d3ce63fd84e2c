"""Verbs that copy records, within a diagram or from another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.edits.upkeep import reshaping
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.ids import edge_id, unique_id
from infrasketch_desktop.diagram.records import Edge, Node, Passage, Placed, Record, Sheet
from infrasketch_desktop.diagram.routes import translated, without_route
from infrasketch_desktop.diagram.subsets import inner_edges, require_placed, with_descendants
from infrasketch_desktop.language import tr


def excerpt(diagram: Diagram, ids: Iterable[str]) -> tuple[Record, ...]:
    """The chosen nodes, groups and notes with all inside them, outer first, then the edges among them.

    Raises:
        InvariantError: an id names nothing.
    """
    chosen = with_descendants(diagram, ids)
    return (
        *(require_placed(diagram, i) for i in chosen),
        *(diagram.edges[i] for i in inner_edges(diagram, chosen)),
    )


def duplicate(edit: Edit, ids: Iterable[str], offset: Point, *, pin: bool = False) -> dict[str, str]:
    """Copy records with the edges among them, moved by `offset`, into the groups of their originals.

    Returns:
        the id of each original and that of its copy.

    Raises:
        InvariantError: an id names nothing, or a copy would leave the drawable area.
    """
    return insert_copies(edit, excerpt(edit.diagram, ids), offset, pin=pin)


def insert_copies(edit: Edit, records: Sequence[Record], offset: Point, *, pin: bool = False) -> dict[str, str]:
    """Add copies of an excerpt under new ids, moved by `offset`; no copy is locked, `pin` marks them placed by hand.

    A parent that is not in the excerpt must exist in the diagram.

    Returns:
        the id of each original and that of its copy.

    Raises:
        InvariantError: a record does not fit.
    """
    new_ids: dict[str, str] = {}
    own = {record.id for record in records}
    around = {r.group for r in records if isinstance(r, Placed) and r.group and r.group not in own}
    edges = [record for record in records if isinstance(record, Edge)]
    with reshaping(edit, [], around=around):
        for record in records:
            if not isinstance(record, Edge):
                new_ids[record.id] = _put(edit, _copy_placed(edit, record, new_ids, offset, pin=pin))
    for edge in edges:  # after the block: their routes are copied with them and fit
        new_ids[edge.id] = _put(edit, _copy_edge(edit, edge, new_ids, offset))
    return new_ids


def _put(edit: Edit, record: Record) -> str:
    edit.put(record)
    return record.id


def _copy_placed(
    edit: Edit, record: Placed | Sheet | Passage, new_ids: Mapping[str, str], offset: Point, *, pin: bool
) -> Placed:
    if isinstance(record, Sheet | Passage):
        raise InvariantError(tr("Only nodes, groups, notes and edges can be copied into another diagram."))
    copy: Placed = replace(
        record,
        id=unique_id(record.id, edit.diagram),
        x=record.x + offset.x,
        y=record.y + offset.y,
        group=new_ids.get(record.group, record.group) if record.group else None,
        locked=False,
    )
    return replace(copy, pinned=copy.pinned or pin) if isinstance(copy, Node) else copy


def _copy_edge(edit: Edit, edge: Edge, new_ids: Mapping[str, str], offset: Point) -> Edge:
    source, target = new_ids[edge.source], new_ids[edge.target]
    moved = translated(edge, offset.x, offset.y)
    if not {edit.diagram.shown(source), edit.diagram.shown(target)} <= set(new_ids.values()):
        moved = without_route(moved)  # it is drawn at a folded group that was not copied
    return replace(moved, id=edge_id(source, target, edit.diagram), source=source, target=target)
