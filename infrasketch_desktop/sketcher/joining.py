"""Connect what the text names but does not connect, the way such parts usually stand together."""

from collections.abc import Iterable, Sequence

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.sketcher.parts import APPS, FRONTS, STORES, Link, Part

PEOPLE = frozenset(
    {"user", "end user", "customer", "visitor", "shopper", "buyer", "seller", "reader", "viewer", "player", "rider", "driver",
     "courier", "passenger", "traveller", "traveler", "guest", "student", "teacher", "patient", "doctor", "employee", "admin",
     "administrator", "operator", "analyst", "developer", "editor", "author", "member", "citizen", "people"}
)  # fmt: skip
_WEB = frozenset({NodeKind.SERVER, NodeKind.API, NodeKind.SERVICE})
_BACKING = STORES | {NodeKind.QUEUE, NodeKind.AUTH, NodeKind.EXTERNAL, NodeKind.MONITORING}


def join_logins(parts: Sequence[Part], links: Sequence[Link], signed_in: Sequence[Part]) -> list[Link]:
    """People sign in by means of something: the first screen of the text talks to the identity provider."""
    screens = [part for part in parts if part.kind is NodeKind.CLIENT and part.head not in PEOPLE]
    callers = {link.source for link in links if link.target in signed_in}
    if not screens or not callers or any(part.head not in PEOPLE for part in callers):
        return []
    return [Link(screens[0], provider, "", EdgeKind.REQUEST, inferred=True) for provider in signed_in]


def clean_links(links: Iterable[Link]) -> list[Link]:
    """The links without loops, repetitions and reversals of an earlier one; the first label stays."""
    kept: dict[tuple[Part, Part], Link] = {}
    for link in links:
        pair = (link.source, link.target)
        if link.source is link.target or pair in kept or pair[::-1] in kept:
            continue
        kept[pair] = link
    return list(kept.values())


def join_loose_parts(parts: Sequence[Part], links: Sequence[Link], waiting: Sequence[Part]) -> list[Link]:
    """All links, with inferred ones for parts that the text leaves alone."""
    joined = list(links)
    hub = find_hub(parts, joined)
    for part in waiting:
        if hub is not None and hub is not part and not _touching(part, links):
            joined.append(Link(hub, part, "", EdgeKind.DATA, inferred=True))
    for part in sorted(parts, key=_tier):
        if not _touching(part, joined):
            joined.extend(_links_for(part, parts, joined))
    joined.extend(_users_of_stores(parts, joined))
    joined.extend(_producers(parts, joined))
    joined.extend(_consumers(parts, joined))
    joined.extend(_tiers(parts, joined))
    return clean_links(joined)


def find_hub(parts: Sequence[Part], links: Sequence[Link]) -> Part | None:
    """The application that the system turns about: the one with most links, an earlier one when equal."""
    apps = [part for part in parts if part.kind in _WEB]
    apps = (
        apps
        or [part for part in parts if part.kind in APPS]
        or [part for part in parts if part.kind is NodeKind.CLIENT]
    )
    return max(apps, key=lambda part: (len(_touching(part, links)), -part.index), default=None)


def _touching(part: Part, links: Sequence[Link]) -> list[Link]:
    return [link for link in links if part in (link.source, link.target)]


def _tier(part: Part) -> tuple[int, int]:
    order = [*_WEB, NodeKind.FUNCTION, NodeKind.CLIENT, *FRONTS]
    return (0 if part.kind in _WEB else 1 if part.kind in order else 2, part.index)


def _links_for(part: Part, parts: Sequence[Part], links: Sequence[Link]) -> list[Link]:
    if part.is_replica:
        primary = next((p for p in parts if p.kind is NodeKind.DATABASE and not p.is_replica), None)
        return [Link(primary, part, "", EdgeKind.REPLICATION, inferred=True)] if primary else []
    if part.kind in _BACKING:
        user = _nearest(part, parts, APPS) or _nearest(part, parts, {NodeKind.CLIENT})
        return _inferred(user, part)
    if part.kind is NodeKind.WORKER:
        queue = _nearest(part, parts, {NodeKind.QUEUE})
        return _inferred(queue or _nearest(part, parts, _WEB), part)
    if part.kind in FRONTS or part.kind is NodeKind.CLIENT:
        return _inferred(part, _entry(part, parts, links))
    return _caller_of(part, parts, links)


def _inferred(source: Part | None, target: Part | None) -> list[Link]:
    if source is None or target is None or source is target:
        return []
    return [Link(source, target, "", EdgeKind.DATA if target.kind in STORES else EdgeKind.REQUEST, inferred=True)]


