"""The layers that kinds of components form, from who uses the system to what watches it."""

from __future__ import annotations

from infrasketch_desktop.diagram.kinds import NodeKind

LAYERS: tuple[tuple[str, tuple[NodeKind, ...]], ...] = (
    ("Clients", (NodeKind.CLIENT,)),
    ("Edge", (NodeKind.CDN, NodeKind.LOAD_BALANCER, NodeKind.GATEWAY)),
    ("Application", (NodeKind.API, NodeKind.SERVICE, NodeKind.SERVER, NodeKind.FUNCTION)),
    ("Background work", (NodeKind.WORKER,)),
    ("Messaging", (NodeKind.QUEUE,)),
    ("Data", (NodeKind.DATABASE, NodeKind.CACHE, NodeKind.STORAGE, NodeKind.SEARCH)),
    ("Identity and monitoring", (NodeKind.AUTH, NodeKind.MONITORING)),
    ("External systems", (NodeKind.EXTERNAL,)),
)
