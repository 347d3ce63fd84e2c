"""Builds a diagram from records in any order, as a file or a paste brings them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.records import Group, Record
from infrasketch_desktop.diagram.store import DiagramStore
from infrasketch_desktop.diagram.validation import MAX_DEPTH, check_references, check_values
from infrasketch_desktop.language import tr


def build_diagram(records: Iterable[Record]) -> Diagram:
    """A diagram of exactly `records`; parents and edge ends may come after what names them.

    Raises:
        InvariantError: two records share an id, an end or parent is missing, groups contain each other, or a value
            is out of bounds. Nothing half-built is returned.
    """
    by_id: dict[str, Record] = {}
    for record in records:
        check_values(record)
        if record.id in by_id:
            raise InvariantError(tr("The id “{record}” is used twice.", record=record.id))
        by_id[record.id] = record
    _check_nesting({r.id: r for r in by_id.values() if isinstance(r, Group)})
    store = DiagramStore()
    store.fill(by_id.values())
    for record in by_id.values():
        check_references(store, record)
    return Diagram(store)


def _check_nesting(groups: Mapping[str, Group]) -> None:
    """Checked before anything walks up the groups: a walk around a cycle would not end, one up a tower take long."""
    depths: dict[str | None, int] = {}
    for start in groups:
        trail: list[str] = []
        current: str | None = start
        while current is not None and current in groups and current not in depths:
            if current in trail:
                raise InvariantError(tr("The group “{current}” would contain itself.", current=current))
            trail.append(current)
            if len(trail) > MAX_DEPTH:
                break
            current = groups[current].group
        depth = depths.get(current, 0)
        if depth + len(trail) > MAX_DEPTH:
            raise InvariantError(
                tr("The group “{start}” is nested more than {max_depth} deep.", start=start, max_depth=MAX_DEPTH)
            )
        for inner in reversed(trail):
            depth = depths[inner] = depth + 1
