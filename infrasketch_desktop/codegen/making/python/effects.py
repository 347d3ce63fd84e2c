"""What a handler does by default with what it was given: to which systems behind it a record goes on.

No default may run in a circle. A handler of a request publishes freely, but calls only along links that lead to no
circle of calls; a consumer calls and publishes only along links that are on no circle at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from infrasketch_desktop.codegen.making.python.connections import Connection
from infrasketch_desktop.codegen.making.routes import RouteKind, routes
from infrasketch_desktop.codegen.project import Part, Project, Use


@dataclass(frozen=True, slots=True)
class Call:
    """A request to another part: the method of its client."""

    attribute: str
    method: str


@dataclass(frozen=True, slots=True)
class Effects:
    """The connections that a record goes to, by what happens with it there."""

    stored: Connection | None
    calls: tuple[Call, ...]
    searches: tuple[Connection, ...]
    files: tuple[Connection, ...]
    caches: tuple[Connection, ...]
    publishes: tuple[Connection, ...]

    @property
    def goes_on(self) -> bool:
        """Whether a record goes anywhere besides the database."""
        return any((self.calls, self.searches, self.files, self.caches, self.publishes))

    def __bool__(self) -> bool:
        return self.goes_on or self.stored is not None


def request_effects(project: Project, part: Part, connections: Iterable[Connection]) -> Effects:
    """What happens with a request to a part."""
    found = tuple(connections)
    onward = [c for c in found if Use.CALLS in c.uses and not _leads(project, c.target, part, {Use.CALLS})]
    return _effects(project, found, onward, _with(found, Use.PUBLISHES))


def message_effects(project: Project, part: Part, connections: Iterable[Connection]) -> Effects:
    """What happens with a message that a part takes from a queue, or with a run of its schedule."""
    found = tuple(connections)
    uses = {Use.CALLS, Use.PUBLISHES, Use.CONSUMES, Use.ROUTES}
    onward = [c for c in found if not _leads(project, c.target, part, uses)]
    return _effects(project, found, _with(onward, Use.CALLS), _with(onward, Use.PUBLISHES))


def _effects(
    project: Project, found: tuple[Connection, ...], called: Iterable[Connection], published: tuple[Connection, ...]
) -> Effects:
    stores = [connection for connection in _with(found, Use.STORES) if connection.plural]
    return Effects(
        stored=stores[0] if stores else None,
        calls=tuple(call for connection in called for call in _call(project, connection)),
        searches=_with(found, Use.SEARCHES),
        files=_with(found, Use.KEEPS_FILES),
        caches=() if stores else _with(found, Use.CACHES),
        publishes=published,
    )


def _with(connections: Iterable[Connection], use: Use) -> tuple[Connection, ...]:
    return tuple(connection for connection in connections if use in connection.uses)


def _call(project: Project, connection: Connection) -> Iterable[Call]:
    """The first request that the target takes; none for what has no routes of its own."""
    taken = [route for route in routes(project, connection.target) if route.kind in CALLABLE]
    return [Call(connection.attribute, f"post_{route.module}") for route in taken[:1]]


CALLABLE = frozenset({RouteKind.RESOURCE, RouteKind.ACTION})
"""The routes that take a record: clients have a method for each."""


def _leads(project: Project, start: Part, goal: Part, uses: set[Use]) -> bool:
    """Whether what is sent to `start` may arrive at `goal`."""
    seen, waiting = {start.id}, [start]
    while waiting:
        here = waiting.pop()
        if here.id == goal.id:
            return True
        onward = [link.target for link in project.needs(here) if link.use in uses and link.use is not Use.CONSUMES]
        if Use.CONSUMES in uses:
            onward += [link.source for link in project.callers(here, Use.CONSUMES)]
        waiting += [project.part(part_id) for part_id in dict.fromkeys(onward) if part_id not in seen]
        seen.update(onward)
    return False
