"""How the system is run: what is watched, what the outside can slow down, and how many doors there are."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.operations import AddEdge, UpdateEdge
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.review.finding import Finding, Fix, Severity
from infrasketch_desktop.review.fixes import new_node, queue_between
from infrasketch_desktop.review.system import COMPUTING, System

_WORTH_WATCHING = 5
"""Nodes from which on a system is more than a sketch of an idea."""

_MOST_EDGES = 12
_DOORS = 3


def no_monitoring(system: System) -> Iterator[Finding]:
    """A system of some size in which nothing watches."""
    watched = system.of_kind(*COMPUTING)
    if len(system.nodes) < _WORTH_WATCHING or system.of_kind(NodeKind.MONITORING) or not watched:
        return
    added = new_node(system.diagram, NodeKind.MONITORING, "Monitoring", near=watched[0])
    edges = [
        AddEdge(source=node.id, target=added.id, kind=EdgeKind.DATA, label="metrics") for node in watched[:_MOST_EDGES]
    ]
    yield Finding(
        "no-monitoring",
        Severity.LOW,
        tr("Nothing watches the system"),
        tr("No part collects metrics, logs or traces. When it slows down or fails, users will be the first to say so."),
        tuple(node.id for node in watched),
        (Fix(tr("Add monitoring"), (added, *edges)),),
    )


def clients_without_gateway(system: System) -> Iterator[Finding]:
    """Clients that talk to several services by themselves."""
    for client in system.of_kind(NodeKind.CLIENT):
        direct = [e for e in system.edges_from(client.id) if e.target in system.nodes]
        doors = [edge for edge in direct if system.nodes[edge.target].kind in COMPUTING - {NodeKind.AUTH}]
        targets = list(dict.fromkeys(edge.target for edge in doors))
        if len(targets) < _DOORS:
            continue
        gateway = new_node(system.diagram, NodeKind.GATEWAY, "API gateway", near=system.nodes[targets[0]])
        yield Finding(
            "no-gateway",
            Severity.MEDIUM,
            tr_count(
                "No gateway: %n service open to {client}",
                "No gateway: %n services open to {client}",
                len(targets),
                client=system.name(client.id),
            ),
            tr(
                "{targets} are each a public door with its own checks, limits and certificates, and the client "
                "has to know them all.",
                targets=system.names(targets),
            ),
            (client.id, *targets),
            (
                Fix(
                    tr("Put a gateway in between"),
                    (
                        gateway,
                        AddEdge(source=client.id, target=gateway.id),
                        *(UpdateEdge(id=edge.id, source=gateway.id) for edge in doors),
                    ),
                ),
            ),
        )


def external_calls_in_the_way(system: System) -> Iterator[Finding]:
    """Requests to systems of others that a client waits for."""
    for external in system.of_kind(NodeKind.EXTERNAL):
        waiting = [e for e in system.edges_to(external.id) if _is_waited_for(system, e.source, e.kind)]
        if waiting:
            callers = sorted({edge.source for edge in waiting})
            name = system.name(external.id)
            yield Finding(
                "external-call-in-the-way",
                Severity.LOW,
                tr("Waiting for a system of others: {name}", name=name),
                tr(
                    "{callers} cannot answer while {name} is slow or down. Set a timeout and a fallback, or hand "
                    "the work over through a queue.",
                    callers=system.names(callers),
                    name=name,
                ),
                (external.id, *callers),
                (queue_between(system.diagram, waiting[0], external),),
            )


def _is_waited_for(system: System, source: str, kind: EdgeKind) -> bool:
    node = system.nodes.get(source)
    behind_client = node is not None and node.kind in COMPUTING - {NodeKind.WORKER, NodeKind.FUNCTION}
    return behind_client and kind is EdgeKind.REQUEST and source in system.reached
