"""Who may come in, and what must not stand in a drawing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import networkx as nx

from infrasketch_desktop.diagram.field_names import field_name
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.operations import AddEdge, Operation, UpdateEdge, UpdateGroup, UpdateNode, UpdateNote
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Record
from infrasketch_desktop.language import listed, tr
from infrasketch_desktop.review.finding import Finding, Fix, Severity
from infrasketch_desktop.review.fixes import new_node
from infrasketch_desktop.review.secrets import has_secret, masked
from infrasketch_desktop.review.system import FRONTS, STORES, System
from infrasketch_desktop.review.words import speaks_of_auth

_HOPS = 3
"""How far behind the entry the check may lie: balancer, gateway, service."""


def entries_without_authentication(system: System) -> Iterator[Finding]:
    """The first parts behind clients, when neither they nor what they pass requests on to asks who is there."""
    for node_id in system.doors:
        calls = [e for e in system.edges_to(node_id) if _is_client(system, e.source)]
        if not _is_open(system, system.nodes[node_id]) or (calls and all(speaks_of_auth(e.label) for e in calls)):
            continue
        name = system.name(node_id)
        yield Finding(
            "no-authentication",
            Severity.HIGH,
            tr("No authentication at {name}", name=name),
            tr(
                "Clients reach it, and neither it nor what it calls first says how it knows who they are. If it is "
                "public on purpose, say so in its notes."
            ),
            (node_id, *(edge.id for edge in calls)),
            (_guard(system, system.nodes[node_id]),),
        )


def _is_client(system: System, record_id: str) -> bool:
    node = system.nodes.get(record_id)
    return node is not None and node.kind is NodeKind.CLIENT


def _is_open(system: System, node: Node) -> bool:
    if node.kind in STORES | {NodeKind.CDN, NodeKind.EXTERNAL, NodeKind.QUEUE, NodeKind.AUTH, NodeKind.CLIENT}:
        return False  # a store has a finding of its own; a CDN gives out what is public
    near = nx.single_source_shortest_path_length(system.flow, node.id, cutoff=_HOPS)
    return not any(_checks(system, i) for i in near)


def _checks(system: System, vertex: str) -> bool:
    node = system.nodes.get(vertex)
    if node is None:
        return False
    said = (node.label, node.technology, node.description, node.notes, *(e.label for e in system.edges_from(vertex)))
    return node.kind is NodeKind.AUTH or speaks_of_auth(*said) or "public" in node.notes.lower()


def _guard(system: System, node: Node) -> Fix:
    """The existing auth node, or a new one, behind what passes requests on."""
    known = system.of_kind(NodeKind.AUTH)
    if known:
        edge = AddEdge(source=node.id, target=known[0].id, label="checks who asks")
        return Fix(tr("Let {node} ask {known}", node=system.name(node.id), known=system.name(known[0].id)), (edge,))
    auth = new_node(system.diagram, NodeKind.AUTH, "Auth", near=node)
    label = "checks tokens" if node.kind in FRONTS else "checks who asks"
    edge = AddEdge(source=node.id, target=auth.id, label=label)
    return Fix(tr("Add authentication to {node}", node=system.name(node.id)), (auth, edge))


def secrets_in_texts(system: System) -> Iterator[Finding]:
    """Passwords, keys and tokens written into a diagram, which will be shared; the finding does not repeat them."""
    for record in sorted(system.diagram, key=lambda record: record.id):
        texts = {name: value for name, value in _texts(record).items() if has_secret(value)}
        if texts:
            where = listed(map(field_name, texts))
            yield Finding(
                "secret-in-text",
                Severity.HIGH,
                tr("Secret in the {fields} of {record}", fields=where, record=_shown(system, record)),
                tr(
                    "Whoever sees the diagram, its pictures or its history in git can use it. Replace the secret "
                    "where it is used, then take it out here; undoing brings it back, a saved version may still hold "
                    "it."
                ),
                (record.id,),
                (Fix(tr("Mask the secret"), (_without(record, texts),)),),
            )


def _texts(record: Record) -> dict[str, str]:
    match record:
        case Node():
            return {name: getattr(record, name) for name in ("label", "technology", "description", "notes")}
        case Edge() | Group():
            return {"label": record.label}
        case Note():
            return {"text": record.text}
        case _:
            return {}


def _shown(system: System, record: Record) -> str:
    if isinstance(record, Note):
        return tr("a note")
    return masked(system.name(record.id))


def _without(record: Record, texts: dict[str, str]) -> Operation:
    values: dict[str, Any] = {name: masked(value) for name, value in texts.items()}
    match record:
        case Node():
            return UpdateNode(id=record.id, **values)
        case Edge():
            return UpdateEdge(id=record.id, **values)
        case Group():
            return UpdateGroup(id=record.id, **values)
        case _:
            return UpdateNote(id=record.id, **values)
