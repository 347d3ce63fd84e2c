"""What a project becomes on AWS: which parts have resources there, who needs what, and what lies at the border."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from infrasketch_desktop.codegen.making.deployment.addresses import REGION, address, primary_of, replica_of
from infrasketch_desktop.codegen.making.deployment.aws import (
    ACTIONS,
    HOMES,
    IN_NETWORK,
    WITH_PASSWORD,
    Home,
    name_on_aws,
    port_on_aws,
    schedule_on_aws,
)
from infrasketch_desktop.codegen.making.deployment.containers import FAKES, Container, containers
from infrasketch_desktop.codegen.making.deployment.entries import entry_points
from infrasketch_desktop.codegen.making.passing import passages
from infrasketch_desktop.codegen.project import Engine, Link, Part, Project, Use


@dataclass(frozen=True, slots=True)
class Need:
    """A setting of a program, with the part whose address it holds."""

    name: str
    target: Part
    is_back: bool = False
    """Whether the target needs the program in turn: neither can be made with the address of the other."""

    @property
    def is_secret(self) -> bool:
        """Whether the address holds a password: then it lies in AWS Secrets Manager."""
        return HOMES[self.target.engine] in WITH_PASSWORD


class Estate:
    """The facts that the templates for AWS ask for, in the order of the plan."""

    region = REGION

    def __init__(self, project: Project) -> None:
        self.project = project
        self.parts = tuple(part for part in project.parts if HOMES[part.engine] is not Home.ELSEWHERE)
        self.secrets = tuple(part for part in self.parts if HOMES[part.engine] in WITH_PASSWORD)
        self.data_ports = tuple(sorted({port_on_aws(part) for part in self.parts} - {0}))
        self.entries = tuple(part for part in entry_points(project) if HOMES[part.engine] is Home.FARGATE)

    @cached_property
    def asked(self) -> tuple[Part, ...]:
        """Systems of others that programs call: whoever deploys tells where they answer."""
        return tuple(part for part in self.project.of(*FAKES) if self.callers(part))

    @cached_property
    def homes(self) -> frozenset[Home]:
        return frozenset(HOMES[part.engine] for part in self.parts)

    @cached_property
    def has_domain(self) -> bool:
        """Whether names below a domain of the user's are needed."""
        backs = (self.project.part(link.source) for link in self.project.links if self._is_back(link))
        return bool(self.entries) or Home.CLOUDFRONT in self.homes or any(part in self.parts for part in backs)

    @property
    def has_network(self) -> bool:
        return bool(self.homes & IN_NETWORK)

    @property
    def has_cluster(self) -> bool:
        return not self.homes.isdisjoint({Home.FARGATE, Home.RDS})  # what migrates a database is a task

    def home(self, part: Part) -> str:
        return HOMES[part.engine].name.lower()

    def name(self, part: Part, most: int = 63) -> str:
        return name_on_aws(self.project, part, most)

    def schedule(self, container: Container) -> str:
        return schedule_on_aws(container.schedule)

    def is_bucket(self, part: Part) -> bool:
        return HOMES[part.engine] is Home.S3

    def primary(self, part: Part) -> Part | None:
        """The database that a part copies."""
        return primary_of(self.project, part)

    def tasks(self, part: Part) -> tuple[Container, ...]:
        """What of a part runs on Fargate: the program itself, or what migrates a database."""
        own = HOMES[part.engine] is Home.FARGATE
        return tuple(found for found in self._containers.get(part.id, ()) if own or _migrates(found))

    def container(self, part: Part) -> Container:
        """What of a part runs and does not end."""
        return next(found for found in self._containers[part.id] if not found.once)

    def needs(self, container: Container) -> tuple[Need, ...]:
        """The addresses that a container gets, sorted by name."""
        part = container.part
        if container.once:
            return (Need(f"{part.prefix}_URL", part),)
        found = {need.name: need for need in self._needs(part)}
        return tuple(found[name] for name in sorted(found))

    def callers(self, part: Part) -> tuple[Part, ...]:
        """Who gets the address of a part, among what has a place on AWS."""
        sources = {link.source for link in self.project.callers(part) if link.use is not Use.OBSERVES}
        return tuple(
            found
            for found in self.parts
            if found.id in sources and self._containers.get(found.id) and HOMES[found.engine] is not Home.CLOUDFRONT
        )

    def is_back(self, source: Part, target: Part) -> bool:
        """Whether the address of `target` must be one that is known beforehand."""
        return any(link.target == target.id and self._is_back(link) for link in self.project.needs(source))

    def granted(self, part: Part) -> tuple[Part, ...]:
        """The services that a program must be permitted to use."""
        return tuple(target for target in self._targets(part) if HOMES[target.engine] in ACTIONS)

    def origins(self, part: Part) -> tuple[Part, ...]:
        """What a CDN passes requests on to: by default to the first, else by the beginning of the path."""
        found = sorted(passages(self.project, part), key=lambda passage: (not passage.is_root, passage.path))
        first = (passage.first.part for passage in found)
        return tuple(part for part in first if HOMES[part.engine] not in {Home.CLOUDFRONT, Home.ELSEWHERE})

    def has_answers(self, part: Part) -> bool:
        """Whether a CDN has more behind it than buckets, or may have so one day: answers that differ by who asks."""
        origins = self.origins(part)
        return not origins or not all(map(self.is_bucket, origins))

    def prefix(self, part: Part, origin: Part) -> str:
        """What the paths begin with that a CDN passes on to one of its origins; it is taken off."""
        found = passages(self.project, part)
        return next(passage.path for passage in found if origin in (target.part for target in passage.targets))

    def readers(self, part: Part) -> tuple[Part, ...]:
        """The CDNs that read a bucket."""
        return tuple(
            found for found in self.parts if HOMES[found.engine] is Home.CLOUDFRONT and part in self.origins(found)
        )

    def queues(self, part: Part) -> tuple[Part, ...]:
        """The queues whose messages start a function."""
        return tuple(target for target in self._targets(part, Use.CONSUMES) if HOMES[target.engine] is Home.SQS)

    def address_inside(self, part: Part) -> str:
        """The address of a part that is the same in every network: a program's, or a file's."""
        return address(self.project, part).value

    @cached_property
    def _containers(self) -> dict[str, list[Container]]:
        found: dict[str, list[Container]] = {}
        for container in containers(self.project):
            if container.beside:
                continue
            found.setdefault(container.part.id, []).append(container)
        return found

    def _targets(self, part: Part, *uses: Use) -> tuple[Part, ...]:
        """What a part is linked to, each once, in the order of its links."""
        found = {link.target: self.project.part(link.target) for link in self.project.needs(part, *uses)}
        return tuple(target for target in found.values() if target.id != part.id)

    def _is_back(self, link: Link) -> bool:
        known_late = HOMES[self.project.part(link.target).engine] in {Home.LAMBDA, Home.CLOUDFRONT}
        return known_late and (not link.waits or link.source == link.target)

    def _needs(self, part: Part) -> Iterator[Need]:
        for link in self.project.needs(part):
            if link.use is Use.OBSERVES:
                continue
            target = self.project.part(link.target)
            yield Need(link.variable, target, is_back=self.is_back(part, target))
            replica = replica_of(self.project, target)
            if replica:
                yield Need(f"{target.prefix}_REPLICA_URL", replica)


def _migrates(container: Container) -> bool:
    return container.once and container.part.engine is not Engine.SQLITE
