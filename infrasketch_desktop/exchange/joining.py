"""Puts one diagram beside another: ids made unique, everything moved as one block, what was there as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Point, Rect, union
from infrasketch_desktop.diagram.ids import edge_id, unique_id
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.diagram.records import Edge, Passage, Placed, Record, Sheet
from infrasketch_desktop.diagram.routes import translated

GAP = 100.0
"""Between what was there and what comes beside it: as far apart as two rows of a layout."""
GRID = 20.0


def is_blank(diagram: Diagram) -> bool:
    """Whether nothing is drawn on the sheet yet."""
    return not (diagram.nodes or diagram.groups or diagram.notes)


def joined(diagram: Diagram, addition: Diagram) -> Diagram:
    """`diagram` with all that is drawn in `addition` beside it. The sheet is that of `diagram`, but for a blank one.

    Raises:
        InvariantError: what is moved would leave the drawable area.
    """
    if is_blank(diagram):
        return build_diagram((addition.sheet, *_texts(diagram), *_additions(diagram, addition, Point(0, 0))))
    return build_diagram((*diagram, *_additions(diagram, addition, _offset(diagram, addition))))


def drawn_bounds(diagram: Diagram) -> Rect | None:
    """What nodes, groups, notes and lines cover; None when nothing is drawn."""
    tops = (i for i in (*diagram.nodes, *diagram.groups, *diagram.notes) if not diagram.ancestors(i))
    placed = union(map(diagram.bounds, tops))
    corners = (Rect(*point, 0, 0) for edge in diagram.edges.values() for point in (*edge.route, *edge.waypoints))
    return union((placed, *corners)) if placed is not None else None


def _texts(diagram: Diagram) -> tuple[Passage, ...]:
    return tuple(diagram.passages.values())


def _offset(diagram: Diagram, addition: Diagram) -> Point:
    """By how much to move the addition: not at all where it has room as it lies, else beside everything, across the
    way of reading.
    """
    old, new = drawn_bounds(diagram), drawn_bounds(addition)
    if old is None or new is None or not old.inflated(GAP).intersects(new):
        return Point(0, 0)
    if diagram.sheet.direction is Direction.DOWN:
        return Point(_snapped(old.right + GAP - new.left), _snapped(old.top - new.top))
    return Point(_snapped(old.left - new.left), _snapped(old.bottom + GAP - new.top))


def _snapped(distance: float) -> float:
    return -(-distance // GRID) * GRID


def _additions(diagram: Diagram, addition: Diagram, offset: Point) -> Iterator[Record]:
    ids = _new_ids(diagram, addition)
    for record in addition:
        if not isinstance(record, Sheet):
            yield _moved(record, ids, offset)


def _new_ids(diagram: Diagram, addition: Diagram) -> dict[str, str]:
    """The id of each record of `addition` in the whole; an edge between renamed ends is named after them."""
    taken = {record.id for record in diagram}
    ids: dict[str, str] = {}
    for record in addition:
        if isinstance(record, Sheet):
            continue
        if isinstance(record, Edge) and (ids[record.source], ids[record.target]) != (record.source, record.target):
            new_id = edge_id(ids[record.source], ids[record.target], taken)
        else:
            new_id = unique_id(record.id, taken)
        ids[record.id] = new_id
        taken.add(new_id)
    return ids


def _moved(record: Placed | Edge | Passage, ids: Mapping[str, str], offset: Point) -> Record:
    """The record under its new id, pointing at the new ids of others, moved by `offset`."""
    new_id = ids[record.id]
    if isinstance(record, Edge):
        moved = translated(record, offset.x, offset.y)
        return replace(moved, id=new_id, source=ids[record.source], target=ids[record.target])
    if isinstance(record, Passage):
        chapter, slash, rest = record.block.partition("/")
        block = chapter + slash + "/".join(ids.get(part, part) for part in rest.split("/"))
        return replace(record, id=new_id, element=ids.get(record.element, record.element), block=block)
    group = ids[record.group] if record.group is not None else None
    return replace(record, id=new_id, group=group, x=record.x + offset.x, y=record.y + offset.y)
