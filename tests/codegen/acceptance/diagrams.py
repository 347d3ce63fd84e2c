"""Whole diagrams whose projects have to hold: each a shape that people draw, or that somebody would attack with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from infrasketch_desktop.codegen.planning.plan import plan_project
from infrasketch_desktop.codegen.project import Project
from infrasketch_desktop.codegen.said import Said
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Record
from infrasketch_desktop.storage import sketches
from infrasketch_desktop.templates import load_templates
from tests.codegen.making.samples import apart, everything, sixty
from tests.codegen.plans import catalog, planned
from tests.support.diagrams import edge, group, node

HOSTILE = (
    '"; rm -rf / # \\',
    "{{7*7}} {% raw %} ${{ secrets.TOKEN }} ${HOME} $(id) `id`",
    "!!python/object/apply:os.system [touch pwned]",
    "line\nbreak: true\r\n- item\t#\x00\x1b[2J",
    "'''\"\"\"\\'\\\" %s {} %(x)s",
    "</script><script>alert(1)</script><!-- --> */ //",
    "../../../../etc/hosts",
    "con.txt . .. ~ -rf --help",
    "\u202eשלום עולם مرحبا\u2066",
    "very long " * 1000,
    "__import__('os').system('touch pwned')",
    "'; DROP TABLE items; --",
)
"""Labels that try to be code in one of the languages that are written; one has 10 kB."""
MOST_IN_LABEL = 500
"""What a diagram lets in; the plan of the hostile one has whole labels all the same."""

_UNICODE = {
    "api": (NodeKind.API, "注文サービス"),
    "worker": (NodeKind.WORKER, "خدمة الفواتير"),
    "queue": (NodeKind.QUEUE, "תור הזמנות"),
    "db": (NodeKind.DATABASE, "Datenbank für Übergrößen ß"),
    "cache": (NodeKind.CACHE, "🚀🚀🚀"),
    "files": (NodeKind.STORAGE, "ไฟล์ภาพ"),
    "web": (NodeKind.CLIENT, "Клиент – ﬁ ½ Å"),
    "edge": (NodeKind.GATEWAY, "Ñandú é e\u0301"),
}


def empty_labels() -> Project:
    """Every kind without a word."""
    found = [node(f"n{i}", kind=kind, label="") for i, kind in enumerate(NodeKind)]
    return planned(*found, *(edge(found[i].id, found[i + 1].id) for i in range(len(found) - 1)), title="")


def other_scripts() -> Project:
    """Names in scripts of all directions; nothing of them can be a name in code."""
    found = [node(name, kind=kind, label=label, description=label) for name, (kind, label) in _UNICODE.items()]
    return planned(*found, *_star("api", ("db", "queue", "cache", "files")), edge("queue", "worker"),
                   edge("worker", "db"), edge("web", "edge"), edge("edge", "api"), title="店")  # fmt: skip


def hostile() -> Project:
    """Every kind, with texts that are code everywhere a person can write."""
    kinds = tuple(NodeKind)
    found = [
        node(f"n{i}", kind=kind, label=said, description=said, inputs=(said, HOSTILE[i % 5]), outputs=(said,))
        for i, kind in enumerate(kinds)
        for said in (HOSTILE[i % len(HOSTILE)][:MOST_IN_LABEL],)
    ]
    links = [
        edge(one.id, found[(i * step + step) % len(found)].id, label=HOSTILE[(i + step) % len(HOSTILE)][:MOST_IN_LABEL])
        for step in (3, 5)
        for i, one in enumerate(found)
        if (i * step + step) % len(found) != i
    ]
    project = planned(*found, *{link.id: link for link in links}.values(), title=HOSTILE[0])
    whole = [replace(part, label=Said(HOSTILE[int(part.id[1:]) % len(HOSTILE)])) for part in project.parts]
    return replace(project, parts=tuple(whole))


def circle() -> Project:
    """Services that need each other all around, a pair that does, and a service that needs itself."""
    names = ("orders", "payments", "shipping", "mail")
    around = [edge(name, names[(i + 1) % len(names)]) for i, name in enumerate(names)]
    return planned(*map(node, names), *around, edge("payments", "orders"), edge("mail", "mail"))


def groups() -> Project:
    """Groups within groups, and the same label in each."""
    zones = (group("cloud"), group("vpc", "cloud"), group("subnet", "vpc"), group("other"))
    found = [
        node(f"{zone.id}-{kind.value}", kind=kind, label="Orders", group=zone.id)
        for zone in zones
        for kind in (NodeKind.API, NodeKind.DATABASE)
    ]
    return planned(*zones, *found, *(edge(f"{z.id}-api", f"{z.id}-database") for z in zones), edge("cloud", "other"))


def single() -> Project:
    """One service and nothing else."""
    return planned(node("api", kind=NodeKind.API))


def replica() -> Project:
    """A database that is copied, and a service that knows both."""
    both = [node(name, kind=NodeKind.DATABASE, technology="PostgreSQL") for name in ("orders", "orders-copy")]
    copied = edge("orders", "orders-copy", kind=EdgeKind.REPLICATION)
    return planned(node("api"), *both, copied, *_star("api", ("orders", "orders-copy")))


def queue_and_stores() -> Project:
    """What most people draw: a web app, a gateway, a service with cache, database and queue, a worker behind it."""
    return planned(*shop())


def shop(queue: str = "RabbitMQ") -> tuple[Record, ...]:
    """The records of `queue_and_stores`, with some technology of its queue."""
    return (
        node("web", kind=NodeKind.CLIENT),
        node("entry", kind=NodeKind.GATEWAY),
        node("api", kind=NodeKind.API, label="Orders API", inputs=("Order placed",)),
        node("cache", kind=NodeKind.CACHE, technology="Redis"),
        node("store", kind=NodeKind.DATABASE, label="Order store", technology="PostgreSQL"),
        node("events", kind=NodeKind.QUEUE, technology=queue),
        node("invoicing", kind=NodeKind.WORKER),
        *(edge(a, b) for a, b in (("web", "entry"), ("entry", "api"))),
        *_star("api", ("cache", "store", "events")),
        *(edge(a, b) for a, b in (("events", "invoicing"), ("invoicing", "store"))),
    )


def awkward_names() -> Project:
    """Names that other code or tools have taken, that begin with digits, differ in case alone, or are much too long."""
    names = (
        *("class", "testers", "import", "fastapi", "redis", "None", "3", "test", "tests", "src"),
        *("Orders", "orders", "ORDERS!", "settings", "app", "x" * 200, "con", "main", "logging"),
        *("Testimonials", "Test results"),
    )
    kinds = (NodeKind.SERVICE, NodeKind.DATABASE, NodeKind.WORKER, NodeKind.QUEUE, NodeKind.FUNCTION, NodeKind.CACHE)
    inputs = ("Testimonials", "remote", "app", "health", "class", "settings")
    found = [node(f"n{i}", kind=kinds[i % len(kinds)], label=name, inputs=inputs) for i, name in enumerate(names)]
    return planned(*found, *(edge(f"n{i}", f"n{i + 1}") for i in range(len(found) - 1)), title="test")


def _star(middle: str, others: Iterable[str]) -> Iterable[Record]:
    return (edge(middle, other) for other in others)


DIAGRAMS: dict[str, Callable[[], Project]] = {
    "empty labels": empty_labels,
    "other scripts": other_scripts,
    "hostile": hostile,
    "circle": circle,
    "groups": groups,
    "single": single,
    "replica": replica,
    "queue and stores": queue_and_stores,
    "awkward names": awkward_names,
    "every kind and engine, apart": apart,
    "every kind and engine, linked": everything,
    "sixty": sixty,
}
"""Twelve diagrams, by name."""
TEMPLATES = {f"template {template.path.stem}": template.path for template in load_templates()}
"""Where the diagrams lie that come with the program, by name."""
NAMES = (*DIAGRAMS, *TEMPLATES)


@cache
def project_of(name: str) -> Project:
    """The plan of one of `NAMES`."""
    return DIAGRAMS[name]() if name in DIAGRAMS else plan_project(sketches.load(TEMPLATES[name]), catalog())
