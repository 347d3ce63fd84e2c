"""What a kind of node becomes, and what two parts have to do with each other when an edge joins them."""

from __future__ import annotations

from collections.abc import Callable

from infrasketch_desktop.codegen.project import LIBRARIES, PROGRAMS, Role, Use
from infrasketch_desktop.diagram.kinds import NodeKind

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


def use_between(source: Role, target: Role) -> tuple[Use, bool] | None:
    """What follows from an edge, and whether the one who needs is its target; None when no code can join them."""
    for meets, use, turned in _MEETINGS:
        if meets(source, target):
            return use or _LIBRARY_USE[source if turned else target], turned
    return None


_MEETINGS: tuple[tuple[Callable[[Role, Role], bool], Use | None, bool], ...] = (
    (lambda _, target: target is Role.MONITORING, Use.OBSERVES, True),
    (lambda source, _: source is Role.MONITORING, Use.OBSERVES, False),
    (lambda source, target: source is Role.QUEUE and target in PROGRAMS, Use.CONSUMES, True),
    (lambda source, target: source in PROGRAMS and target in LIBRARIES, None, False),
    (lambda source, target: source in LIBRARIES and target in PROGRAMS, None, True),
    (lambda source, target: source in _FRONTS and target in _SERVED, Use.ROUTES, False),
    (lambda source, target: source in _CALLING and target in _CALLED, Use.CALLS, False),
    (lambda source, target: source is target is Role.DATABASE, Use.REPLICATES, True),
)
"""In this order: who meets, what they do (None: as the library is used), whether the target is the one who needs."""
