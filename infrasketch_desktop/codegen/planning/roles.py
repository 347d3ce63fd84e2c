"""What a kind of node becomes, and what two parts have to do with each other when an edge joins them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from infrasketch_desktop.codegen.project import LIBRARIES, PROGRAMS, Role, Use
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind

ROLES = {
    NodeKind.CLIENT: Role.WEB,
    NodeKind.API: Role.SERVICE,
    NodeKind.SERVICE: Role.SERVICE,
    NodeKind.SERVER: Role.SERVICE,
    NodeKind.WORKER: Role.WORKER,
    NodeKind.FUNCTION: Role.FUNCTION,
    NodeKind.DATABASE: Role.DATABASE,
    NodeKind.CACHE: Role.CACHE,
    NodeKind.QUEUE: Role.QUEUE,
    NodeKind.STORAGE: Role.STORAGE,
    NodeKind.CDN: Role.CDN,
    NodeKind.GATEWAY: Role.GATEWAY,
    NodeKind.LOAD_BALANCER: Role.GATEWAY,
    NodeKind.SEARCH: Role.SEARCH,
    NodeKind.AUTH: Role.AUTH,
    NodeKind.MONITORING: Role.MONITORING,
    NodeKind.EXTERNAL: Role.EXTERNAL,
}

_LIBRARY_USE = {
    Role.DATABASE: Use.STORES,
    Role.CACHE: Use.CACHES,
    Role.QUEUE: Use.PUBLISHES,
    Role.STORAGE: Use.KEEPS_FILES,
    Role.SEARCH: Use.SEARCHES,
}
_FRONTS = frozenset({Role.GATEWAY, Role.CDN})
_SERVED = frozenset(
    {Role.SERVICE, Role.FUNCTION, Role.WEB, Role.STORAGE, Role.GATEWAY, Role.CDN, Role.AUTH, Role.EXTERNAL}
)
_CALLED = frozenset({Role.SERVICE, Role.FUNCTION, Role.EXTERNAL, Role.AUTH, Role.GATEWAY, Role.CDN})
_CALLING = PROGRAMS | {Role.WEB, Role.EXTERNAL, Role.AUTH}

_CONSUMING = re.compile(
    r"\b(?:consum\w*|subscrib\w*|subscription|poll(?:s|ed|ing)?|pull(?:s|ed|ing)?|listen(?:s|ed|ing)?|dequeue\w*"
    r"|read(?:s|ing)?(?: from)?|receiv\w+|pick(?:s|ed|ing)? up|takes?|drains?|process(?:es|ing)?|handles?)\b",
    re.IGNORECASE,
)
_REPLICATING = re.compile(r"\b(?:replica\w*|standby|mirror\w*|failover|streaming copy|wal)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:replicat\w*|copie[sd]|cop(?:y|ying)|mirror\w*) from\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What follows from an edge. With `is_turned`, the one who needs the other is the target of the edge."""

    use: Use
    is_turned: bool = False


def meeting(source: Role, target: Role, kind: EdgeKind = EdgeKind.REQUEST, words: str = "") -> Meeting | None:
    """What two parts have to do with each other by the kind and the words of an edge; None when no code joins them."""
    if source is target is Role.DATABASE:
        return _replication(kind, words)
    for meets, use, turned in _MEETINGS:
        if meets(source, target):
            found = use or _LIBRARY_USE[source if turned else target]
            consumes = found is Use.PUBLISHES and not turned and _CONSUMING.search(words) is not None
            return Meeting(Use.CONSUMES if consumes else found, turned)
    return None


def _replication(kind: EdgeKind, words: str) -> Meeting | None:
    """The arrow of replication leads from the primary, unless its words say that the data comes from the target."""
    if kind is not EdgeKind.REPLICATION and _REPLICATING.search(words) is None:
        return None
    return Meeting(Use.REPLICATES, is_turned=_FROM.search(words) is None)


_MEETINGS: tuple[tuple[Callable[[Role, Role], bool], Use | None, bool], ...] = (
    (lambda _, target: target is Role.MONITORING, Use.OBSERVES, True),
    (lambda source, _: source is Role.MONITORING, Use.OBSERVES, False),
    (lambda source, target: source is Role.QUEUE and target in PROGRAMS, Use.CONSUMES, True),
    (lambda source, target: source in PROGRAMS and target in LIBRARIES, None, False),
    (lambda source, target: source in LIBRARIES and target in PROGRAMS, None, True),
    (lambda source, target: source in _FRONTS and target in _SERVED, Use.ROUTES, False),
    (lambda source, target: source in _SERVED and target in _FRONTS and source is Role.STORAGE, Use.ROUTES, True),
    (lambda source, target: source in _CALLING and target in _CALLED, Use.CALLS, False),
    (lambda source, target: source in PROGRAMS and target is Role.WEB, Use.CALLS, True),
)
"""In this order: who meets, what they do (None: as the library is used), whether the target is the one who needs."""
