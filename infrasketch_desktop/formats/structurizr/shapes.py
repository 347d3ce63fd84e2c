"""Shapes and colours of kinds in the styles of a workspace. Source: “Notation” in the Structurizr documentation."""

from __future__ import annotations

from infrasketch_desktop.diagram.kinds import NodeKind

SHAPES = {
    NodeKind.CLIENT: "Person",
    NodeKind.DATABASE: "Cylinder",
    NodeKind.CACHE: "Cylinder",
    NodeKind.SEARCH: "Cylinder",
    NodeKind.QUEUE: "Pipe",
    NodeKind.STORAGE: "Folder",
    NodeKind.FUNCTION: "Hexagon",
    NodeKind.GATEWAY: "Hexagon",
    NodeKind.LOAD_BALANCER: "Diamond",
    NodeKind.WORKER: "Robot",
}
"""Where a kind is not named: a rounded box."""

COLOURS = {
    NodeKind.CLIENT: "#4f46e5",
    NodeKind.SERVER: "#475569",
    NodeKind.WORKER: "#b45309",
    NodeKind.FUNCTION: "#b45309",
    NodeKind.DATABASE: "#15803d",
    NodeKind.CACHE: "#b91c1c",
    NodeKind.QUEUE: "#7e22ce",
    NodeKind.STORAGE: "#15803d",
    NodeKind.SEARCH: "#a21caf",
    NodeKind.AUTH: "#be123c",
    NodeKind.MONITORING: "#a16207",
    NodeKind.EXTERNAL: "#78716c",
}
PLAIN_COLOUR = "#0369a1"
