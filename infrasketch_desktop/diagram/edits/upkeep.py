"""What every verb that changes rectangles owes: no stale route, and emptied groups that stay where they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Rect


@contextmanager
def reshaping(edit: Edit, ids: Iterable[str]) -> Iterator[None]:
    """Within the block the rectangles of `ids` may change; afterwards whatever followed from them is put right.

    Groups around `ids` change with them, before and after. Each edge whose end is drawn elsewhere or at another
    size loses its computed route. A group that lost its last member stays where its frame was.
    """
    touched = _affected(edit.diagram, ids)
    before = _drawn(edit.diagram, touched)
    yield
    _keep_emptied_groups(edit, before)
    touched |= _affected(edit.diagram, touched)
    after = _drawn(edit.diagram, touched)
    forget_routes(edit, {e for i in after if after[i] != before.get(i) for e in edit.diagram.incident(i)})


def forget_routes(edit: Edit, edge_ids: Iterable[str]) -> None:
    """Drop what a layout computed for these edges; waypoints set by hand stay."""
    for edge_id in sorted(edge_ids):
        edge = edit.diagram.edges[edge_id]
        if edge.route or edge.label_at:
            edit.put(replace(edge, route=(), label_at=None))


def _affected(diagram: Diagram, ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for record_id in ids:
        if diagram.placed(record_id):
            found.update((record_id, *diagram.ancestors(record_id), *diagram.descendants(record_id)))
    return found


def _drawn(diagram: Diagram, ids: Iterable[str]) -> dict[str, tuple[str, Rect, bool]]:
    """For each record: who stands for it, that one's rectangle, and whether it is empty of members."""
    found: dict[str, tuple[str, Rect, bool]] = {}
    for record_id in ids:
        if diagram.placed(record_id):
            shown = diagram.shown(record_id)
            found[record_id] = (shown, diagram.bounds(shown), not diagram.members(record_id))
    return found


def _keep_emptied_groups(edit: Edit, before: dict[str, tuple[str, Rect, bool]]) -> None:
    for record_id, (shown, frame, was_empty) in before.items():
        group = edit.diagram.groups.get(record_id)
        if group and shown == record_id and not was_empty and not edit.diagram.members(record_id):
            edit.put(replace(group, x=frame.x, y=frame.y))
