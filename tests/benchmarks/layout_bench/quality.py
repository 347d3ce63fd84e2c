"""What makes a drawing good or bad, counted; numpy and shapely do the geometry."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from shapely import STRtree

from infrasketch_desktop.diagram.diagram import Diagram

Polyline = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts that shall be 0, then what shall be small; lengths and areas in scene units."""

    overlaps: int
    through_nodes: int
    through_groups: int
    intruders: int
    crossings: int
    bends: int
    length: float
    area: float

    @property
    def faults(self) -> int:
        return self.overlaps + self.through_nodes + self.through_groups + self.intruders


def measure(diagram: Diagram) -> Quality:
    """The quality of a diagram whose edges all have routes."""
    nodes = {i: diagram.bounds(i) for i in diagram.nodes}
    groups = {i: diagram.bounds(i) for i in diagram.groups if diagram.members(i)}
    lines = [tuple(edge.route) for edge in diagram.edges.values()]
    ends = [(edge.source, edge.target) for edge in diagram.edges.values()]
    around = {i: {i, *diagram.ancestors(i)} for i in (*nodes, *groups)}
    boxes = shapely.box(*np.array([(r.x + 1, r.y + 1, r.right - 1, r.bottom - 1) for r in nodes.values()]).T)
    drawn = [shapely.linestrings(line) for line in lines]
    tree, names = STRtree(boxes), list(nodes)
    a, b = tree.query(boxes, predicate="intersects")
    hits = zip(*tree.query(drawn, predicate="intersects"), strict=True)
    return Quality(
        overlaps=int((a < b).sum()),
        through_nodes=sum(1 for line, node in hits if names[node] not in ends[line]),
        through_groups=_through_groups(groups, drawn, ends, around),
        intruders=_intruders(groups, boxes, names, around),
        crossings=crossings(lines),
        bends=sum(len(line) - 2 for line in lines),
        length=float(sum(line.length for line in drawn)),
        area=_area(boxes, drawn),
    )


def _group_tree(groups: dict) -> tuple[STRtree, list[str]]:
    rects = [shapely.box(r.x + 1, r.y + 1, r.right - 1, r.bottom - 1) for r in groups.values()]
    return STRtree(rects), list(groups)


def _through_groups(groups: dict, drawn: list, ends: list[tuple[str, str]], around: dict[str, set[str]]) -> int:
    tree, names = _group_tree(groups)
    hits = zip(*tree.query(drawn, predicate="intersects"), strict=True) if groups else ()
    return sum(1 for line, group in hits if not any(names[group] in around[end] for end in ends[line]))


def _intruders(groups: dict, boxes: np.ndarray, nodes: list[str], around: dict[str, set[str]]) -> int:
    """Nodes inside groups they are not in, and groups that overlap without one holding the other."""
    tree, names = _group_tree(groups)
    if not groups:
        return 0
    nodes_in = sum(
        1 for n, g in zip(*tree.query(boxes, predicate="intersects"), strict=True) if names[g] not in around[nodes[n]]
    )
    pairs = zip(*tree.query(tree.geometries, predicate="intersects"), strict=True)
    return nodes_in + sum(
        1 for a, b in pairs if a < b and names[a] not in around[names[b]] and names[b] not in around[names[a]]
    )


def crossings(lines: list[Polyline]) -> int:
    """How often different lines cross at a point inside both of their pieces; touching and overlapping do not count."""
    pieces = [(number, a, b) for number, line in enumerate(lines) for a, b in pairwise(line) if a != b]
    if not pieces:
        return 0
    owner = np.array([number for number, *_ in pieces])
    starts, ends = (np.array([piece[k] for piece in pieces], float) for k in (1, 2))
    i, j = STRtree(shapely.linestrings(np.stack([starts, ends], 1))).query(
        shapely.linestrings(np.stack([starts, ends], 1))
    )
    keep = (i < j) & (owner[i] != owner[j])
    i, j = i[keep], j[keep]
    sides = [_side(starts[i], ends[i], p) for p in (starts[j], ends[j])]
    others = [_side(starts[j], ends[j], p) for p in (starts[i], ends[i])]
    return int(((sides[0] * sides[1] < 0) & (others[0] * others[1] < 0)).sum())


def _side(a: np.ndarray, b: np.ndarray, p: np.ndarray) -> np.ndarray:
    return np.sign((b[:, 0] - a[:, 0]) * (p[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (p[:, 0] - a[:, 0]))


def _area(boxes: np.ndarray, drawn: list) -> float:
    left, top, right, bottom = shapely.total_bounds(np.concatenate([boxes, np.array(drawn, object)]))
    return float((right - left) * (bottom - top))
