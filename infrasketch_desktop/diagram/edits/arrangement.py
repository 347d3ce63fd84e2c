"""Verbs that arrange records in relation to each other: along a line, with equal gaps, over and under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from infrasketch_desktop.diagram import align as lines
from infrasketch_desktop.diagram import stacking
from infrasketch_desktop.diagram.align import Alignment, Axis
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.edits.placement import place
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.subsets import outermost, require_placed


def align(edit: Edit, ids: Iterable[str], how: Alignment) -> None:
    """Bring edges or middles of records on one line; what is locked counts but stays. Raises InvariantError."""
    place(edit, lines.aligned(_rects(edit.diagram, ids), how), pin=True)


def distribute(edit: Edit, ids: Iterable[str], axis: Axis) -> None:
    """Make the gaps between three or more records equal; the outermost two stay. Raises InvariantError."""
    place(edit, lines.distributed(_rects(edit.diagram, ids), axis), pin=True)


def bring_to_front(edit: Edit, ids: Iterable[str]) -> None:
    """Lay records, groups with all inside, over all others. Raises InvariantError."""
    _restack(edit, stacking.topmost(edit.diagram, ids))


def bring_forward(edit: Edit, ids: Iterable[str]) -> None:
    """Lay each record over the next one that it overlaps. Raises InvariantError."""
    _restack(edit, stacking.raised(edit.diagram, ids))


def send_backward(edit: Edit, ids: Iterable[str]) -> None:
    """Lay each record under the next one that it overlaps. Raises InvariantError."""
    _restack(edit, stacking.lowered(edit.diagram, ids))


def send_to_back(edit: Edit, ids: Iterable[str]) -> None:
    """Lay records, groups with all inside, under all others. Raises InvariantError."""
    _restack(edit, stacking.bottommost(edit.diagram, ids))


def _rects(diagram: Diagram, ids: Iterable[str]) -> dict[str, Rect]:
    return {i: diagram.bounds(i) for i in outermost(diagram, ids)}


def _restack(edit: Edit, order: Mapping[str, int]) -> None:
    for record_id, z in order.items():
        edit.put(replace(require_placed(edit.diagram, record_id), z=z))
