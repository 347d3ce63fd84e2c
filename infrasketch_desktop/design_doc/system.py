"""The diagram as the chapters read it: its parts in reading order, who calls whom, what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infrasketch_desktop.design_doc.markup import link, one_line
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.reading import members_in_order
from infrasketch_desktop.diagram.records import Edge, Group, Node
from infrasketch_desktop.review.finding import Finding
from infrasketch_desktop.technology.catalog import Catalog
from infrasketch_desktop.technology.knowledge import Knowledge, Lore
from infrasketch_desktop.technology.technology import Technology

STORES = frozenset((NodeKind.DATABASE, NodeKind.CACHE, NodeKind.STORAGE, NodeKind.SEARCH))
LASTING = frozenset((NodeKind.DATABASE, NodeKind.STORAGE, NodeKind.SEARCH))
OUTSIDE = frozenset((NodeKind.CLIENT, NodeKind.EXTERNAL))
EDGE_OF_SYSTEM = frozenset((NodeKind.CDN, NodeKind.LOAD_BALANCER, NodeKind.GATEWAY))
WORKING = frozenset((NodeKind.API, NodeKind.SERVICE, NodeKind.SERVER, NodeKind.FUNCTION, NodeKind.WORKER))


@dataclass(frozen=True, slots=True)
class System:
    """`parts` are the nodes in reading order, members of a group right after each other."""

    diagram: Diagram
    catalog: Catalog
    knowledge: Knowledge
    findings: tuple[Finding, ...]
    parts: tuple[Node, ...]
    groups: tuple[Group, ...]
    edges: tuple[Edge, ...]

    def name(self, record_id: str) -> str:
        """What people call a node or group: its label on one line, else its id."""
        record = self.diagram.placed(record_id)
        return (one_line(record.label) if isinstance(record, Node | Group) else "") or record_id

    def link(self, record_id: str) -> str:
        return link(self.name(record_id), record_id)

    def links(self, ids: Sequence[str]) -> list[str]:
        return [self.link(record_id) for record_id in ids]

    def of_kind(self, *kinds: NodeKind) -> list[Node]:
        return [node for node in self.parts if node.kind in kinds]

    def technology(self, node: Node) -> Technology | None:
        """The technology the node names; a label that is exactly one counts too, as “PostgreSQL” does."""
        return self.catalog.named(node.technology) if node.technology else self.catalog.named(node.label)

    def lore(self, node: Node) -> Lore:
        return self.knowledge.of(self.technology(node))

    def incoming(self, record_id: str) -> list[Edge]:
        return [e for e in self._at(record_id) if e.target == record_id and e.source != record_id]

    def outgoing(self, record_id: str) -> list[Edge]:
        return [e for e in self._at(record_id) if e.source == record_id and e.target != record_id]

    def kind(self, record_id: str) -> NodeKind | None:
        """The kind of a node; None for a group."""
        node = self.diagram.nodes.get(record_id)
        return node.kind if node else None

    def nodes_in(self, record_id: str) -> list[str]:
        """The node itself, or the nodes inside a group at any depth."""
        if record_id in self.diagram.nodes:
            return [record_id]
        return [i for i in self.diagram.descendants(record_id) if i in self.diagram.nodes]

    def _at(self, record_id: str) -> Iterator[Edge]:
        return (self.diagram.edges[edge_id] for edge_id in self.diagram.incident(record_id))


def is_asynchronous(edge: Edge) -> bool:
    return edge.kind is EdgeKind.EVENT


def system_of(diagram: Diagram, catalog: Catalog, knowledge: Knowledge, findings: tuple[Finding, ...]) -> System:
    order = list(_in_order(diagram))
    return System(
        diagram=diagram,
        catalog=catalog,
        knowledge=knowledge,
        findings=findings,
        parts=tuple(diagram.nodes[i] for i in order if i in diagram.nodes),
        groups=tuple(diagram.groups[i] for i in order if i in diagram.groups),
        edges=tuple(sorted(diagram.edges.values(), key=lambda edge: edge.id)),
    )


def _in_order(diagram: Diagram, group: str | None = None) -> Iterator[str]:
    for record_id in members_in_order(diagram, group):
        yield record_id
        yield from _in_order(diagram, record_id)
