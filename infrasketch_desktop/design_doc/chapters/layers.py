"""The layers that kinds of components form, from who uses the system to what watches it."""

from __future__ import annotations

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import later

LAYERS: tuple[tuple[str, tuple[NodeKind, ...]], ...] = (
    (later("Clients"), (NodeKind.CLIENT,)),
    (later("Edge"), (NodeKind.CDN, NodeKind.LOAD_BALANCER, NodeKind.GATEWAY)),
    (later("Application"), (NodeKind.API, NodeKind.SERVICE, NodeKind.SERVER, NodeKind.FUNCTION)),
    (later("Background work"), (NodeKind.WORKER,)),
    (later("Messaging"), (NodeKind.QUEUE,)),
    (later("Data"), (NodeKind.DATABASE, NodeKind.CACHE, NodeKind.STORAGE, NodeKind.SEARCH)),
    (later("Identity and monitoring"), (NodeKind.AUTH, NodeKind.MONITORING)),
    (later("External systems"), (NodeKind.EXTERNAL,)),
)
