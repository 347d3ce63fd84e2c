"""Seeded graphs that look like systems: tiers that mostly call downwards, some jumps, some calls back, groups."""

from __future__ import annotations

from random import Random

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Record

EDGES_PER_NODE = 1.45
MEMBERS_PER_GROUP = 12
NEIGHBOURHOOD = 25
"""Most edges join nodes whose numbers differ by no more than this."""
BACKWARD, FAR = 0.05, 0.06
LABELS = ("HTTP", "gRPC", "reads", "writes", "publishes events", "")


def system(nodes: int, *, grouped: bool = False, labelled: bool = False, seed: int = 1) -> Diagram:
    """A diagram of `nodes` nodes; the same arguments give the same diagram."""
    random = Random(f"{nodes} {grouped} {labelled} {seed}")
    groups = max(2, nodes // MEMBERS_PER_GROUP) if grouped else 0
    records: list[Record] = [Group(id=f"g{i:03d}", label=f"Group {i}", group=_parent(i, random)) for i in range(groups)]
    records += [_node(i, i * groups // nodes if groups and random.random() < 0.9 else None) for i in range(nodes)]
    pairs = [_pair(random, nodes) for _ in range(round(nodes * EDGES_PER_NODE))]
    records += [
        Edge(id=f"e{i:05d}", source=f"n{a:05d}", target=f"n{b:05d}", label=random.choice(LABELS) if labelled else "")
        for i, (a, b) in enumerate(pairs)
    ]
    return build_diagram(records)


def _parent(number: int, random: Random) -> str | None:
    """Every third group lies in the one before the one before."""
    return f"g{number - 2:03d}" if number > 2 and random.random() < 0.3 else None


def _node(number: int, home: int | None) -> Node:
    group = None if home is None else f"g{home:03d}"
    return Node(id=f"n{number:05d}", kind=NodeKind.SERVICE, label=f"Service {number}", group=group)


def _pair(random: Random, nodes: int) -> tuple[int, int]:
    """Two different nodes, mostly near each other in number and mostly the lower number first."""
    a = random.randrange(nodes)
    reach = nodes if random.random() < FAR else NEIGHBOURHOOD
    b = min(max(a + random.choice((-1, 1)) * random.randint(1, reach), 0), nodes - 1)
    if a == b:
        b = a + 1 if a == 0 else a - 1
    return (max(a, b), min(a, b)) if random.random() < BACKWARD else (min(a, b), max(a, b))
