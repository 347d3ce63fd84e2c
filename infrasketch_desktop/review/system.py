"""A diagram as rules see it: who talks to whom, what is an entry, what keeps data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from operator import attrgetter

import networkx as nx

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node
from infrasketch_desktop.language import enumerated

STORES = frozenset({NodeKind.DATABASE, NodeKind.CACHE, NodeKind.STORAGE, NodeKind.SEARCH})
"""Kinds that keep data and call nobody."""

COMPUTING = frozenset(
    {NodeKind.API, NodeKind.SERVICE, NodeKind.SERVER, NodeKind.WORKER, NodeKind.FUNCTION, NodeKind.AUTH}
)
"""Kinds that run code of the system's own."""

FRONTS = frozenset({NodeKind.GATEWAY, NodeKind.LOAD_BALANCER, NodeKind.CDN})
"""Kinds that pass requests on."""

_CALLED = (NodeKind.API, NodeKind.SERVER)
_STARTERS = frozenset({NodeKind.EXTERNAL, NodeKind.WORKER, NodeKind.FUNCTION, NodeKind.MONITORING})


class System:
    """Read-only; made once for a review and shared by all rules.

    `flow` has a vertex for every node, and two for every group that an edge ends at (`group:x>` leads to all members,
    `>group:x` comes from all of them), so that paths through groups are found without multiplying edges.
    """

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram

    @property
    def nodes(self) -> Mapping[str, Node]:
        return self.diagram.nodes

    def of_kind(self, *kinds: NodeKind) -> tuple[Node, ...]:
        """The nodes of some kinds, sorted by id."""
        return tuple(sorted((node for kind in kinds for node in self._by_kind.get(kind, ())), key=attrgetter("id")))

    @cached_property
    def _by_kind(self) -> Mapping[NodeKind, tuple[Node, ...]]:
        found: dict[NodeKind, list[Node]] = {}
        for node in self.nodes.values():
            found.setdefault(node.kind, []).append(node)
        return {kind: tuple(nodes) for kind, nodes in found.items()}

    def name(self, record_id: str) -> str:
        """What a finding calls a record: its label on one line, or its id."""
        record = self.diagram.get(record_id)
        label = record.label if isinstance(record, Node | Group | Edge) else ""
        return " ".join(label.split()) or record_id

    def names(self, ids: Iterable[str], most: int = 4) -> str:
        """`A, B and C`, or `A, B, C and 5 more`."""
        return enumerated([self.name(i) for i in ids], most)

    def edges_from(self, node_id: str) -> tuple[Edge, ...]:
        """Edges that leave a node, not those of the groups around it."""
        edges = (self.diagram.edges[e] for e in self.diagram.incident(node_id))
        return tuple(edge for edge in edges if edge.source == node_id and edge.target != node_id)

    def edges_to(self, node_id: str) -> tuple[Edge, ...]:
        edges = (self.diagram.edges[e] for e in self.diagram.incident(node_id))
        return tuple(edge for edge in edges if edge.target == node_id and edge.source != node_id)

    def callers(self, node_id: str) -> tuple[Node, ...]:
        """Nodes with an edge to a node, each once, sorted by id."""
        ids = {edge.source for edge in self.edges_to(node_id)}
        return tuple(self.nodes[i] for i in sorted(ids) if i in self.nodes)

    def callees(self, node_id: str) -> tuple[Node, ...]:
        ids = {edge.target for edge in self.edges_from(node_id)}
        return tuple(self.nodes[i] for i in sorted(ids) if i in self.nodes)

    def is_connected(self, node_id: str) -> bool:
        """Whether a node, or a group around it, has any edge."""
        incident = self.diagram.incident
        return bool(incident(node_id)) or any(incident(group) for group in self.diagram.ancestors(node_id))

    @cached_property
    def flow(self) -> nx.DiGraph[str]:
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(sorted(self.nodes))
        ends = {end for edge in self.diagram.edges.values() for end in (edge.source, edge.target)}
        for group in sorted(ends & self.diagram.groups.keys()):
            inside = [i for i in self.diagram.descendants(group) if i in self.nodes]
            graph.add_edges_from((f"group:{group}>", member) for member in inside)
            graph.add_edges_from((member, f">group:{group}") for member in inside)
        for edge in sorted(self.diagram.edges.values(), key=lambda edge: edge.id):
            if edge.source != edge.target:
                graph.add_edge(self._leaving(edge.source), self._entering(edge.target))
        return graph

    @cached_property
    def calls(self) -> nx.DiGraph[str]:
        """Requests between nodes that run code or pass requests on: callers wait for callees."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        waiting = {i for i, node in self.nodes.items() if node.kind in COMPUTING | FRONTS}
        graph.add_nodes_from(sorted(waiting))
        for edge in sorted(self.diagram.edges.values(), key=lambda edge: edge.id):
            if edge.kind is EdgeKind.REQUEST and {edge.source, edge.target} <= waiting and edge.source != edge.target:
                graph.add_edge(edge.source, edge.target)
        return graph

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """Where work begins: clients, or without any drawn the doors; and what starts by itself. Sorted."""
        begins = {node.id for node in self.of_kind(NodeKind.CLIENT)} or set(self.doors)
        begins |= {node.id for node in self.of_kind(*_STARTERS) if self._only_calls(node.id)}
        return tuple(sorted(begins))

    @cached_property
    def doors(self) -> tuple[str, ...]:
        """The first nodes behind the clients; in a diagram without clients whatever is made to be called and is not."""
        clients = self.of_kind(NodeKind.CLIENT)
        if clients:
            return tuple(sorted({edge.target for c in clients for edge in self.edges_from(c.id)} & self.nodes.keys()))
        return tuple(node.id for node in self.of_kind(*FRONTS, *_CALLED) if self._only_calls(node.id))

    @cached_property
    def reached(self) -> frozenset[str]:
        """Nodes to which some path leads from an entry; nodes inside a reached group are."""
        found, waiting = set(self.entries), list(self.entries)
        while waiting:  # one walk from all entries; one from each would take their number as long
            new = set(self.flow.successors(waiting.pop())) - found
            found |= new
            waiting.extend(new)
        return frozenset(i for i in found if i in self.nodes)

    def _only_calls(self, node_id: str) -> bool:
        return bool(self.edges_from(node_id)) and not any(self.flow.predecessors(node_id))

    def _leaving(self, record_id: str) -> str:
        return f">group:{record_id}" if record_id in self.diagram.groups else record_id

    def _entering(self, record_id: str) -> str:
        return f"group:{record_id}>" if record_id in self.diagram.groups else record_id
