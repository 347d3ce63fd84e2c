"""What the chapters call the kinds of components: counted, as what something is, and at the head of a paragraph."""

from __future__ import annotations

from infrasketch_desktop.design_doc.words import spelled
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import later, later_count, tr, tr_count

_COUNTED = {
    NodeKind.CLIENT: later_count("one client", "{number} clients"),
    NodeKind.API: later_count("one API", "{number} APIs"),
    NodeKind.SERVICE: later_count("one service", "{number} services"),
    NodeKind.SERVER: later_count("one server", "{number} servers"),
    NodeKind.WORKER: later_count("one worker", "{number} workers"),
    NodeKind.FUNCTION: later_count("one function", "{number} functions"),
    NodeKind.DATABASE: later_count("one database", "{number} databases"),
    NodeKind.CACHE: later_count("one cache", "{number} caches"),
    NodeKind.STORAGE: later_count("one file store", "{number} file stores"),
    NodeKind.SEARCH: later_count("one search index", "{number} search indexes"),
}
"""The kinds that do the work, and those that keep data."""

_BEING = {
    NodeKind.CLIENT: (later("a client"), later("clients")),
    NodeKind.API: (later("an API"), later("APIs")),
    NodeKind.SERVICE: (later("a service"), later("services")),
    NodeKind.SERVER: (later("a server"), later("servers")),
    NodeKind.WORKER: (later("a worker"), later("workers")),
    NodeKind.FUNCTION: (later("a function"), later("functions")),
    NodeKind.DATABASE: (later("a database"), later("databases")),
    NodeKind.CACHE: (later("a cache"), later("caches")),
    NodeKind.QUEUE: (later("a queue"), later("queues")),
    NodeKind.STORAGE: (later("a file store"), later("file stores")),
    NodeKind.CDN: (later("a CDN"), later("CDNs")),
    NodeKind.GATEWAY: (later("a gateway"), later("gateways")),
    NodeKind.LOAD_BALANCER: (later("a load balancer"), later("load balancers")),
    NodeKind.SEARCH: (later("a search index"), later("search indexes")),
    NodeKind.AUTH: (later("an identity provider"), later("identity providers")),
    NodeKind.MONITORING: (later("a monitoring system"), later("monitoring systems")),
    NodeKind.EXTERNAL: (later("an external system"), later("external systems")),
}

_HEADS = {
    NodeKind.CLIENT: (later("Client"), later("Clients")),
    NodeKind.API: (later("API"), later("APIs")),
    NodeKind.SERVICE: (later("Service"), later("Services")),
    NodeKind.SERVER: (later("Server"), later("Servers")),
    NodeKind.WORKER: (later("Worker"), later("Workers")),
    NodeKind.FUNCTION: (later("Function"), later("Functions")),
    NodeKind.DATABASE: (later("Database"), later("Databases")),
    NodeKind.CACHE: (later("Cache"), later("Caches")),
    NodeKind.QUEUE: (later("Queue"), later("Queues")),
    NodeKind.STORAGE: (later("File store"), later("File stores")),
    NodeKind.CDN: (later("CDN"), later("CDNs")),
    NodeKind.GATEWAY: (later("Gateway"), later("Gateways")),
    NodeKind.LOAD_BALANCER: (later("Load balancer"), later("Load balancers")),
    NodeKind.SEARCH: (later("Search index"), later("Search indexes")),
    NodeKind.AUTH: (later("Identity provider"), later("Identity providers")),
    NodeKind.MONITORING: (later("Monitoring system"), later("Monitoring systems")),
    NodeKind.EXTERNAL: (later("External system"), later("External systems")),
}


def counted(kind: NodeKind, count: int) -> str:
    """So many components of a kind that works or keeps data, such as “two APIs”."""
    return tr_count(*_COUNTED[kind], count, number=spelled(count))


def being(kind: NodeKind, *, are_many: bool) -> str:
    """The kind as what something is: “an API”, or “queues” for what is named in the plural."""
    one, many = _BEING[kind]
    return tr(many if are_many else one)


def head(kind: NodeKind, count: int) -> str:
    """The kind at the head of a paragraph about so many of them."""
    one, many = _HEADS[kind]
    return tr(many if count > 1 else one)
