"""The parts and links that reading a text builds up, before they become operations."""

from dataclasses import dataclass, field

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.technology import Technology

STORES = frozenset({NodeKind.DATABASE, NodeKind.CACHE, NodeKind.STORAGE, NodeKind.SEARCH})
FRONTS = frozenset({NodeKind.CDN, NodeKind.LOAD_BALANCER, NodeKind.GATEWAY})
APPS = frozenset({NodeKind.API, NodeKind.SERVICE, NodeKind.SERVER, NodeKind.WORKER, NodeKind.FUNCTION})


@dataclass(slots=True, eq=False)
class Part:
    """A part of the system under construction. `words` are all content words by which the text may call it again;
    `unnamed` while the text has only called it by its common noun ("the cache").
    """

    index: int
    label: str
    kind: NodeKind
    technology: Technology | None
    head: str
    words: frozenset[str]
    start: int
    sentence: int
    count: int = 1
    plural: bool = False
    group: str | None = None
    unnamed: bool = False
    described_by: set[str] = field(default_factory=set)

    @property
    def is_actor(self) -> bool:
        """Whether the part can do something by itself: no store, no queue."""
        return self.kind not in STORES and self.kind is not NodeKind.QUEUE

    @property
    def is_replica(self) -> bool:
        return bool(self.words & REPLICA_WORDS)


REPLICA_WORDS = frozenset({"replica", "standby", "slave", "follower", "secondary"})
PRIMARY_WORDS = frozenset({"primary", "master"})


@dataclass(frozen=True, slots=True)
class Unknown:
    """A piece of the text that was not understood; `start`, `end` are offsets into the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A directed connection between two parts; `inferred` when the text does not say it."""

    source: Part
    target: Part
    label: str = ""
    kind: EdgeKind = EdgeKind.REQUEST
    inferred: bool = False
