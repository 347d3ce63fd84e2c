"""Small diagrams in one line, and what a command makes of them."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Record
from infrasketch_desktop.diagram.reducer import apply_operations
from infrasketch_desktop.sketcher.commands.interpret import interpret
from infrasketch_desktop.sketcher.commands.result import CommandResult
from infrasketch_desktop.sketcher.lexicon import Lexicon


def drawn(nodes: str, edges: str = "", groups: str = "") -> Diagram:
    """A diagram from "id:kind:Label[@group], …", "a>b …" and "id:Label, …"."""
    records: list[Record] = [Group(id=name, label=label) for name, label in (_parts(g, 2) for g in _items(groups))]
    for item in _items(nodes):
        name, kind, label = _parts(item, 3)
        label, _, group = label.partition("@")
        records.append(Node(id=name, kind=NodeKind(kind), label=label, group=group or None))
    for pair in edges.split():
        source, target = pair.split(">")
        records.append(Edge(id=f"{source}--{target}", source=source, target=target))
    return build_diagram(records)


def shop() -> Diagram:
    """A web shop: two services behind a gateway, a database each, one payment provider."""
    return drawn(
        "web:client:Web Shop, gw:gateway:API Gateway, cat:service:Catalog Service, ord:service:Order Service, "
        "cdb:database:Catalog DB, odb:database:Orders DB, pay:external:Stripe",
        "web>gw gw>cat gw>ord cat>cdb ord>odb ord>pay",
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """A command's result and the diagram after it."""

    result: CommandResult
    diagram: Diagram

    @property
    def labels(self) -> set[str]:
        return {node.label for node in self.diagram.nodes.values()}

    @property
    def arrows(self) -> set[str]:
        return {f"{edge.source}>{edge.target}" for edge in self.diagram.edges.values()}

    def named(self, label: str) -> Node:
        return next(node for node in self.diagram.nodes.values() if node.label == label)


class Speaker:
    """Says commands to diagrams with one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __call__(self, command: str, diagram: Diagram, focus: tuple[str, ...] = ()) -> Outcome:
        result = interpret(command, diagram, self.lexicon, focus=focus)
        document = Document(diagram)
        if result.operations:
            apply_operations(document, result.operations, result.summary)
        return Outcome(result, document.snapshot())


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",") if item.strip()]


def _parts(text: str, count: int) -> list[str]:
    return text.split(":", count - 1)
