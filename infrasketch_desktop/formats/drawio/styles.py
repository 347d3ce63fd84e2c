"""How records look in draw.io: its own shapes and the colours of its palette."""

from __future__ import annotations

from infrasketch_desktop.diagram.geometry import Point, Rect
from infrasketch_desktop.diagram.kinds import EdgeKind, EdgeStyle, NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note

_BLUE, _GREEN, _YELLOW = ("#dae8fc", "#6c8ebf"), ("#d5e8d4", "#82b366"), ("#fff2cc", "#d6b656")
_ORANGE, _RED, _PURPLE, _GREY = (
    ("#ffe6cc", "#d79b00"),
    ("#f8cecc", "#b85450"),
    ("#e1d5e7", "#9673a6"),
    ("#f5f5f5", "#666666"),
)
_COLORS = {
    NodeKind.CLIENT: _GREY,
    NodeKind.API: _BLUE,
    NodeKind.SERVICE: _BLUE,
    NodeKind.SERVER: _BLUE,
    NodeKind.WORKER: _PURPLE,
    NodeKind.FUNCTION: _ORANGE,
    NodeKind.DATABASE: _GREEN,
    NodeKind.CACHE: _RED,
    NodeKind.QUEUE: _YELLOW,
    NodeKind.STORAGE: _GREEN,
    NodeKind.SEARCH: _GREEN,
    NodeKind.MONITORING: _PURPLE,
    NodeKind.EXTERNAL: _GREY,
}
_CYLINDER = "shape=cylinder3;boundedLbl=1;backgroundOutline=1;size=10;"
_SHAPES = {
    NodeKind.DATABASE: _CYLINDER,
    NodeKind.CACHE: _CYLINDER,
    NodeKind.SEARCH: _CYLINDER,
    NodeKind.QUEUE: "shape=mxgraph.flowchart.direct_data;",
    NodeKind.STORAGE: "shape=datastore;",
    NodeKind.FUNCTION: "shape=hexagon;perimeter=hexagonPerimeter2;fixedSize=1;size=14;",
    NodeKind.EXTERNAL: "rounded=1;dashed=1;",
}
_DASHED = {EdgeKind.EVENT: "dashed=1;", EdgeKind.REPLICATION: "dashed=1;dashPattern=1 3;"}
_COURSES = {
    EdgeStyle.ORTHOGONAL: "edgeStyle=orthogonalEdgeStyle;rounded=1;",
    EdgeStyle.CURVED: "curved=1;",
    EdgeStyle.STRAIGHT: "",
}
_PLAIN = "html=0;whiteSpace=wrap;"
"""Labels are plain text, so nothing in them is taken for HTML."""


def node_style(node: Node) -> str:
    fill, stroke = _COLORS.get(node.kind, _BLUE)
    shape = _SHAPES.get(node.kind, "rounded=1;")
    return f"{shape}{_PLAIN}fillColor={fill};strokeColor={stroke};fontColor=#333333;{_locked(node)}"


def group_style(group: Group, header: float) -> str:
    return (
        f"swimlane;startSize={header:g};{_PLAIN}container=1;collapsible=1;rounded=1;arcSize=4;"
        f"fillColor=none;swimlaneFillColor=none;strokeColor=#999999;fontStyle=0;{_locked(group)}"
    )


def note_style(note: Note) -> str:
    return (
        "shape=note;size=14;align=left;verticalAlign=top;spacingLeft=6;"
        f"{_PLAIN}fillColor=#fff9e0;strokeColor=#d6b656;fontColor=#333333;{_locked(note)}"
    )


def edge_style(edge: Edge, style: EdgeStyle, source: Rect, target: Rect) -> str:
    ends = ""
    if edge.route:
        ends = _end("exit", edge.route[0], source) + _end("entry", edge.route[-1], target)
    return f"{_COURSES[style]}html=0;endArrow=classic;{_DASHED.get(edge.kind, '')}{ends}"


def _end(name: str, point: Point, box: Rect) -> str:
    """Where an edge leaves or enters a box, in parts of its sides."""
    x, y = (point.x - box.x) / max(box.width, 1), (point.y - box.y) / max(box.height, 1)
    return f"{name}X={_part(x)};{name}Y={_part(y)};{name}Dx=0;{name}Dy=0;"


def _part(share: float) -> str:
    return f"{min(1.0, max(0.0, share)):.4f}".rstrip("0").rstrip(".")


def _locked(record: Node | Group | Note) -> str:
    return "locked=1;" if record.locked else ""
