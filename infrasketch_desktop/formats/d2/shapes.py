"""Shapes of D2: what they hint at, and which one a kind is written with. Source: the page “Shapes” of its docs."""

from __future__ import annotations

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind

HINTS = {
    "cylinder": NodeKind.DATABASE,
    "sql_table": NodeKind.DATABASE,
    "queue": NodeKind.QUEUE,
    "stored_data": NodeKind.STORAGE,
    "person": NodeKind.CLIENT,
    "c4-person": NodeKind.CLIENT,
    "cloud": NodeKind.EXTERNAL,
}
TABLES = frozenset({"sql_table", "class"})
"""Shapes whose keys are rows, not shapes."""

REMARKS = frozenset({"text", "code"})

WRITTEN = {
    NodeKind.CLIENT: "person",
    NodeKind.DATABASE: "cylinder",
    NodeKind.CACHE: "cylinder",
    NodeKind.SEARCH: "cylinder",
    NodeKind.QUEUE: "queue",
    NodeKind.STORAGE: "stored_data",
    NodeKind.FUNCTION: "hexagon",
    NodeKind.GATEWAY: "hexagon",
    NodeKind.LOAD_BALANCER: "diamond",
    NodeKind.WORKER: "step",
    NodeKind.CDN: "cloud",
    NodeKind.MONITORING: "page",
}
"""Where a kind is not named: a rectangle."""

COLOURS = {
    NodeKind.CLIENT: "#eef2ff",
    NodeKind.SERVER: "#f1f5f9",
    NodeKind.WORKER: "#fef3c7",
    NodeKind.FUNCTION: "#fef3c7",
    NodeKind.DATABASE: "#dcfce7",
    NodeKind.CACHE: "#fee2e2",
    NodeKind.QUEUE: "#f3e8ff",
    NodeKind.STORAGE: "#dcfce7",
    NodeKind.SEARCH: "#fae8ff",
    NodeKind.AUTH: "#ffe4e6",
    NodeKind.MONITORING: "#fef9c3",
    NodeKind.EXTERNAL: "#f5f5f4",
}
PLAIN_COLOUR = "#e0f2fe"
LINES = {
    EdgeKind.DATA: "style.stroke-width: 4",
    EdgeKind.EVENT: "style.stroke-dash: 4",
    EdgeKind.REPLICATION: "style.stroke-dash: 8",
}
"""How an edge of a kind is drawn; a request is drawn as D2 draws any connection."""
