"""Connect what the text names but does not connect, the way such parts usually stand together."""

from collections.abc import Collection, Sequence

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.sketcher.parts import APPS, FRONTS, STORES, Link, Part
from infrasketch_desktop.sketcher.wiring import WEB, Wiring

_PEOPLE = frozenset(
    {"user", "end user", "customer", "visitor", "shopper", "buyer", "seller", "reader", "viewer", "player", "rider",
     "driver", "courier", "passenger", "traveller", "traveler", "guest", "student", "teacher", "patient", "doctor",
     "employee", "admin", "administrator", "operator", "analyst", "developer", "editor", "author", "member",
     "citizen", "people"}
)  # fmt: skip
_BACKING = STORES | {NodeKind.QUEUE, NodeKind.AUTH, NodeKind.EXTERNAL, NodeKind.MONITORING}
# From the outermost part that traffic meets inwards.
_ENTRIES: tuple[Collection[NodeKind], ...] = (
    {NodeKind.CDN}, {NodeKind.LOAD_BALANCER}, {NodeKind.GATEWAY}, {NodeKind.SERVER}, {NodeKind.API}, {NodeKind.SERVICE},
    APPS, {NodeKind.STORAGE},
)  # fmt: skip
# Names are looked up before anything else is reached.
_DNS_PORT = 53
_CALLERS = (NodeKind.LOAD_BALANCER, NodeKind.GATEWAY, NodeKind.CLIENT, NodeKind.SERVER)


def join_loose_parts(
    parts: Sequence[Part], links: Sequence[Link], waiting: Sequence[Part], signed_in: Sequence[Part]
) -> list[Link]:
    """All links, with inferred ones for parts that the text leaves alone.

    `waiting` are parts that something reaches from somebody unnamed, `signed_in` identity providers.
    """
    wiring = Wiring(parts, links)
    _join_logins(wiring, signed_in)
    hub = wiring.hub() or next(iter(wiring.of_kind(NodeKind.DATABASE)), None)
    for part in [part for part in waiting if wiring.is_loose(part)]:
        wiring.infer(hub, part, EdgeKind.DATA)
    for part in sorted(parts, key=_joining_order):
        if wiring.is_loose(part):
            _join(part, wiring)
    _join_replicated_stores(wiring)
    _join_producers(wiring)
    _join_consumers(wiring)
    _join_tiers(wiring)
    return wiring.links


def _join_logins(wiring: Wiring, signed_in: Sequence[Part]) -> None:
    """People sign in by means of something: the first screen of the text talks to the identity provider."""
    screens = [part for part in wiring.of_kind(NodeKind.CLIENT) if part.head not in _PEOPLE]
    callers = {link.source for link in wiring.links if link.target in signed_in}
    if screens and callers and all(part.head in _PEOPLE for part in callers):
        for provider in signed_in:
            wiring.infer(screens[0], provider, EdgeKind.REQUEST)


def _joining_order(part: Part) -> tuple[int, int]:
    """Applications first, then what stands before them, then what stands behind."""
    if part.kind in WEB:
        return 0, part.index
    return (1 if part.kind in {NodeKind.FUNCTION, NodeKind.CLIENT} | FRONTS else 2), part.index


def _join(part: Part, wiring: Wiring) -> None:
    if part.is_replica:
        primaries = [other for other in wiring.of_kind(NodeKind.DATABASE) if not other.is_replica]
        wiring.infer(primaries[0] if primaries else None, part, EdgeKind.REPLICATION)
    elif part.kind is NodeKind.MONITORING and len(wiring.of_kind(NodeKind.MONITORING)) > 1:
        wiring.infer(part, _nearest(part, wiring, {NodeKind.MONITORING}))
    elif part.kind in _BACKING:
        wiring.infer(_nearest(part, wiring, APPS) or _nearest(part, wiring, {NodeKind.CLIENT}), part)
    elif part.kind is NodeKind.WORKER:
        wiring.infer(_nearest(part, wiring, {NodeKind.QUEUE}) or _nearest(part, wiring, WEB), part)
    elif part.kind in FRONTS or part.kind is NodeKind.CLIENT:
        wiring.infer(part, _entry(part, wiring))
    else:
        wiring.infer(_caller_of(part, wiring), part)


def _nearest(part: Part, wiring: Wiring, kinds: Collection[NodeKind]) -> Part | None:
    """The nearest part of these kinds before this one, else the nearest behind it."""
    found = [other for other in wiring.of_kind(*kinds) if other is not part]
    before = [other for other in found if other.index < part.index]
    web = [other for other in before if other.kind in WEB and other.sentence == part.sentence]
    return (web or before)[-1] if before else (found[0] if found else None)


def _entry(part: Part, wiring: Wiring) -> Part | None:
    """Where traffic comes in: the outermost part further in than this one that nothing calls yet."""
    resolves = part.technology is not None and part.technology.port == _DNS_PORT
    own = (
        next((rank for rank, kinds in enumerate(_ENTRIES) if part.kind in kinds), -1)
        if part.kind in FRONTS and not resolves
        else -1
    )
    for kinds in _ENTRIES[own + 1 :]:
        free = [other for other in wiring.of_kind(*kinds) if other is not part and other not in wiring.called]
        if free:
            return free[0]
    return next((other for other in wiring.of_kind(*WEB) if other is not part), None)


def _caller_of(part: Part, wiring: Wiring) -> Part | None:
    """An application that nothing is said about is called by what stands before it."""
    for kind in _CALLERS:
        callers = [other for other in wiring.of_kind(kind) if other.index < part.index]
        if callers:
            return callers[-1]
    return None


def _join_replicated_stores(wiring: Wiring) -> None:
    """A primary that only its replica is linked with still needs somebody who uses it."""
    for part in wiring.of_kind(NodeKind.DATABASE):
        links = wiring.links_of(part)
        mirrored = [link for link in links if link.kind is EdgeKind.REPLICATION and link.source.kind in STORES]
        if links and not part.is_replica and len(mirrored) == len(links):
            wiring.infer(_nearest(part, wiring, WEB), part)


def _join_producers(wiring: Wiring) -> None:
    """A queue that is read but never filled is filled by the application, when that stands elsewhere."""
    for queue in wiring.of_kind(NodeKind.QUEUE):
        if queue not in wiring.called:
            reached = wiring.component(queue)
            wiring.infer(wiring.hub({part for part in wiring.of_kind(*WEB) if part not in reached}), queue)


def _join_consumers(wiring: Wiring) -> None:
    """A queue that nobody reads is read by an application named behind it in its sentence that nothing calls."""
    for queue in wiring.of_kind(NodeKind.QUEUE):
        if queue in wiring.calling:
            continue
        fills = {link.source for link in wiring.links_of(queue)}
        later = [part for part in wiring.of_kind(*APPS) if part.sentence == queue.sentence and part.index > queue.index]
        free = [part for part in later if part not in wiring.called and part not in fills]
        wiring.infer(queue, free[0] if free else None)


def _join_tiers(wiring: Wiring) -> None:
    """A web application and an API that the text only lists: the first calls the second."""
    for api in wiring.of_kind(NodeKind.API):
        if api in wiring.called:
            continue
        reached = wiring.component(api)
        callers = [part for part in wiring.of_kind(NodeKind.CLIENT, NodeKind.SERVER) if part not in reached]
        wiring.infer(callers[-1] if callers else None, api)
