"""Which kinds of node most often come next to which: what to offer first where an edge leads to something new."""

from __future__ import annotations

from collections.abc import Mapping

from infrasketch_desktop.diagram.kinds import NodeKind

_COMPUTING = (NodeKind.DATABASE, NodeKind.CACHE, NodeKind.QUEUE, NodeKind.SERVICE, NodeKind.STORAGE)
_STORING = (NodeKind.DATABASE, NodeKind.WORKER, NodeKind.SEARCH, NodeKind.STORAGE, NodeKind.MONITORING)
_ENTERING = (NodeKind.API, NodeKind.SERVICE, NodeKind.SERVER, NodeKind.AUTH, NodeKind.FUNCTION)

_SUCCESSORS: Mapping[NodeKind, tuple[NodeKind, ...]] = {
    NodeKind.CLIENT: (NodeKind.API, NodeKind.GATEWAY, NodeKind.LOAD_BALANCER, NodeKind.CDN, NodeKind.AUTH),
    NodeKind.API: _COMPUTING,
    NodeKind.SERVICE: _COMPUTING,
    NodeKind.SERVER: _COMPUTING,
    NodeKind.WORKER: (NodeKind.DATABASE, NodeKind.STORAGE, NodeKind.QUEUE, NodeKind.EXTERNAL, NodeKind.SERVICE),
    NodeKind.FUNCTION: (NodeKind.DATABASE, NodeKind.QUEUE, NodeKind.STORAGE, NodeKind.EXTERNAL, NodeKind.SERVICE),
    NodeKind.DATABASE: _STORING,
    NodeKind.CACHE: _STORING,
    NodeKind.QUEUE: (NodeKind.WORKER, NodeKind.FUNCTION, NodeKind.SERVICE, NodeKind.DATABASE, NodeKind.STORAGE),
    NodeKind.STORAGE: (NodeKind.CDN, NodeKind.FUNCTION, NodeKind.WORKER, NodeKind.QUEUE, NodeKind.DATABASE),
    NodeKind.CDN: (NodeKind.STORAGE, NodeKind.LOAD_BALANCER, NodeKind.SERVER, NodeKind.API, NodeKind.CLIENT),
    NodeKind.GATEWAY: _ENTERING,
    NodeKind.LOAD_BALANCER: _ENTERING,
    NodeKind.SEARCH: _STORING,
    NodeKind.AUTH: (NodeKind.DATABASE, NodeKind.CACHE, NodeKind.EXTERNAL, NodeKind.SERVICE, NodeKind.MONITORING),
    NodeKind.MONITORING: (NodeKind.DATABASE, NodeKind.EXTERNAL, NodeKind.STORAGE, NodeKind.QUEUE, NodeKind.SERVICE),
    NodeKind.EXTERNAL: (NodeKind.API, NodeKind.GATEWAY, NodeKind.QUEUE, NodeKind.SERVICE, NodeKind.FUNCTION),
}


def likely_after(kind: NodeKind | None) -> tuple[NodeKind, ...]:
    """A handful of kinds that an edge from a node of `kind` most often leads to; None asks for a group's."""
    return _COMPUTING if kind is None else _SUCCESSORS[kind]
