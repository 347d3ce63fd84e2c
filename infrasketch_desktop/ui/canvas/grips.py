"""Where the handles of a record are: connectors beside a card, corners to resize, ends and waypoints of an edge."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note
from infrasketch_desktop.ui.canvas.pointer import Hit, Part, Side
from infrasketch_desktop.ui.canvas.scene import CanvasScene
from infrasketch_desktop.ui.theme.measures import growth

GRIP_RADIUS = 5.0
CONNECTOR_RADIUS = 5.5
CONNECTOR_DISTANCE = 15.0
"""Screen pixels beside text of usual size, whatever the zoom."""

_SMALLEST = 36.0
"""A record of fewer screen pixels gets no handles: they would cover it."""


def connectors(scene: CanvasScene, record_id: str, zoom: float) -> Iterator[tuple[Hit, Point]]:
    """The four dots beside a node or folded group, from which edges are pulled."""
    record = scene.diagram.placed(record_id)
    if not (isinstance(record, Node) or (isinstance(record, Group) and record.collapsed)):
        return
    rect = scene.diagram.bounds(record_id)
    if min(rect.width, rect.height) * zoom < _SMALLEST / 2:
        return
    away = CONNECTOR_DISTANCE * growth() / zoom
    center = rect.center
    places = (
        (Side.TOP, Point(center.x, rect.top - away)),
        (Side.RIGHT, Point(rect.right + away, center.y)),
        (Side.BOTTOM, Point(center.x, rect.bottom + away)),
        (Side.LEFT, Point(rect.left - away, center.y)),
    )
    for number, (side, point) in enumerate(places):
        yield Hit(record_id, Part.CONNECTOR, number, side), point


def handles(scene: CanvasScene, record_id: str, zoom: float) -> Iterator[tuple[Hit, Point]]:
    """The grips of a selected record: an edge's waypoints and ends, the corners of a node or note."""
    record = scene.diagram.get(record_id)
    match record:
        case Edge():
            path = scene.path(record_id)
            if path:
                for number, point in enumerate(record.waypoints):
                    yield Hit(record_id, Part.WAYPOINT, number), point
                yield Hit(record_id, Part.SOURCE_END), path.points[0]
                yield Hit(record_id, Part.TARGET_END), path.points[-1]
        case Node() | Note():
            if not record.locked and record_id in scene.grid and record.width * zoom >= _SMALLEST:
                for number, corner in enumerate(corners(record.rect)):
                    yield Hit(record_id, Part.RESIZE, number), corner


def corners(rect: Rect) -> tuple[Point, ...]:
    """From top left clockwise."""
    return (
        Point(rect.left, rect.top),
        Point(rect.right, rect.top),
        Point(rect.right, rect.bottom),
        Point(rect.left, rect.bottom),
    )
