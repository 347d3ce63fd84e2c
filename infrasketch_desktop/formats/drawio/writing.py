"""Writes a diagram as a plain draw.io file of one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import dist
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.frames import GROUP_HEADER, GROUP_PADDING
from infrasketch_desktop.diagram.geometry import Point, Rect, union
from infrasketch_desktop.diagram.plain import plain_number
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Record, Sheet
from infrasketch_desktop.formats.drawio.attributes import attributes_of, cell_id
from infrasketch_desktop.formats.drawio.styles import edge_style, group_style, node_style, note_style
from infrasketch_desktop.formats.names import clean_label
from infrasketch_desktop.formats.result import Written
from infrasketch_desktop.formats.unwritten import Fields, unwritten

_ROOT, _LAYER = "0", "1"
_MODEL = {
    "dx": "1000", "dy": "800", "grid": "1", "gridSize": "10", "guides": "1", "tooltips": "1", "connect": "1",
    "arrows": "1", "fold": "1", "page": "0", "pageScale": "1", "pageWidth": "1169", "pageHeight": "827", "math": "0",
    "shadow": "0",
}  # fmt: skip
_CARRIED: Fields = {
    Node: ("kind", "technology", "description", "inputs", "outputs", "notes", "x", "y", "width", "height", "locked"),
    Group: ("collapsed", "locked", "x", "y"),
    Edge: ("kind", "animated", "waypoints", "route", "label_at", "label_pinned"),
    Note: ("text", "x", "y", "width", "height", "group", "locked"),
    Sheet: ("title", "direction", "edge_style"),
}
"""The order of drawing follows `z`; which level it was is the one thing of places that is lost."""


def write(diagram: Diagram) -> Written:
    """`diagram` with places, sizes, containers and the courses of its edges, and what draw.io has no words for."""
    outermost = Element("mxfile", {"host": "InfraSketch", "type": "device"})
    page = SubElement(outermost, "diagram", {"id": "page-1", "name": _text(diagram.sheet.title) or "Page-1"})
    root = SubElement(SubElement(page, "mxGraphModel", _MODEL), "root")
    _add_object(root, _ROOT, attributes_of(diagram.sheet), "", {})
    SubElement(root, "mxCell", {"id": _LAYER, "parent": _ROOT})
    _add_members(root, diagram, None)
    for edge_id in sorted(diagram.edges):
        _add_edge(root, diagram, diagram.edges[edge_id])
    indent(outermost, " ")
    content = b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(outermost, encoding="utf-8") + b"\n"
    return Written(content, unwritten(diagram, "draw.io", carried=_CARRIED))


def _add_members(root: Element, diagram: Diagram, group: str | None) -> None:
    """What is in a group, each group before what is in it, from the lowest to the highest."""
    members = (diagram.placed(i) for i in diagram.members(group))
    origin = open_frame(diagram, group) if group else Rect(0, 0, 0, 0)
    parent = cell_id(group) if group else _LAYER
    for record in sorted((m for m in members if m), key=lambda record: (record.z, record.id)):
        place = diagram.bounds(record.id).translated(-origin.x, -origin.y)
        match record:
            case Node():
                cell = _add_vertex(root, record, record.label, node_style(record), parent)
                _add_box(cell, place)
            case Note():
                cell = _add_vertex(root, record, record.text, note_style(record), parent)
                _add_box(cell, place)
            case Group():
                cell = _add_vertex(root, record, record.label, group_style(record, GROUP_HEADER), parent)
                geometry = _add_box(cell, place)
                if record.collapsed:
                    cell.set("collapsed", "1")
                    opened = open_frame(diagram, record.id).translated(-origin.x, -origin.y)
                    SubElement(geometry, "mxRectangle", {**_box(opened), "as": "alternateBounds"})
                _add_members(root, diagram, record.id)


def open_frame(diagram: Diagram, group: str) -> Rect:
    """The frame of a group as it is, or would be, while the group is open."""
    inner = union(diagram.bounds(member) for member in diagram.members(group))
    if inner is None or not diagram.groups[group].collapsed:
        return diagram.bounds(group)
    around = inner.inflated(GROUP_PADDING)
    return Rect(around.x, around.y - GROUP_HEADER, around.width, around.height + GROUP_HEADER)


def _add_vertex(root: Element, record: Record, label: str, style: str, parent: str) -> Element:
    attributes = {"style": style, "vertex": "1", "parent": parent}
    return _add_object(root, cell_id(record.id), attributes_of(record), label, attributes)


def _add_edge(root: Element, diagram: Diagram, edge: Edge) -> None:
    source, target = (diagram.bounds(diagram.shown(end)) for end in (edge.source, edge.target))
    style = edge_style(edge, diagram.sheet.edge_style, source, target)
    ends = {"source": cell_id(edge.source), "target": cell_id(edge.target)}
    attributes = attributes_of(edge)
    points = edge.waypoints
    if edge.route and not points:
        points = edge.route[1:-1]
        attributes["course"] = "computed"
    cell = _add_object(root, edge.id, attributes, edge.label, {"style": style, "edge": "1", "parent": _LAYER, **ends})
    geometry = SubElement(cell, "mxGeometry", {"relative": "1", "as": "geometry"})
    if points:
        array = SubElement(geometry, "Array", {"as": "points"})
        for point in points:
            SubElement(array, "mxPoint", _at(point))
    if edge.label and edge.label_at and edge.route:
        middle = _middle(edge.route)
        offset = Point(edge.label_at.x - middle.x, edge.label_at.y - middle.y)
        SubElement(geometry, "mxPoint", {**_at(offset), "as": "offset"})


def _add_object(
    root: Element, new_id: str, attributes: Mapping[str, str], label: str, cell: Mapping[str, str]
) -> Element:
    """A cell with attributes of its own around it."""
    texts = {name: _text(value) for name, value in attributes.items()}
    wrapper = SubElement(root, "object", {"label": _text(label), **texts, "id": new_id})
    return SubElement(wrapper, "mxCell", dict(cell))


def _add_box(cell: Element, box: Rect) -> Element:
    return SubElement(cell, "mxGeometry", {**_box(box), "as": "geometry"})


def _box(box: Rect) -> dict[str, str]:
    sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    return {name: str(plain_number(side)) for name, side in sides.items()}


def _at(point: Point) -> dict[str, str]:
    return {"x": str(plain_number(point.x)), "y": str(plain_number(point.y))}


def _middle(route: Sequence[Point]) -> Point:
    """Half way along a line, from where draw.io counts the offset of a label."""
    left = sum(dist(a, b) for a, b in pairwise(route)) / 2
    for a, b in pairwise(route):
        step = dist(a, b)
        if step and left <= step:
            return Point(a.x + (b.x - a.x) * left / step, a.y + (b.y - a.y) * left / step)
        left -= step
    return route[-1]


def _text(text: str) -> str:
    """Without the characters that XML has no form for."""
    return clean_label(text)
