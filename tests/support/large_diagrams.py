"""Large made-up diagrams for benchmarks: nodes on a jittered lattice, edges mostly to neighbours, a few across."""

from __future__ import annotations

import math
import random

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge, Node

STEP_X, STEP_Y = 300, 190
_NEIGHBOURS = ((1, 0), (1, 0), (0, 1), (0, 1), (1, 1), (2, 0), (-1, 1), (2, 1), (3, -1), (1, -1))
_LABELS = ("HTTPS", "gRPC", "SQL", "events", "AMQP", "read", "write", "S3 PUT", "OIDC", "metrics")


def large_diagram(count: int, seed: int = 7) -> Diagram:
    """`count` nodes with glyph, label and technology, and half as many edges again, each with a label."""
    rng = random.Random(seed)
    columns = max(1, math.isqrt(count))
    nodes = [_node(rng, i, columns) for i in range(count)]
    ends: dict[tuple[int, int], None] = {}
    while len(ends) < count * 3 // 2:
        source = rng.randrange(count)
        target = _target(rng, source, count, columns)
        if target != source and 0 <= target < count:
            ends[source, target] = None
    edges = [
        Edge(id=f"e{i}", source=f"n{a}", target=f"n{b}", label=rng.choice(_LABELS), kind=rng.choice(list(EdgeKind)))
        for i, (a, b) in enumerate(ends)
    ]
    return build_diagram([*nodes, *edges])


def _node(rng: random.Random, number: int, columns: int) -> Node:
    kind = rng.choice(list(NodeKind))
    return Node(
        id=f"n{number}",
        kind=kind,
        label=f"{kind.display_name} service {number}",
        technology=f"Region {number % 7} v{number % 13}.{number % 10}",
        x=float(number % columns * STEP_X + rng.randint(-30, 30)),
        y=float(number // columns * STEP_Y + rng.randint(-20, 20)),
    )


def _target(rng: random.Random, source: int, count: int, columns: int) -> int:
    dice = rng.random()
    if dice < 0.005:
        return rng.randrange(count)  # across the whole sheet
    if dice < 0.04:
        return source + rng.randint(-6, 6) * columns + rng.randint(-6, 6)
    right, down = rng.choice(_NEIGHBOURS)
    return source + down * columns + right
