"""The order in which components can be built: generations of the graph of dependencies, gathered into phases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from infrasketch_desktop.design_doc.survey import STORES, Survey
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge

MOST_PHASES = 6
"""More than this is a plan nobody follows; longer chains share phases."""


@dataclass(frozen=True, slots=True)
class Phase:
    """Components that can be built once the phases before stand, what each needs, and which need each other."""

    components: tuple[str, ...]
    needs: Mapping[str, tuple[str, ...]]
    circles: tuple[tuple[str, ...], ...]
    is_last: bool


def phases(survey: Survey) -> list[Phase]:
    """At least one phase when there are nodes; every node is in exactly one."""
    graph = _needs(survey)
    order = nx.condensation(graph)
    generations = nx.topological_generations(order.reverse(copy=False))
    nodes = survey.diagram.nodes
    found = [[order.nodes[part]["members"] & nodes.keys() for part in generation] for generation in generations]
    gathered = _gathered([[part for part in parts if part] for parts in found])
    last = len(gathered) - 1
    return [_phase(survey, graph, parts, is_last=place == last) for place, parts in enumerate(gathered)]


def _phase(survey: Survey, graph: nx.DiGraph[str], parts: list[set[str]], *, is_last: bool) -> Phase:
    components = survey.ordered(component for part in parts for component in part)
    needs = {i: tuple(survey.ordered(n for n in graph.successors(i) if n in survey.place)) for i in components}
    circles = sorted(tuple(survey.ordered(part)) for part in parts if len(part) > 1)
    return Phase(tuple(components), needs, tuple(circles), is_last)


def _gathered(generations: list[list[set[str]]]) -> list[list[set[str]]]:
    """At most `MOST_PHASES`: the first and the last stay, what is between shares the others evenly."""
    filled = [generation for generation in generations if generation]
    if len(filled) <= MOST_PHASES:
        return filled
    between, shares = filled[1:-1], MOST_PHASES - 2
    cuts = [len(between) * share // shares for share in range(shares + 1)]
    middle = [[part for parts in between[a:b] for part in parts] for a, b in pairwise(cuts)]
    return [filled[0], *middle, filled[-1]]


def _needs(survey: Survey) -> nx.DiGraph[str]:
    """From each component to what has to stand before it.

    Who needs a group needs its members, by the vertex of the group; what a group needs its members do, by `id>`.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(node.id for node in survey.parts)
    pairs = [pair for edge in survey.diagram.edges.values() if (pair := _pair(survey, edge))]
    for group in sorted({end for pair in pairs for end in pair} & survey.diagram.groups.keys()):
        for member in survey.nodes_in(group):
            graph.add_edge(group, member)
            graph.add_edge(member, f"{group}>")
    for needing, needed in sorted(pairs):
        graph.add_edge(f"{needing}>" if needing in survey.diagram.groups else needing, needed)
    return graph


def _pair(survey: Survey, edge: Edge) -> tuple[str, str] | None:
    """Who needs whom along an edge; None where neither waits for the other.

    Callers need what they call. Whoever receives from a queue or a store, or holds a copy, needs the source. What
    others run calls in when it likes, and monitoring observes what comes.
    """
    source, target = survey.kind(edge.source), survey.kind(edge.target)
    if edge.source == edge.target or source in (NodeKind.EXTERNAL, NodeKind.MONITORING):
        return None
    is_drawn_from = source is NodeKind.QUEUE or source in STORES or edge.kind is EdgeKind.REPLICATION
    if is_drawn_from and not (source is NodeKind.QUEUE and target is NodeKind.QUEUE):
        return edge.target, edge.source
    return edge.source, edge.target
