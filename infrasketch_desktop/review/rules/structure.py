"""What the shape of the graph says: single points of failure, cycles, chains, and parts that nothing leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import networkx as nx

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.operations import AddEdge, RemoveNode, UpdateEdge
from infrasketch_desktop.diagram.records import Edge, Node
from infrasketch_desktop.language import chained, tr, tr_count
from infrasketch_desktop.review.finding import Finding, Fix, Severity
from infrasketch_desktop.review.fixes import between, new_node, queue_between
from infrasketch_desktop.review.system import COMPUTING, FRONTS, STORES, System
from infrasketch_desktop.review.words import is_redundant

LONG_CHAIN = 4
"""Calls that wait for each other from which on a chain is long: five services at 99.9 % are up 99.5 % together."""

_CAN_FAIL = COMPUTING | FRONTS | {NodeKind.QUEUE, NodeKind.DATABASE}
_MOST_NAMED = 40

_DEPENDENTS = 3
"""Parts that must hang on one node before it is worth a finding; in a plain chain every node is one."""

_ROOT = " entry"


def single_points_of_failure(system: System) -> Iterator[Finding]:
    """Nodes through which every path to several others goes (dominators of the flow), and that run only once."""
    graph = system.flow.copy()
    graph.add_edges_from((_ROOT, entry) for entry in system.entries)
    if _ROOT not in graph:
        return
    tree = _dominator_tree(nx.immediate_dominators(graph, _ROOT))
    sizes = _sizes(tree, system)
    reached = len(system.reached) or 1
    for node_id in sorted((i for i in sizes if sizes[i] > _DEPENDENTS), key=lambda i: (-sizes[i], i)):
        node = system.nodes[node_id]
        if node.kind not in _CAN_FAIL or is_redundant(node) or _has_twin(system, node):
            continue
        behind = sorted(i for i in nx.descendants(tree, node_id) if i in system.nodes)
        yield Finding(
            "single-point-of-failure",
            Severity.HIGH if len(behind) * 2 >= reached else Severity.MEDIUM,
            tr("Single point of failure: {node}", node=system.name(node_id)),
            tr(
                "Every path to {behind} goes through it, and nothing says that it runs more than once. When it "
                "stops, they cannot be reached.",
                behind=system.names(behind),
            ),
            (node_id, *behind[:_MOST_NAMED]),
            _second_instance(system, node),
        )


def _dominator_tree(parents: Mapping[str, str | None]) -> nx.DiGraph[str]:
    """Each vertex below the last one that every path to it goes through."""
    tree: nx.DiGraph[str] = nx.DiGraph()
    tree.add_edges_from((above, vertex) for vertex, above in parents.items() if above is not None and above != vertex)
    return tree


def _sizes(tree: nx.DiGraph[str], system: System) -> dict[str, int]:
    """For each node, itself and the nodes that cannot be reached without it."""
    sizes: dict[str, int] = {}
    for vertex in reversed(list(nx.topological_sort(tree))):
        sizes[vertex] = int(vertex in system.nodes) + sum(sizes[below] for below in tree.successors(vertex))
    return {vertex: size for vertex, size in sizes.items() if vertex in system.nodes}


def _has_twin(system: System, node: Node) -> bool:
    """Whether another node of its kind is called by the same callers."""
    callers = {caller.id for caller in system.callers(node.id)}
    return any(
        other.kind is node.kind and other.id != node.id
        for caller in callers
        for other in system.callees(caller)
        if {c.id for c in system.callers(other.id)} == callers
    )


def _second_instance(system: System, node: Node) -> tuple[Fix, ...]:
    """A twin behind a load balancer; for what is one already, or keeps data, there is no such edit."""
    callers = [edge for edge in system.edges_to(node.id) if edge.source in system.nodes]
    if node.kind not in COMPUTING or not callers:
        return ()
    name, diagram = system.name(node.id), system.diagram
    balancer = new_node(diagram, NodeKind.LOAD_BALANCER, f"{name} load balancer", near=node)
    twin = new_node(diagram, node.kind, f"{name} 2", near=node, technology=node.technology)
    onward = [AddEdge(source=twin.id, target=e.target, label=e.label, kind=e.kind) for e in system.edges_from(node.id)]
    front = [] if _is_balanced(system, node) else [*between(callers, balancer)]
    source = callers[0].source if _is_balanced(system, node) else balancer.id
    return (Fix(tr("Run {name} twice", name=name), (*front, twin, AddEdge(source=source, target=twin.id), *onward)),)


def _is_balanced(system: System, node: Node) -> bool:
    return [caller.kind for caller in system.callers(node.id)] == [NodeKind.LOAD_BALANCER]


def call_cycles(system: System) -> Iterator[Finding]:
    """Services that wait for each other in a circle."""
    for component in sorted(map(sorted, nx.strongly_connected_components(system.calls))):
        if len(component) > 1:
            yield _cycle(system, _shortest_cycle(system.calls.subgraph(component)))


def _shortest_cycle(graph: nx.DiGraph[str]) -> list[str]:
    """One of the shortest cycles through the first node of a strongly connected graph."""
    first = min(graph)
    back = min(graph.predecessors(first), key=lambda i: (nx.shortest_path_length(graph, first, i), i))
    return list(nx.shortest_path(graph, first, back))


def _cycle(system: System, cycle: Sequence[str]) -> Finding:
    circle = [*cycle, cycle[0]]
    edges = [_edge_between(system, source, target) for source, target in pairwise(circle)]
    closing = edges[-1]
    way = chained(system.name(i) for i in circle)
    name = tr(
        "Make {source} → {target} an event", source=system.name(closing.source), target=system.name(closing.target)
    )
    return Finding(
        "cycle",
        Severity.MEDIUM,
        tr("Calls in a circle: {cycle}", cycle=system.names(cycle)),
        tr(
            "{way}: none of them can be deployed, tested or recovered without the others, and a slow one stalls all.",
            way=way,
        ),
        (*cycle, *(edge.id for edge in edges)),
        (Fix(name, (UpdateEdge(id=closing.id, kind=EdgeKind.EVENT),)),),
    )


def _edge_between(system: System, source: str, target: str) -> Edge:
    return next(e for e in system.edges_from(source) if e.target == target and e.kind is EdgeKind.REQUEST)


def unreachable_nodes(system: System) -> Iterator[Finding]:
    """Connected nodes to which no path leads from any entry; only the first of a chain of them is named."""
    if not system.entries:
        return
    for node_id in sorted(system.nodes):
        node = system.nodes[node_id]
        if node_id in system.reached or not system.is_connected(node_id) or node.kind is NodeKind.MONITORING:
            continue
        if any(system.flow.predecessors(node_id)) or _only_consumes(system, node) or _is_source(system, node):
            continue
        yield Finding(
            "unreachable",
            Severity.MEDIUM,
            tr("Nothing reaches {node}", node=system.name(node_id)),
            tr(
                "No path leads to it from a client or from anything that starts by itself. Either a connection is "
                "missing, or it is drawn the wrong way round, or the part is not needed."
            ),
            (node_id,),
            _connected(system, node),
        )


def _is_source(system: System, node: Node) -> bool:
    """Data that others take from here was put in by something that the diagram need not show."""
    return node.kind in STORES | {NodeKind.QUEUE} and bool(system.edges_from(node.id))


def _only_consumes(system: System, node: Node) -> bool:
    """A consumer may be drawn with the arrow to its queue."""
    callees = system.callees(node.id)
    return bool(callees) and all(callee.kind is NodeKind.QUEUE for callee in callees)


def _connected(system: System, node: Node) -> tuple[Fix, ...]:
    fronts = system.of_kind(NodeKind.GATEWAY, NodeKind.LOAD_BALANCER, NodeKind.API)
    if len(fronts) != 1 or fronts[0].id == node.id:
        return ()
    title = tr("Connect {front} to {node}", front=system.name(fronts[0].id), node=system.name(node.id))
    return (Fix(title, (AddEdge(source=fronts[0].id, target=node.id),)),)


def isolated_nodes(system: System) -> Iterator[Finding]:
    """Nodes without any connection, in a diagram that has connections."""
    if not system.diagram.edges:
        return
    for node_id in sorted(system.nodes):
        if not system.is_connected(node_id):
            name = system.name(node_id)
            yield Finding(
                "isolated",
                Severity.LOW,
                tr("Not connected to anything: {name}", name=name),
                tr("The diagram does not say who uses it. Connect it, or leave it out."),
                (node_id,),
                (
                    *_connected(system, system.nodes[node_id]),
                    Fix(tr("Remove {name}", name=name), (RemoveNode(id=node_id),)),
                ),
            )


def long_call_chains(system: System) -> Iterator[Finding]:
    """The longest run of requests in which each caller waits for the next."""
    graph = nx.condensation(system.calls)
    chain = nx.dag_longest_path(graph) if graph else []
    path = _through(system, [sorted(graph.nodes[i]["members"]) for i in chain])
    if len(path) - 1 < LONG_CHAIN:
        return
    edges = [_edge_between(system, source, target) for source, target in pairwise(path)]
    last = edges[-1]
    yield Finding(
        "long-call-chain",
        Severity.MEDIUM,
        tr_count("%n call waits for an answer", "%n calls wait for each other", len(edges)),
        tr(
            "{path}: the answer takes as long as all of them together, and each failure is a failure of the "
            "whole chain.",
            path=chained(system.name(i) for i in path),
        ),
        (*path, *(edge.id for edge in edges)),
        (queue_between(system.diagram, last, system.nodes[last.target]),),
    )


def _through(system: System, members: Sequence[Sequence[str]]) -> list[str]:
    """A path with one node of each component; it ends where two components are joined by other members."""
    path: list[str] = []
    for candidates in members:
        follows = [i for i in candidates if not path or system.calls.has_edge(path[-1], i)]
        if not follows:
            break
        path.append(follows[0])
    return path
