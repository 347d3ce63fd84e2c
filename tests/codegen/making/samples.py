"""Whole projects for tests: every kind and engine at once, labels that attack, sixty nodes, and the templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from infrasketch_desktop.codegen.generator import program_templates
from infrasketch_desktop.codegen.making.table import ProjectMaker
from infrasketch_desktop.codegen.planning.plan import plan_project
from infrasketch_desktop.codegen.project import Project
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge, Node
from infrasketch_desktop.storage import sketches
from infrasketch_desktop.templates import load_templates
from tests.codegen.plans import catalog, planned
from tests.support.diagrams import edge, node

TECHNOLOGIES = {
    NodeKind.DATABASE: ("PostgreSQL", "MySQL", "SQLite", "MongoDB", "Amazon DynamoDB", "Neo4j"),
    NodeKind.CACHE: ("Redis", "Memcached"),
    NodeKind.QUEUE: ("RabbitMQ", "Apache Kafka", "Amazon SQS", "Redis"),
    NodeKind.STORAGE: ("Amazon S3", "MinIO"),
    NodeKind.GATEWAY: ("NGINX", "HAProxy"),
}
HOSTILE = (
    "${HOME} $(id) `id` %{ for x in y }",
    "${{ secrets.TOKEN }} {{7*7}} {% raw %}",
    '"; rm -rf / # \\',
    "line\nbreak: true\n- !!python/object:os.system",
    "{{resolve:secretsmanager:x}} <script>alert(1)</script> | `x` ```",
    "\u202eright to left \u0000",
    "x" * 500,
    "",
)


def nodes() -> list[Node]:
    """One node of every kind with every technology that has an engine of its own."""
    return [
        node(f"{kind.value}-{number}".replace("_", "-"), kind=kind, label=f"{kind.value} {number}", technology=name)
        for kind in NodeKind
        for number, name in enumerate(TECHNOLOGIES.get(kind, ("",)))
    ]


def joined(found: Iterable[Node], step: int = 1) -> list[Edge]:
    """Edges between all pairs, in both directions; or between every `step`th pair."""
    ids = [one.id for one in found]
    pairs = [(a, b) for a in ids for b in ids if a != b]
    return [edge(a, b) for a, b in pairs[::step]]


@cache
def everything() -> Project:
    """Everything linked with everything, a read replica, and a worker with a schedule."""
    replica = node("replica", kind=NodeKind.DATABASE, label="Replica", technology="PostgreSQL")
    nightly = node("nightly", kind=NodeKind.WORKER, label="Nightly report", description="Runs every night at 3")
    copied = edge("database-0", "replica", kind=EdgeKind.REPLICATION)
    return planned(*nodes(), replica, nightly, *joined(nodes()), copied, edge("nightly", "database-0"))


@cache
def hostile() -> Project:
    """Every kind with labels, descriptions and inputs that try to be code."""
    found = [
        node(one.id, kind=one.kind, technology=one.technology, label=said, description=said, inputs=(said,))
        for number, one in enumerate(nodes())
        for said in (HOSTILE[number % len(HOSTILE)],)
    ]
    edges = [edge(one.source, one.target, label=HOSTILE[i % len(HOSTILE)]) for i, one in enumerate(joined(found, 7))]
    return planned(*found, *edges, title=HOSTILE[1])


@cache
def apart() -> Project:
    """Every kind, and no edge."""
    return planned(*nodes(), title="")


@cache
def sixty() -> Project:
    """Sixty nodes of all kinds with 180 edges."""
    kinds = tuple(NodeKind)
    found = [node(f"n{i}", kind=kinds[i % len(kinds)], label=f"Part number {i}") for i in range(60)]
    return planned(*found, *joined(found, 20))


def one_by_one() -> Iterable[Project]:
    """A project for each single node, and one without any."""
    return [planned(), *(planned(one) for one in nodes())]


def of_templates() -> Iterable[Project]:
    """The projects of the diagrams that come with the program."""
    return [plan_project(sketches.load(template.path), catalog()) for template in load_templates()]


SAMPLES: dict[str, Callable[[], Project]] = {
    "everything": everything,
    "hostile": hostile,
    "apart": apart,
}


@cache
def made(maker: ProjectMaker, project_name: str) -> dict[str, str]:
    """The files of a maker for one of `SAMPLES`, by path."""
    return files(maker, SAMPLES[project_name]())


def files(maker: ProjectMaker, project: Project) -> dict[str, str]:
    """The files of a maker, by path."""
    return {file.path: file.text for file in maker(project, program_templates())}
