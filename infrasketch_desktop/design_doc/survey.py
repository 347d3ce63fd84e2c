"""The diagram as the chapters read it: its parts in reading order, who calls whom, what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from infrasketch_desktop.design_doc.markup import escaped, link, one_line
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.reading import members_in_order
from infrasketch_desktop.diagram.records import Edge, Group, Node
from infrasketch_desktop.review.finding import Finding
from infrasketch_desktop.review.system import FRONTS, STORES, System
from infrasketch_desktop.review.words import consumes
from infrasketch_desktop.technology.catalog import Catalog
from infrasketch_desktop.technology.knowledge import Knowledge, Lore
from infrasketch_desktop.technology.technology import Technology

OUTSIDE = frozenset((NodeKind.CLIENT, NodeKind.EXTERNAL))
"""Kinds that are not built here: who uses the system and what others run."""

WORKING = (NodeKind.API, NodeKind.SERVICE, NodeKind.SERVER, NodeKind.FUNCTION, NodeKind.WORKER)
"""Kinds that run the system's own logic, in the order a text names them."""

LASTING = (NodeKind.DATABASE, NodeKind.STORAGE, NodeKind.SEARCH, NodeKind.CACHE)

_SHORT = 3
"""Letters of a last word that is no plural whatever it ends in, as in “Bus”, “DNS” or “AWS”."""

__all__ = ["FRONTS", "LASTING", "OUTSIDE", "STORES", "WORKING", "Survey"]


