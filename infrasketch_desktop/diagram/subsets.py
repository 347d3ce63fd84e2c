"""Which records a choice of ids stands for: outermost ones, everything inside, what they have in common."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.records import Edge, Group, Placed, Record
from infrasketch_desktop.language import tr


def require(diagram: Diagram, record_id: str) -> Record:
    """The record under `record_id`. Raises InvariantError when there is none."""
    found = diagram.get(record_id)
    if found is None:
        raise InvariantError(tr("There is no “{record_id}” in this diagram.", record_id=record_id[:80]))
    return found


def require_placed(diagram: Diagram, record_id: str) -> Placed:
    """The node, group or note under `record_id`. Raises InvariantError when there is none."""
    found = diagram.placed(record_id)
    if found is None:
        raise InvariantError(
            tr("There is no node, group or note “{record_id}” in this diagram.", record_id=record_id[:80])
        )
    return found


def require_group(diagram: Diagram, record_id: str) -> Group:
    """The group under `record_id`. Raises InvariantError when there is none."""
    found = diagram.groups.get(record_id)
    if found is None:
        raise InvariantError(tr("There is no group “{record_id}” in this diagram.", record_id=record_id[:80]))
    return found


def require_edge(diagram: Diagram, record_id: str) -> Edge:
    """The edge under `record_id`. Raises InvariantError when there is none."""
    found = diagram.edges.get(record_id)
    if found is None:
        raise InvariantError(tr("There is no connection “{record_id}” in this diagram.", record_id=record_id[:80]))
    return found


def outermost(diagram: Diagram, ids: Iterable[str]) -> tuple[str, ...]:
    """The nodes, groups and notes among `ids` without those inside another one of them; edges are left out.

    Raises:
        InvariantError: an id names nothing.
    """
    chosen = {record.id: None for record in (require(diagram, i) for i in ids) if diagram.placed(record.id)}
    return tuple(i for i in chosen if chosen.keys().isdisjoint(diagram.ancestors(i)))


def with_descendants(diagram: Diagram, ids: Iterable[str]) -> tuple[str, ...]:
    """The nodes, groups and notes among `ids` with everything inside them, outer before inner."""
    tops = outermost(diagram, ids)
    return tuple(i for top in tops for i in (top, *diagram.descendants(top)))


def inner_edges(diagram: Diagram, ids: Iterable[str]) -> tuple[str, ...]:
    """Ids, sorted, of the edges with both ends among `ids`."""
    chosen = set(ids)
    candidates = {e for i in chosen for e in diagram.incident(i)}
    return tuple(sorted(e for e in candidates if {diagram.edges[e].source, diagram.edges[e].target} <= chosen))


def common_group(diagram: Diagram, ids: Iterable[str]) -> str | None:
    """The innermost group around all of `ids`; None when they have only the sheet in common."""
    chains = [diagram.ancestors(i) for i in ids]
    if not chains:
        return None
    shared = set(chains[0]).intersection(*chains[1:])
    return next((group for group in chains[0] if group in shared), None)


def held(diagram: Diagram, record_id: str) -> bool:
    """Whether a lock keeps the record in place: its own, or that of a group around it."""
    record = require_placed(diagram, record_id)
    return record.locked or any(diagram.groups[group].locked for group in diagram.ancestors(record_id))