def _nearest(part: Part, parts: Sequence[Part], kinds: Iterable[NodeKind]) -> Part | None:
    """The nearest part of these kinds before this one, else the nearest behind it."""
    wanted = set(kinds)
    found = [other for other in parts if other.kind in wanted and other is not part]
    before = [other for other in found if other.index < part.index]
    web = [other for other in before if other.kind in _WEB and other.sentence == part.sentence]
    return (web or before)[-1] if before else (found[0] if found else None)


def _entry(part: Part, parts: Sequence[Part], links: Sequence[Link]) -> Part | None:
    """Where traffic comes in: the outermost part in front of the applications that nothing calls yet."""
    targets = {link.target for link in links}
    order = [
        {NodeKind.CDN},
        {NodeKind.LOAD_BALANCER},
        {NodeKind.GATEWAY},
        {NodeKind.SERVER},
        {NodeKind.API},
        {NodeKind.SERVICE},
        APPS,
        {NodeKind.STORAGE},
    ]
    ranks = order
    if part.kind in FRONTS:
        own = next(index for index, kinds in enumerate(order) if part.kind in kinds)
        ranks = order[own + 1 :]
    for kinds in ranks:
        free = [other for other in parts if other.kind in kinds and other is not part and other not in targets]
        if free:
            return free[0]
    return next((other for other in parts if other.kind in _WEB and other is not part), None)


def _caller_of(part: Part, parts: Sequence[Part], links: Sequence[Link]) -> list[Link]:
    """An application that nothing is said about: called by what stands before it."""
    before = [other for other in parts if other.index < part.index]
    for kinds in ({NodeKind.LOAD_BALANCER}, {NodeKind.GATEWAY}, {NodeKind.CLIENT}, {NodeKind.SERVER}):
        callers = [other for other in before if other.kind in kinds]
        if callers:
            return _inferred(callers[-1], part)
    return []


def _users_of_stores(parts: Sequence[Part], links: Sequence[Link]) -> list[Link]:
    """A primary that only its replica is linked with still needs somebody who uses it."""
    found: list[Link] = []
    for part in parts:
        touching = _touching(part, links)
        only_replicates = bool(touching) and all(link.kind is EdgeKind.REPLICATION for link in touching)
        if part.kind is NodeKind.DATABASE and only_replicates and not part.is_replica:
            found.extend(_inferred(_nearest(part, parts, _WEB), part))
    return found


def _producers(parts: Sequence[Part], links: Sequence[Link]) -> list[Link]:
    """A queue that is read but never filled is filled by the application, when that stands elsewhere."""
    found: list[Link] = []
    for queue in parts:
        if queue.kind is not NodeKind.QUEUE or any(link.target is queue for link in links):
            continue
        reached = _component(queue, links)
        others = [part for part in parts if part.kind in _WEB and part not in reached]
        hub = find_hub(others, links)
        if hub is not None:
            found.append(Link(hub, queue, "", EdgeKind.EVENT, inferred=True))
    return found


def _consumers(parts: Sequence[Part], links: Sequence[Link]) -> list[Link]:
    """A queue that nobody reads is read by an application named behind it in its sentence that nothing calls."""
    found: list[Link] = []
    for queue in parts:
        if queue.kind is not NodeKind.QUEUE or any(link.source is queue for link in links):
            continue
        called = {link.target for link in [*links, *found]} | {link.source for link in links if link.target is queue}
        later = [
            part for part in parts if part.kind in APPS and part.sentence == queue.sentence and part.index > queue.index
        ]
        free = [part for part in later if part not in called]
        found.extend(Link(queue, part, "", EdgeKind.EVENT, inferred=True) for part in free[:1])
    return found


def _tiers(parts: Sequence[Part], links: Sequence[Link]) -> list[Link]:
    """A web application and an API that the text only lists: the first calls the second."""
    found: list[Link] = []
    for api in parts:
        if api.kind is not NodeKind.API or any(link.target is api for link in links):
            continue
        reached = _component(api, [*links, *found])
        callers = [p for p in parts if p.kind in (NodeKind.CLIENT, NodeKind.SERVER) and p not in reached]
        if callers:
            found.append(Link(callers[-1], api, "", EdgeKind.REQUEST, inferred=True))
    return found


def _component(part: Part, links: Sequence[Link]) -> set[Part]:
    reached, open_parts = {part}, [part]
    while open_parts:
        current = open_parts.pop()
        for link in links:
            for a, b in ((link.source, link.target), (link.target, link.source)):
                if a is current and b not in reached:
                    reached.add(b)
                    open_parts.append(b)
    return reached