class Survey:
    """Read-only; made once for a document and shared by all chapters. Names in its answers are Markdown links."""

    def __init__(self, diagram: Diagram, catalog: Catalog, knowledge: Knowledge, findings: tuple[Finding, ...]) -> None:
        self.diagram = diagram
        self.knowledge = knowledge
        self.findings = findings
        self.system = System(diagram)
        order = list(_in_order(diagram))
        self.parts = tuple(diagram.nodes[i] for i in order if i in diagram.nodes)
        self.groups = tuple(diagram.groups[i] for i in order if i in diagram.groups)
        self.place = {record_id: place for place, record_id in enumerate(order)}
        self._catalog = catalog
        self._titles: dict[str, str] = {}

    def name(self, record_id: str) -> str:
        """What people call a node or group, as plain text: its label on one line, else its id."""
        record = self.diagram.placed(record_id)
        return (one_line(record.label) if isinstance(record, Node | Group) else "") or record_id

    def title(self, record_id: str) -> str:
        """The name as Markdown."""
        known = self._titles.get(record_id)
        if known is None:
            known = self._titles[record_id] = escaped(self.name(record_id))
        return known

    def link(self, record_id: str) -> str:
        """A link to the section of a node or group."""
        return link(self.title(record_id), record_id)

    def links(self, ids: Iterable[str]) -> list[str]:
        """Links in reading order, each element once."""
        return [self.link(record_id) for record_id in self.ordered(ids)]

    def ordered(self, ids: Iterable[str]) -> list[str]:
        """Nodes and groups in reading order, each once."""
        return sorted(set(ids), key=self.place.__getitem__)

    def of_kind(self, *kinds: NodeKind) -> list[Node]:
        """Nodes of some kinds in reading order."""
        return [node for node in self.parts if node.kind in kinds]

    def kind(self, record_id: str) -> NodeKind | None:
        """The kind of a node; None for a group."""
        node = self.diagram.nodes.get(record_id)
        return node.kind if node else None

    def technology(self, node: Node) -> Technology | None:
        """The listed technology of a node; a label that is exactly the name of one counts, as “PostgreSQL” does."""
        if node.technology:
            return self._catalog.named(node.technology)
        found = self._catalog.named(node.label)
        return found if found is not None and not found.ambiguous else None

    def technology_name(self, node: Node) -> str:
        """What a node says it is made with, else the listed technology that its label names; plain text."""
        found = self.technology(node)
        return one_line(node.technology) or (found.name if found else "")

    def lore(self, node: Node) -> Lore:
        return self.knowledge.of(self.technology(node))

    def incoming(self, record_id: str) -> list[Edge]:
        """Edges that end at a node or group itself, callers in reading order."""
        found = [e for e in self._at(record_id) if e.target == record_id and e.source != record_id]
        return sorted(found, key=lambda edge: (self.place[edge.source], edge.id))

    def outgoing(self, record_id: str) -> list[Edge]:
        found = [e for e in self._at(record_id) if e.source == record_id and e.target != record_id]
        return sorted(found, key=lambda edge: (self.place[edge.target], edge.id))

    def are_many(self, ids: Sequence[str]) -> bool:
        """Whether a verb after these names is a plural one: there are several, or the one is called “Workers”."""
        if len(ids) != 1:
            return len(ids) > 1
        last = self.name(ids[0]).rpartition(" ")[2].lower()
        looks_plural = len(last) > _SHORT and last.endswith("s") and not last.endswith(("ss", "us", "is"))
        return looks_plural and self._catalog.named(last) is None

    def through_groups(self, record_id: str) -> list[Edge]:
        """Edges at the groups around a node or group: what is asked of a group, its members answer."""
        groups = self.diagram.ancestors(record_id)
        return [edge for group in groups for edge in (*self.incoming(group), *self.outgoing(group))]

    def users(self, record_id: str) -> list[str]:
        """Who calls it, directly or through a group around it, in reading order."""
        ends = (record_id, *self.diagram.ancestors(record_id))
        return self.ordered(edge.source for end in ends for edge in self.incoming(end))

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """Where work begins, in reading order: clients and what starts by itself, else whatever nobody calls."""
        found = [i for i in self.system.entries if self.outgoing(i)]
        return tuple(self.ordered(found or self._uncalled()))

    @cached_property
    def doors(self) -> tuple[str, ...]:
        """The first components of the system that a request from outside meets, in reading order."""
        outside = self.of_kind(*OUTSIDE)
        called = {e.target for node in outside for e in self.outgoing(node.id)}
        inside = {i for i in called if not self.is_outside(i) and self.kind(i) is not NodeKind.MONITORING}
        return tuple(self.ordered(inside)) if self.of_kind(NodeKind.CLIENT) or inside else self._front()

    @cached_property
    def unconnected(self) -> tuple[str, ...]:
        return tuple(node.id for node in self.parts if not self.system.is_connected(node.id))

    def nodes_in(self, record_id: str) -> list[str]:
        """The nodes inside a group at any depth; a node is its own."""
        inside = self.diagram.descendants(record_id) if record_id in self.diagram.groups else (record_id,)
        return self.ordered(i for i in inside if i in self.diagram.nodes)

    def is_outside(self, record_id: str) -> bool:
        """Whether it is not built here: a client, what others run, or a group of nothing else."""
        kinds = {self.diagram.nodes[i].kind for i in self.nodes_in(record_id)}
        return bool(kinds) and kinds <= OUTSIDE

    def producers(self, queue: str) -> list[str]:
        """Who puts messages into a queue, in reading order."""
        return self.ordered(e.source for e in self.incoming(queue) if not consumes(e))

    def consumers(self, queue: str) -> list[str]:
        """Who takes messages out of a queue: drawn from the queue, or to it with a label that says so."""
        drawn_from = [e.target for e in self.outgoing(queue)]
        return self.ordered(drawn_from + [e.source for e in self.incoming(queue) if consumes(e)])

    def _uncalled(self) -> list[str]:
        quiet = STORES | {NodeKind.MONITORING, NodeKind.QUEUE}
        free = [n.id for n in self.parts if n.kind not in quiet and self.outgoing(n.id) and not self.incoming(n.id)]
        return [i for i in free if not any(self.incoming(group) for group in self.diagram.ancestors(i))]

    def _front(self) -> tuple[str, ...]:
        """Without anyone outside: the uncalled components that serve requests."""
        serving = FRONTS | {NodeKind.API, NodeKind.SERVER, NodeKind.SERVICE}
        return tuple(i for i in self.ordered(self._uncalled()) if self.kind(i) in serving)

    def _at(self, record_id: str) -> Iterator[Edge]:
        return (self.diagram.edges[edge_id] for edge_id in self.diagram.incident(record_id))


def _in_order(diagram: Diagram, group: str | None = None) -> Iterator[str]:
    for record_id in members_in_order(diagram, group):
        yield record_id
        yield from _in_order(diagram, record_id)
