"""Where data lives: who writes it, who may reach it, and what happens when the store is slow or gone."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.operations import AddEdge, UpdateEdge
from infrasketch_desktop.diagram.records import Edge, Node
from infrasketch_desktop.language import tr
from infrasketch_desktop.review.finding import Finding, Fix, Severity
from infrasketch_desktop.review.fixes import between, new_node
from infrasketch_desktop.review.system import COMPUTING, System
from infrasketch_desktop.review.words import is_redundant, only_reads

_WRITERS = COMPUTING - {NodeKind.AUTH}
_OUTSIDE = (NodeKind.CLIENT, NodeKind.EXTERNAL, NodeKind.CDN)
_HOT = 3
"""Callers from which on a database is read often enough for a cache to be asked about."""


def shared_databases(system: System) -> Iterator[Finding]:
    """Databases that more than one service writes."""
    for database in system.of_kind(NodeKind.DATABASE):
        writing = [edge for edge in system.edges_to(database.id) if _writes(system, edge)]
        writers = sorted({edge.source for edge in writing})
        if len(writers) > 1:
            yield Finding(
                "shared-database",
                Severity.MEDIUM,
                tr(
                    "Shared database: {writers} write {database}",
                    writers=system.names(writers),
                    database=system.name(database.id),
                ),
                tr(
                    "A change of its tables has to suit all of them, and none can be deployed or scaled alone. Let one "
                    "service own the data and the others ask it, or give each its own database."
                ),
                (database.id, *writers),
                (_own_database(system, writing[-1]),),
            )


def _writes(system: System, edge: Edge) -> bool:
    source = system.nodes.get(edge.source)
    return (
        source is not None
        and source.kind in _WRITERS
        and edge.kind in (EdgeKind.REQUEST, EdgeKind.DATA)
        and not only_reads(edge)
    )


def _own_database(system: System, edge: Edge) -> Fix:
    writer, database = system.nodes[edge.source], system.nodes[edge.target]
    name = system.name(writer.id)
    own = new_node(system.diagram, NodeKind.DATABASE, f"{name} database", near=writer, technology=database.technology)
    return Fix(tr("Give {name} its own database", name=name), (own, UpdateEdge(id=edge.id, target=own.id)))


def exposed_stores(system: System) -> Iterator[Finding]:
    """Databases, caches and queues that something outside the system talks to directly."""
    for store in system.of_kind(NodeKind.DATABASE, NodeKind.CACHE, NodeKind.QUEUE):
        edges = [e for e in system.edges_to(store.id) if e.source in system.nodes]
        outside = [edge for edge in edges if system.nodes[edge.source].kind in _OUTSIDE]
        if outside:
            callers = sorted({edge.source for edge in outside})
            api = new_node(system.diagram, NodeKind.API, f"{system.name(store.id)} API", near=store)
            yield Finding(
                "exposed-store",
                Severity.MEDIUM if store.kind is NodeKind.QUEUE else Severity.HIGH,
                tr("Open to the outside: {store}", store=system.name(store.id)),
                tr(
                    "{callers} can talk to it directly, and whoever can talk to a store can read and change all "
                    "of it. Put an API in between that checks who asks and for what.",
                    callers=system.names(callers),
                ),
                (store.id, *callers, *(edge.id for edge in outside)),
                (Fix(tr("Put an API before {store}", store=system.name(store.id)), between(outside, api)),),
            )


def hot_reads_without_cache(system: System) -> Iterator[Finding]:
    """Databases with several readers, none of which has a cache."""
    for database in system.of_kind(NodeKind.DATABASE):
        readers = [node for node in system.callers(database.id) if node.kind in COMPUTING - {NodeKind.WORKER}]
        if len(readers) < _HOT or any(_has_cache(system, node) for node in (database, *readers)):
            continue
        name = system.name(database.id)
        cache = new_node(system.diagram, NodeKind.CACHE, f"{name} cache", near=database)
        reads = [AddEdge(source=reader.id, target=cache.id) for reader in readers]
        yield Finding(
            "no-cache",
            Severity.LOW,
            tr("No cache before {name}", name=name),
            tr(
                "{readers} read from it, and none keeps what was read. Under load the database is the first to "
                "slow down.",
                readers=system.names(node.id for node in readers),
            ),
            (database.id, *(node.id for node in readers)),
            (Fix(tr("Add a cache beside {name}", name=name), (cache, *reads)),),
        )


def _has_cache(system: System, node: Node) -> bool:
    around = (*system.callees(node.id), *system.callers(node.id))
    return any(other.kind in (NodeKind.CACHE, NodeKind.CDN) for other in around)


def stores_without_replica(system: System) -> Iterator[Finding]:
    """Databases that exist once."""
    for database in system.of_kind(NodeKind.DATABASE):
        edges = (*system.edges_to(database.id), *system.edges_from(database.id))
        if is_redundant(database) or any(edge.kind is EdgeKind.REPLICATION for edge in edges):
            continue
        name = system.name(database.id)
        replica = new_node(
            system.diagram, NodeKind.DATABASE, f"{name} replica", near=database, technology=database.technology
        )
        copy = AddEdge(source=database.id, target=replica.id, kind=EdgeKind.REPLICATION, label="replicates")
        yield Finding(
            "no-replica",
            Severity.LOW,
            tr("No replica of {name}", name=name),
            tr(
                "When its disk or machine is lost, everything since the last backup is, and nobody can work until it "
                "is restored. If it is replicated or managed, say so in its notes."
            ),
            (database.id,),
            (Fix(tr("Add a replica of {name}", name=name), (replica, copy)),),
        )
