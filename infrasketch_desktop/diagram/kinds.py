"""The closed vocabularies of a diagram: what a node is, what flows along an edge, how a sheet reads."""

from enum import StrEnum

from infrasketch_desktop.language import later


class NodeKind(StrEnum):
    """What a node is; the value is what files and operations carry."""

    CLIENT = "client"
    API = "api"
    SERVICE = "service"
    SERVER = "server"
    WORKER = "worker"
    FUNCTION = "function"
    DATABASE = "database"
    CACHE = "cache"
    QUEUE = "queue"
    STORAGE = "storage"
    CDN = "cdn"
    GATEWAY = "gateway"
    LOAD_BALANCER = "load_balancer"
    SEARCH = "search"
    AUTH = "auth"
    MONITORING = "monitoring"
    EXTERNAL = "external"

    @property
    def display_name(self) -> str:
        """The English name shown to people, such as `Load balancer`; the window translates it."""
        return _NAMES[self][0]

    @property
    def noun(self) -> str:
        """The English name within a sentence, such as `load balancer`."""
        return _NAMES[self][1]


_NAMES = {
    NodeKind.CLIENT: (later("Client"), later("client")),
    NodeKind.API: (later("API"), later("api")),
    NodeKind.SERVICE: (later("Service"), later("service")),
    NodeKind.SERVER: (later("Server"), later("server")),
    NodeKind.WORKER: (later("Worker"), later("worker")),
    NodeKind.FUNCTION: (later("Function"), later("function")),
    NodeKind.DATABASE: (later("Database"), later("database")),
    NodeKind.CACHE: (later("Cache"), later("cache")),
    NodeKind.QUEUE: (later("Queue"), later("queue")),
    NodeKind.STORAGE: (later("Storage"), later("storage")),
    NodeKind.CDN: (later("CDN"), later("cdn")),
    NodeKind.GATEWAY: (later("Gateway"), later("gateway")),
    NodeKind.LOAD_BALANCER: (later("Load balancer"), later("load balancer")),
    NodeKind.SEARCH: (later("Search"), later("search")),
    NodeKind.AUTH: (later("Auth"), later("auth")),
    NodeKind.MONITORING: (later("Monitoring"), later("monitoring")),
    NodeKind.EXTERNAL: (later("External system"), later("external system")),
}


class EdgeKind(StrEnum):
    """How the two ends of an edge talk."""

    REQUEST = "request"
    DATA = "data"
    EVENT = "event"
    REPLICATION = "replication"


class Direction(StrEnum):
    """Which way a layout reads: callers above callees, or left of them."""

    DOWN = "down"
    RIGHT = "right"


class Chapter(StrEnum):
    """The nine sections of a design document, in their order."""

    EXECUTIVE_SUMMARY = "executive-summary"
    SYSTEM_OVERVIEW = "system-overview"
    ARCHITECTURE_DIAGRAM = "architecture-diagram"
    COMPONENT_DETAILS = "component-details"
    DATA_FLOW = "data-flow"
    SCALABILITY_RELIABILITY = "scalability-reliability"
    SECURITY = "security"
    TRADE_OFFS = "trade-offs"
    IMPLEMENTATION_PHASES = "implementation-phases"


class EdgeStyle(StrEnum):
    """How edges are drawn over the whole sheet."""

    ORTHOGONAL = "orthogonal"
    CURVED = "curved"
    STRAIGHT = "straight"
