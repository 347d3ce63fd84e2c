"""What the reader remembers from one sentence to the next, and how it draws links."""

from collections.abc import Sequence

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.sketcher.discourse import Discourse
from infrasketch_desktop.sketcher.parts import FRONTS, STORES, Link, Part, Unknown

MAX_LINKS = 2_000


class Memory:
    """The state of reading a text.

    `topic` are the parts the text talks about, `holder` the parts where the thing that flows was put last, `listed` the
    last parts that were named side by side, `described` the part that the last relative clause was about. `waiting` are
    parts that something reaches from somebody the text has not named yet; `signed_in` are identity providers.
    """

    def __init__(self) -> None:
        self.discourse = Discourse()
        self.links: list[Link] = []
        self.topic: list[Part] = []
        self.holder: list[Part] = []
        self.listed: list[Part] = []
        self.described: list[Part] = []
        self.waiting: list[Part] = []
        self.signed_in: list[Part] = []
        self.suppressed: list[str] = []
        self.unknown: list[Unknown] = []
        self.misspelt: dict[str, str] = {}
        self.announced_group: str | None = None

    def forget_parts(self) -> None:
        """Start anew with other parts; what was ruled out or not understood is kept."""
        self.discourse.clear()
        for parts in (self.topic, self.holder, self.listed, self.described, self.waiting, self.signed_in):
            parts.clear()
        self.links.clear()

    def list_together(self, parts: Sequence[Part]) -> None:
        """Remember parts named side by side, for "both", "each" and "the latter"."""
        if len(parts) > 1:
            self.listed = list(parts)

    def is_linked(self, part: Part) -> bool:
        return any(part in (link.source, link.target) for link in self.links)

    def link(self, source: Part, target: Part, label: str = "", kind: EdgeKind | None = None) -> None:
        """Draw from source to target; a part is never linked with itself."""
        if source is not target and len(self.links) < MAX_LINKS:
            self.links.append(Link(source, target, label, kind or edge_kind(source, target)))

    def pull(self, actor: Part, source: Part) -> None:
        """The actor takes from the source: a queue hands over, everything else is asked."""
        if source.kind is NodeKind.QUEUE or not actor.is_actor:
            self.link(source, actor)
        else:
            self.link(actor, source)

    def equip(self, hub: Part, part: Part) -> None:
        """“X with Y”: X uses Y, unless Y stands in front of X or feeds it."""
        if part.is_replica and hub.kind is NodeKind.DATABASE:
            self.link(hub, part, kind=EdgeKind.REPLICATION)
        elif _stands_before(part, hub):
            self.link(part, hub)
        else:
            self.link(hub, part)

    def attach(self, anchor: Part, preposition: str, part: Part, *, first: bool = True) -> None:
        """A phrase behind a preposition describes the part `anchor`: "a site behind a CDN".

        `first` tells the first of several phrases: a gateway between A and B is called by A.
        """
        match preposition:
            case "between" if first:
                self.link(part, anchor)
            case "behind" | "downstream of" | "after" | "from":
                self.link(part, anchor)
            case "in front of" | "before" | "ahead of" | "upstream of" | "between":
                self.link(anchor, part)
            case "with" | "w/" | "using" | "including" | "plus" | "on top of" | "to" | "alongside" | "into":
                self.equip(anchor, part)
            case "for":
                self._attach_beneficiary(anchor, part)
            case "of" if anchor.is_replica:
                self.link(part, anchor, kind=EdgeKind.REPLICATION)
            case _:
                return

    def _attach_beneficiary(self, anchor: Part, part: Part) -> None:
        """“a cache for the API”, "a queue for the workers", "a gateway for the services"."""
        reads = anchor.kind is NodeKind.QUEUE and part.kind in (NodeKind.WORKER, NodeKind.FUNCTION)
        if reads or anchor.kind in FRONTS:
            self.link(anchor, part)
        elif anchor.kind in STORES or anchor.kind is NodeKind.QUEUE:
            self.link(part, anchor)


def _stands_before(part: Part, hub: Part) -> bool:
    if hub.kind is NodeKind.WORKER and part.kind is NodeKind.QUEUE:
        return True
    if hub.kind is NodeKind.CLIENT:
        return False
    return part.kind is NodeKind.CLIENT or (part.kind in FRONTS and hub.kind not in FRONTS)


def edge_kind(source: Part, target: Part) -> EdgeKind:
    """What usually flows between parts of these kinds."""
    if NodeKind.QUEUE in (source.kind, target.kind):
        return EdgeKind.EVENT
    if target.kind in STORES or source.kind in STORES:
        return EdgeKind.DATA
    return EdgeKind.REQUEST
