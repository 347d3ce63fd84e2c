"""Queues: somebody has to fill them, somebody has to empty them, and what cannot be worked off has to go somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.operations import AddEdge
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.language import tr
from infrasketch_desktop.review.finding import Finding, Fix, Severity
from infrasketch_desktop.review.fixes import new_node
from infrasketch_desktop.review.system import System
from infrasketch_desktop.review.words import consumes, is_dead_letter


def queues_without_consumer(system: System) -> Iterator[Finding]:
    """Queues that nobody takes from; an edge drawn from a consumer to its queue counts when it says so."""
    for queue in system.of_kind(NodeKind.QUEUE):
        if is_dead_letter(queue) or not system.is_connected(queue.id) or _consumers(system, queue):
            continue
        name = system.name(queue.id)
        worker = new_node(system.diagram, NodeKind.WORKER, f"{name} worker", near=queue)
        yield Finding(
            "queue-without-consumer",
            Severity.HIGH,
            tr("Nothing takes from {name}", name=name),
            tr(
                "What is put into it stays there until it is full. Add the part that works it off, or turn the arrow "
                "if that part is drawn already."
            ),
            (queue.id,),
            (
                Fix(
                    tr("Add a worker for {name}", name=name),
                    (worker, AddEdge(source=queue.id, target=worker.id, kind=EdgeKind.EVENT)),
                ),
            ),
        )


def queues_without_producer(system: System) -> Iterator[Finding]:
    """Queues that somebody takes from and nobody fills."""
    for queue in system.of_kind(NodeKind.QUEUE):
        if system.is_connected(queue.id) and _consumers(system, queue) and not _producers(system, queue):
            yield Finding(
                "queue-without-producer",
                Severity.MEDIUM,
                tr("Nothing is put into {queue}", queue=system.name(queue.id)),
                tr(
                    "{consumers} would wait for ever. A connection from the producer is missing.",
                    consumers=system.names(_consumers(system, queue)),
                ),
                (queue.id, *_consumers(system, queue)),
            )


def queues_without_dead_letters(system: System) -> Iterator[Finding]:
    """Queues whose consumer has nowhere to put what fails again and again."""
    for queue in system.of_kind(NodeKind.QUEUE):
        if is_dead_letter(queue) or not _consumers(system, queue) or not _producers(system, queue):
            continue
        after = {queue.id, *_consumers(system, queue)}
        if any(is_dead_letter(node) for i in sorted(after) for node in system.callees(i)):
            continue
        name = system.name(queue.id)
        dead = new_node(system.diagram, NodeKind.QUEUE, f"{name} dead letters", near=queue)
        edge = AddEdge(source=queue.id, target=dead.id, kind=EdgeKind.EVENT, label="after the last retry")
        yield Finding(
            "no-dead-letters",
            Severity.LOW,
            tr("No dead-letter queue for {name}", name=name),
            tr(
                "A message that cannot be processed is retried for ever, or lost. A dead-letter queue keeps it to be "
                "looked at."
            ),
            (queue.id,),
            (Fix(tr("Add a dead-letter queue to {name}", name=name), (dead, edge)),),
        )


def _consumers(system: System, queue: Node) -> tuple[str, ...]:
    taking = [edge.target for edge in system.edges_from(queue.id)]
    taking += [
        edge.source for edge in system.edges_to(queue.id) if _is_drawn_backwards(system, edge.source, consumes(edge))
    ]
    return tuple(sorted(i for i in set(taking) if not _is_dead_letter_id(system, i)))


def _producers(system: System, queue: Node) -> tuple[str, ...]:
    edges = system.edges_to(queue.id)
    return tuple(sorted({e.source for e in edges if not _is_drawn_backwards(system, e.source, consumes(e))}))


def _is_drawn_backwards(system: System, source: str, says_so: bool) -> bool:
    """Whether an edge to a queue comes from its consumer: it says so, or a worker has nothing else to start from."""
    node = system.nodes.get(source)
    return says_so or (node is not None and node.kind is NodeKind.WORKER and not system.edges_to(source))


def _is_dead_letter_id(system: System, record_id: str) -> bool:
    node = system.nodes.get(record_id)
    return node is not None and is_dead_letter(node)
