"""Makes the plan of a whole diagram."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from infrasketch_desktop.codegen.planning.engines import choose_engine
from infrasketch_desktop.codegen.planning.entities import entities_of
from infrasketch_desktop.codegen.planning.links import join
from infrasketch_desktop.codegen.planning.naming import LONGEST, Namer, fitting, natural_key, words_of
from infrasketch_desktop.codegen.planning.order import in_order, with_waits
from infrasketch_desktop.codegen.planning.ports import PORTS, HostPorts
from infrasketch_desktop.codegen.planning.requests import ANSWERING, paths_of
from infrasketch_desktop.codegen.planning.roles import ROLES
from infrasketch_desktop.codegen.planning.schedules import schedule_in
from infrasketch_desktop.codegen.project import LIBRARIES, Link, Part, Project, Role, Use
from infrasketch_desktop.codegen.protection import sign_ins
from infrasketch_desktop.codegen.said import Said
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.technology import Catalog

FALLBACK_NAME = "system"
_FOLDERS = {Role.WEB: "web", Role.GATEWAY: "gateways", Role.CDN: "gateways", Role.MONITORING: "monitoring"}
_LONGEST_LIST = 50
"""Inputs and outputs of one node that are looked at."""
_MOST_WORDS = 2_000


def plan_project(diagram: Diagram, catalog: Catalog) -> Project:
    """The plan of all nodes of a diagram; deterministic, and safe whatever the labels say."""
    nodes = sorted(diagram.nodes.values(), key=lambda node: natural_key(node.id))
    planner = _Planner(catalog)
    parts = {node.id: planner.part(node) for node in nodes}
    joined = join(diagram, parts)
    links = with_waits((*joined.links, *sign_ins(joined.links, parts)), parts)
    parts = _with_paths(parts, links)
    title = Said(diagram.sheet.title)
    return Project(
        name=_project_name(title),
        title=title,
        parts=in_order(parts.values(), links),
        links=links,
        remarks=joined.remarks,
    )


class _Planner:
    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._names = Namer(self._is_product)
        self._host_ports = HostPorts()

    def part(self, node: Node) -> Part:
        """What one node becomes; the links and what follows from them are still missing."""
        role = ROLES[node.kind]
        chosen = choose_engine(role, node.technology, self._catalog)
        label, inputs = Said(node.label), _said(node.inputs)
        entities = entities_of(label, inputs, self._is_product) if role is Role.DATABASE else ()
        name = self._names.name(node.label, role, [entity.name for entity in entities])
        return Part(
            id=node.id,
            role=role,
            engine=chosen.engine,
            name=name.name,
            module=name.module,
            title=name.title,
            folder=f"{_FOLDERS.get(role, 'libraries' if role in LIBRARIES else 'services')}/{name.name}",
            port=PORTS.get(chosen.engine, 0),
            host_port=self._host_ports.port(chosen.engine),
            side_port=self._host_ports.side_port(chosen.engine),
            entities=entities,
            schedule=_schedule(node) if role is Role.WORKER else "",
            label=label,
            technology=Said(node.technology),
            description=Said(node.description),
            inputs=inputs,
            outputs=_said(node.outputs),
            remark=chosen.remark,
        )

    def _is_product(self, word: str) -> bool:
        return self._catalog.named(word) is not None


def _with_paths(parts: Mapping[str, Part], links: Iterable[Link]) -> dict[str, Part]:
    callers: dict[str, list[tuple[Said, str]]] = defaultdict(list)
    for link in links:
        if link.use in {Use.CALLS, Use.ROUTES}:
            callers[link.target].append((link.label, parts[link.source].name))
    return {
        key: replace(part, paths=paths_of(part.inputs, callers[key])) if part.role in ANSWERING else part
        for key, part in parts.items()
    }


def _schedule(node: Node) -> str:
    words = (node.label, node.technology, node.description, node.notes, *node.inputs[:_LONGEST_LIST])
    return next(filter(None, (schedule_in(text[:_MOST_WORDS]) for text in words)), "")


def _said(texts: Iterable[str]) -> tuple[Said, ...]:
    return tuple(Said(text) for text in tuple(texts)[:_LONGEST_LIST])


def _project_name(title: Said) -> str:
    name = fitting("-".join(words_of(title.short(200))), LONGEST)
    return name if name[:1].isalpha() else fitting(f"{FALLBACK_NAME}-{name}".strip("-"), LONGEST)
