"""What a project becomes on AWS: which parts have resources there, who needs what, and what lies at the border."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from infrasketch_desktop.codegen.making.deployment.addresses import address, replica_of
from infrasketch_desktop.codegen.making.deployment.aws import (
    ACTIONS,
    HOMES,
    IN_NETWORK,
    WITH_PASSWORD,
    Home,
    port_on_aws,
)
from infrasketch_desktop.codegen.making.deployment.containers import Container, containers
from infrasketch_desktop.codegen.making.deployment.entries import entry_points
from infrasketch_desktop.codegen.project import Engine, Part, Project, Role, Use


@dataclass(frozen=True, slots=True)
class Need:
    """A setting of a program, with the part whose address it holds."""

    name: str
    target: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Estate:
    """The parts with resources on AWS, in the order of their start, and what they have in common.

    `entries` get a name behind the load balancer. `externals` are systems of others, whose addresses are asked for.
    `secrets` are parts whose address holds a password. `data_ports` are those of databases, caches and brokers.
    """

    parts: tuple[Part, ...]
    entries: tuple[Part, ...]
    externals: tuple[Part, ...]
    secrets: tuple[Part, ...]
    data_ports: tuple[int, ...]

    @property
    def homes(self) -> frozenset[Home]:
        return frozenset(HOMES[part.engine] for part in self.parts)

    @property
    def has_network(self) -> bool:
        return bool(self.homes & IN_NETWORK)

    @property
    def has_cluster(self) -> bool:
        return Home.FARGATE in self.homes or Home.RDS in self.homes  # what migrates a database is a task


def estate_of(project: Project) -> Estate:
    """What of a project lies on AWS."""
    parts = tuple(part for part in project.parts if HOMES[part.engine] is not Home.ELSEWHERE)
    return Estate(
        parts=parts,
        entries=tuple(part for part in entry_points(project) if HOMES[part.engine] is Home.FARGATE),
        externals=project.of(Role.EXTERNAL),
        secrets=tuple(part for part in parts if HOMES[part.engine] in WITH_PASSWORD),
        data_ports=tuple(sorted({port_on_aws(part) for part in parts} - {0})),
    )


def tasks_of(project: Project, part: Part) -> tuple[Container, ...]:
    """What of a part runs on Fargate: the program itself, or what migrates a database."""
    own = HOMES[part.engine] is Home.FARGATE
    return tuple(found for found in containers(project) if found.part is part and (own or _migrates(found)))


def needs_of(project: Project, container: Container) -> tuple[Need, ...]:
    """The addresses that a container gets, sorted by name."""
    part = container.part
    if container.once:
        return (Need(f"{part.prefix}_URL", part),)
    found = {need.name: need for need in _needs(project, part)}
    return tuple(found[name] for name in sorted(found))


def granted_to(project: Project, part: Part) -> tuple[Part, ...]:
    """The services that a program must be permitted to use, each once, in the order of its links."""
    targets = {link.target: project.part(link.target) for link in project.needs(part)}
    return tuple(target for target in targets.values() if HOMES[target.engine] in ACTIONS)


def origins_of(project: Project, part: Part) -> tuple[Part, ...]:
    """What a CDN passes requests on to, each once."""
    targets = {link.target: project.part(link.target) for link in project.needs(part, Use.ROUTES)}
    return tuple(target for target in targets.values() if target.id != part.id)


def address_inside(project: Project, part: Part) -> str:
    """The address of a part that is the same in every network: a program's, or a file's."""
    return address(project, part).value


def _needs(project: Project, part: Part) -> Iterator[Need]:
    for link in project.needs(part):
        target = project.part(link.target)
        yield Need(link.variable, target)
        replica = replica_of(project, target)
        if replica:
            yield Need(f"{target.prefix}_REPLICA_URL", replica)


def _migrates(container: Container) -> bool:
    return container.once and container.part.engine is not Engine.SQLITE
