"""What every verb that changes rectangles owes: lines that still fit, and emptied groups that stay where they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Edge
from infrasketch_desktop.diagram.routes import following, translated, without_route

_DIGITS = 6
"""Steps that agree to this many decimal places are one step: sums of floats differ in the last bits."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """How a record is seen: its own rectangle, who stands for it where, and whether it has no members."""

    rect: Rect
    shown: str
    shown_rect: Rect
    empty: bool


@contextmanager
def reshaping(edit: Edit, ids: Iterable[str], *, around: Iterable[str] = ()) -> Iterator[None]:
    """Within the block the rectangles of `ids` may change; afterwards whatever followed from them is put right.

    `around` are groups that take in or give away something while all else inside stays. Groups around `ids` change
    with them, before and after. An edge whose two ends moved by the same step moves along with its waypoints, route
    and label; any other edge with a changed end loses its computed route, and a label placed by hand follows both ends.
    A group that lost its last member stays where its frame was.
    """
    ids, around = tuple(ids), tuple(around)
    touched = _affected(edit.diagram, ids, around)
    before = _look(edit.diagram, touched)
    yield
    _keep_emptied_groups(edit, before)
    touched |= _affected(edit.diagram, ids, around)
    after = _look(edit.diagram, touched)
    for edge_id in sorted({e for i in after if after[i] != before.get(i) for e in edit.diagram.incident(i)}):
        edge = edit.diagram.edges[edge_id]
        steps = {_step(before.get(end), after.get(end)) for end in (edge.source, edge.target)}
        step = steps.pop() if len(steps) == 1 else None
        edit.put(translated(edge, *step) if step else _unrouted(edge, before, after, edit.diagram))


def _affected(diagram: Diagram, ids: Iterable[str], around: Iterable[str]) -> set[str]:
    """`ids` with all around and inside them, and `around`; inside a collapsed group all that its card stands for."""
    found: set[str] = set()
    for record_id in ids:
        if diagram.placed(record_id):
            found.update((record_id, *diagram.ancestors(record_id), *diagram.descendants(diagram.shown(record_id))))
    for group_id in around:
        group = diagram.groups.get(diagram.shown(group_id))
        if group is not None:
            found.update((group_id, *diagram.ancestors(group_id)))
            found.update(diagram.descendants(group.id) if group.collapsed else ())
    return found


def _look(diagram: Diagram, ids: Iterable[str]) -> dict[str, _Drawn]:
    found: dict[str, _Drawn] = {}
    for record_id in ids:
        if diagram.placed(record_id):
            shown, rect = diagram.shown(record_id), diagram.bounds(record_id)
            shown_rect = rect if shown == record_id else diagram.bounds(shown)
            found[record_id] = _Drawn(rect, shown, shown_rect, not diagram.members(record_id))
    return found


def _unrouted(edge: Edge, before: Mapping[str, _Drawn], after: Mapping[str, _Drawn], diagram: Diagram) -> Edge:
    """The edge without its route; an end that is not in `after` did not change."""
    ends = (edge.source, edge.target)
    now = [after[i].shown_rect if i in after else diagram.bounds(diagram.shown(i)) for i in ends]
    was = [before[i].shown_rect if i in before else rect for i, rect in zip(ends, now, strict=True)]
    return without_route(following(edge, (was[0], was[1]), (now[0], now[1])))


def _step(before: _Drawn | None, after: _Drawn | None) -> Point | None:
    """By how much a record moved, its own rectangle and the one seen alike; None when anything else changed."""
    if before is None or after is None or before.shown != after.shown:
        return None
    own, seen = _offset(before.rect, after.rect), _offset(before.shown_rect, after.shown_rect)
    return own if own == seen else None


def _offset(before: Rect, after: Rect) -> Point | None:
    if before.size != after.size:
        return None
    return Point(round(after.x - before.x, _DIGITS), round(after.y - before.y, _DIGITS))


def _keep_emptied_groups(edit: Edit, before: dict[str, _Drawn]) -> None:
    for record_id, was in before.items():
        group = edit.diagram.groups.get(record_id)
        if group and not was.empty and not edit.diagram.members(record_id):
            edit.put(replace(group, x=was.rect.x, y=was.rect.y))
