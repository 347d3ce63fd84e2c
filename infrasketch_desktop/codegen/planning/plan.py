"""Makes the plan of a whole diagram."""

from __future__ import annotations

import re
from collections.abc import Iterable

from infrasketch_desktop.codegen.planning.engines import engine_of
from infrasketch_desktop.codegen.planning.roles import ROLES, use_between
from infrasketch_desktop.codegen.project import LIBRARIES, Engine, Entity, Link, Part, Project, Role
from infrasketch_desktop.codegen.said import Said
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.technology import Catalog

_PORTS = {
    Engine.POSTGRESQL: 5432,
    Engine.MYSQL: 3306,
    Engine.MONGODB: 27017,
    Engine.REDIS: 6379,
    Engine.REDIS_STREAMS: 6379,
    Engine.MEMCACHED: 11211,
    Engine.RABBITMQ: 5672,
    Engine.KAFKA: 9092,
    Engine.MINIO: 9000,
    Engine.OPENSEARCH: 9200,
    Engine.PROMETHEUS: 9090,
    Engine.NGINX: 8080,
    Engine.HAPROXY: 8080,
    Engine.REACT: 8080,
    Engine.FASTAPI: 8000,
    Engine.HTTP_FAKE: 8000,
    Engine.OPENID: 8000,
}

_FOLDERS = {Role.WEB: "web", Role.GATEWAY: "gateways", Role.CDN: "gateways", Role.MONITORING: "monitoring"}


def plan_project(diagram: Diagram, catalog: Catalog) -> Project:
    """The plan of all nodes of a diagram; deterministic, and safe whatever the labels say."""
    taken: set[str] = set()
    nodes = sorted(diagram.nodes.values(), key=lambda node: node.id)
    parts = tuple(_part(node, catalog, taken, number) for number, node in enumerate(nodes))
    links = tuple(_links(diagram, {part.id: part for part in parts}))
    title = Said(diagram.sheet.title)
    return Project(name=_slug(title.line) or "system", title=title, parts=parts, links=links)


def _part(node: Node, catalog: Catalog, taken: set[str], number: int) -> Part:
    role = ROLES[node.kind]
    engine = engine_of(role, catalog.named(node.technology))
    name = _free(_slug(node.label) or role.value, taken)
    taken.add(name)
    module = name.replace("-", "_")
    folder = _FOLDERS.get(role, "libraries" if role in LIBRARIES else "services")
    port = _PORTS.get(engine, 0)
    return Part(
        id=node.id,
        role=role,
        engine=engine,
        name=name,
        module=module,
        title="".join(word.capitalize() for word in name.split("-")),
        folder=f"{folder}/{name}",
        port=port,
        host_port=8000 + number if port else 0,
        entities=(Entity(name="Item", plural="items"),) if role is Role.DATABASE else (),
        label=Said(node.label),
        technology=Said(node.technology),
        description=Said(node.description),
        inputs=tuple(Said(text) for text in node.inputs),
        outputs=tuple(Said(text) for text in node.outputs),
    )


def _links(diagram: Diagram, parts: dict[str, Part]) -> Iterable[Link]:
    for edge in sorted(diagram.edges.values(), key=lambda edge: edge.id):
        source, target = parts.get(edge.source), parts.get(edge.target)
        if source and target:
            found = use_between(source.role, target.role)
            if found is not None:
                use, turned = found
                source, target = (target, source) if turned else (source, target)
                yield Link(
                    source=source.id,
                    target=target.id,
                    use=use,
                    variable=f"{target.prefix}_URL",
                    label=Said(edge.label),
                    edges=(edge.id,),
                )


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:24].strip("-")


def _free(name: str, taken: set[str]) -> str:
    return name if name not in taken else next(f"{name}-{i}" for i in range(2, 10_000) if f"{name}-{i}" not in taken)
