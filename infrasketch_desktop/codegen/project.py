"""The plan of generated code: parts, links between them, names, ports, settings and the order of their start.

Everything that is a `str` here is safe in every language and path: made by the planner from a small alphabet. What
people wrote is `Said`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from infrasketch_desktop.codegen.said import Remark, Said

Key = TypeVar("Key")
Value = TypeVar("Value")


class Role(StrEnum):
    """What a node becomes; decides which maker writes its files."""

    SERVICE = "service"
    """An HTTP service: nodes of the kinds api, service and server."""
    WORKER = "worker"
    FUNCTION = "function"
    DATABASE = "database"
    CACHE = "cache"
    QUEUE = "queue"
    STORAGE = "storage"
    SEARCH = "search"
    GATEWAY = "gateway"
    """Passes requests on: gateways and load balancers."""
    CDN = "cdn"
    WEB = "web"
    """What runs at the user's side."""
    MONITORING = "monitoring"
    AUTH = "auth"
    EXTERNAL = "external"


LIBRARIES = frozenset({Role.DATABASE, Role.CACHE, Role.QUEUE, Role.STORAGE, Role.SEARCH})
"""Become a Python library around a server of their own; services import it."""

PROGRAMS = frozenset({Role.SERVICE, Role.WORKER, Role.FUNCTION})
"""Become a Python program of our own."""


class Engine(StrEnum):
    """The product whose protocol the code of a part speaks."""

    FASTAPI = "fastapi"
    PYTHON_WORKER = "python-worker"
    AWS_LAMBDA = "aws-lambda"
    POSTGRESQL = "postgresql"
    MYSQL = "mysql"
    SQLITE = "sqlite"
    MONGODB = "mongodb"
    DYNAMODB = "dynamodb"
    REDIS = "redis"
    MEMCACHED = "memcached"
    RABBITMQ = "rabbitmq"
    KAFKA = "kafka"
    SQS = "sqs"
    REDIS_STREAMS = "redis-streams"
    S3 = "s3"
    MINIO = "minio"
    OPENSEARCH = "opensearch"
    NGINX = "nginx"
    HAPROXY = "haproxy"
    CLOUDFRONT = "cloudfront"
    REACT = "react"
    PROMETHEUS = "prometheus"
    OPENID = "openid"
    HTTP_FAKE = "http-fake"


SQL = frozenset({Engine.POSTGRESQL, Engine.MYSQL, Engine.SQLITE})


class Use(StrEnum):
    """What the source of a link does with its target."""

    CALLS = "calls"
    """HTTP requests to a service, function, external system, authentication or gateway."""
    STORES = "stores"
    CACHES = "caches"
    PUBLISHES = "publishes"
    CONSUMES = "consumes"
    KEEPS_FILES = "keeps-files"
    SEARCHES = "searches"
    ROUTES = "routes"
    """A gateway or CDN passes requests on to it."""
    OBSERVES = "observes"
    """A monitoring part reads its metrics."""
    SIGNS_IN = "signs-in"
    """It gets tokens of its own there, for services that ask for one when nobody's comes with a request."""
    REPLICATES = "replicates"
    """The source is a read replica of the target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """What a database keeps: `Order` in the table `orders`."""

    name: str
    """A class name."""
    plural: str
    """Of the table, and of the attribute with its repository."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """`source` needs `target` (ids of parts). It stands for one or several edges of the diagram.

    `waits` tells that the source starts after the target is healthy; false where that would make a circle.
    `variable` is the environment variable with the address of the target, for example `ORDERS_DB_URL`.
    """

    source: str
    target: str
    use: Use
    variable: str
    label: Said = Said("")  # noqa: RUF009 - frozen
    waits: bool = True
    edges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one node becomes.

    `name` is a DNS label of at most 32 characters, unique in the project: the folder, the host in a network of
    containers. `module` is the import package, `title` a class name; neither hides a module of Python or of a library
    that generated code uses, and both are unique and have at most 32 characters. `folder` is where its files lie.

    `port` is where it listens inside its own host, `host_port` where the developer's machine shows it: unique in the
    project; 0 for what does not listen. `side_port` is where that machine shows what runs beside a part, which are the
    dashboards of monitoring; 0 for all others. `paths` are URL path segments of its inputs, unique, each with the words
    it came from. `schedule` is a cron expression of a worker, "" when none was written. `remark` says what was
    generated in place of a technology that has no template of its own.
    """

    id: str
    role: Role
    engine: Engine
    name: str
    module: str
    title: str
    folder: str
    port: int = 0
    host_port: int = 0
    side_port: int = 0
    entities: tuple[Entity, ...] = ()
    paths: tuple[tuple[str, Said], ...] = ()
    schedule: str = ""
    label: Said
    technology: Said = Said("")  # noqa: RUF009 - frozen
    description: Said = Said("")  # noqa: RUF009 - frozen
    inputs: tuple[Said, ...] = ()
    outputs: tuple[Said, ...] = ()
    remark: Remark = Remark("")  # noqa: RUF009 - frozen

    @property
    def prefix(self) -> str:
        """What its environment variables begin with: `ORDERS_DB`."""
        return self.module.upper()


@dataclass(frozen=True, kw_only=True)
class Project:
    """All parts in the order of their start (what is needed comes first), and the links between them.

    `name` is a DNS label, `title` what people called it. `remarks` say what of the diagram became no code, and why.
    """

    name: str
    title: Said
    parts: tuple[Part, ...]
    links: tuple[Link, ...]
    remarks: tuple[Remark, ...] = field(default=())

    @cached_property
    def _by_id(self) -> dict[str, Part]:
        return {part.id: part for part in self.parts}

    @cached_property
    def _leaving(self) -> dict[str, tuple[Link, ...]]:
        return _grouped((link.source, link) for link in self.links)

    @cached_property
    def _arriving(self) -> dict[str, tuple[Link, ...]]:
        return _grouped((link.target, link) for link in self.links)

    @cached_property
    def _by_role(self) -> dict[Role, tuple[Part, ...]]:
        return _grouped((part.role, part) for part in self.parts)

    def part(self, part_id: str) -> Part:
        """The part of a node. Raises KeyError."""
        return self._by_id[part_id]

    def needs(self, part: Part, *uses: Use) -> tuple[Link, ...]:
        """The links that leave a part, of some uses or of all."""
        return tuple(link for link in self._leaving.get(part.id, ()) if not uses or link.use in uses)

    def callers(self, part: Part, *uses: Use) -> tuple[Link, ...]:
        """The links that lead to a part, of some uses or of all."""
        return tuple(link for link in self._arriving.get(part.id, ()) if not uses or link.use in uses)

    def of(self, *roles: Role) -> tuple[Part, ...]:
        """The parts with one of some roles, in the order of their start."""
        if len(roles) == 1:
            return self._by_role.get(roles[0], ())
        return tuple(part for part in self.parts if part.role in roles)


def _grouped(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, tuple[Value, ...]]:
    groups: dict[Key, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
