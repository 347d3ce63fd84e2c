"""What a service, a function or an external system answers over HTTP: the contract between it and those who call it.

The code of the service, the clients of its callers, its OpenAPI description and the web front all follow these routes:

- `RESOURCE`, one for each entity of the databases behind a service: `POST /orders` (`{name, data}`, 201),
  `GET /orders?limit=50`, `GET /orders/{id}` (404), `DELETE /orders/{id}` (204, 404).
- `ACTION`, one for each other input or caller: `POST /checkout` (`{name, data}`, 201).
- `SEARCH`, one for each search index behind a service: `GET /search?q=&limit=20`.
- `FILES`, one for each storage behind a service: `POST /files` (`{name, content_type}`, 201) answers where to upload,
  `GET /files/{key}` where to download.

A record that is answered has `id`, `name`, `data` and `created_at`. Errors are problems as in RFC 9457. Functions and
external systems have actions alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from keyword import iskeyword

from infrasketch_desktop.codegen.project import Entity, Part, Project, Role, Use
from infrasketch_desktop.codegen.said import Said

RESERVED = frozenset({"healthz", "readyz", "metrics", "docs", "redoc", "received", "token", "authorize"})
"""What each service answers besides its routes."""

FALLBACK = "requests"
"""The path of what answers HTTP, but has neither inputs, callers nor a database."""

ANSWERING = frozenset({Role.SERVICE, Role.FUNCTION, Role.EXTERNAL})
"""The roles that have routes."""


class RouteKind(StrEnum):
    """Which requests a route answers."""

    RESOURCE = "resource"
    ACTION = "action"
    SEARCH = "search"
    FILES = "files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One path below the root of a service.

    `path` is a URL segment, `module` the name of a Python module, `title` a class name; each is unique in its part.
    `words` is what the diagram calls it. `behind` is the database, index or storage that it opens, None for an action;
    `entity` is what of the database.
    """

    kind: RouteKind
    path: str
    module: str
    title: str
    words: Said
    behind: Part | None = None
    entity: Entity | None = None


def routes(project: Project, part: Part) -> tuple[Route, ...]:
    """The routes of a part: resources first, then actions as in the diagram, then search and files. At least one."""
    if part.role not in ANSWERING:
        return ()
    found: dict[str, Route] = {}
    for route in _wanted(project, part):
        name = _free(route.path, found)
        found[name] = _named(route, name)
    return tuple(found.values())


def _wanted(project: Project, part: Part) -> Iterator[Route]:
    resources = list(_resources(project, part)) if part.role is Role.SERVICE else []
    yield from resources
    taken = {route.path for route in resources}
    actions = [(path, words) for path, words in part.paths if path not in taken]
    if not actions and not resources:
        actions = [(FALLBACK, part.label)]
    for path, words in actions:
        yield _route(RouteKind.ACTION, path, words)
    if part.role is Role.SERVICE:
        for use, kind in ((Use.SEARCHES, RouteKind.SEARCH), (Use.KEEPS_FILES, RouteKind.FILES)):
            for target in targets(project, part, use):
                yield _route(kind, kind.value, target.label, behind=target)


def _resources(project: Project, part: Part) -> Iterator[Route]:
    for database in targets(project, part, Use.STORES):
        for entity in database.entities:
            path = entity.plural.replace("_", "-")
            yield _route(RouteKind.RESOURCE, path, Said(path), behind=database, entity=entity)


def targets(project: Project, part: Part, *uses: Use) -> list[Part]:
    """What a part uses in some way, each once, in the order of its links."""
    found = {link.target: project.part(link.target) for link in project.needs(part, *uses)}
    return list(found.values())


def _route(kind: RouteKind, path: str, words: Said, behind: Part | None = None, entity: Entity | None = None) -> Route:
    return Route(kind=kind, path=path, module="", title="", words=words, behind=behind, entity=entity)


def _named(route: Route, path: str) -> Route:
    module = _module(path)
    title = "".join(word.capitalize() for word in module.split("_"))
    return replace(route, path=path, module=module, title=title)


def _module(path: str) -> str:
    name = path.replace("-", "_")
    return f"route_{name}" if iskeyword(name) or not name[:1].isalpha() else name


def _free(path: str, taken: dict[str, Route]) -> str:
    modules = {route.module for route in taken.values()}
    candidates = (path if number == 1 else f"{path}-{number}" for number in range(1, len(taken) + len(RESERVED) + 2))
    return next(name for name in candidates if name not in RESERVED and _module(name) not in modules)


@dataclass(frozen=True, slots=True)
class Operation:
    """One request that a route answers: `name` is its operation id, `status` what a success has."""

    method: str
    path: str
    name: str
    summary: str
    status: int = 200


def operations(route: Route) -> tuple[Operation, ...]:
    """The requests that a route answers, as its router has them."""
    path, module = f"/{route.path}", route.module
    match route.kind:
        case RouteKind.RESOURCE:
            return (
                Operation("POST", path, f"post_{module}", "Keep a new one", 201),
                Operation("GET", path, f"list_{module}", "Those that are kept, at most `limit`"),
                Operation("GET", f"{path}/{{record_id}}", f"get_{module}", "One of them"),
                Operation("DELETE", f"{path}/{{record_id}}", f"delete_{module}", "Forget one of them", 204),
            )
        case RouteKind.ACTION:
            return (Operation("POST", path, f"post_{module}", "Take a request", 201),)
        case RouteKind.SEARCH:
            return (Operation("GET", path, f"get_{module}", "The documents that say `q`, best first"),)
        case RouteKind.FILES:
            return (
                Operation(
                    "POST", path, f"post_{module}", "A new key, and where to upload what shall lie under it", 201
                ),
                Operation("GET", f"{path}/{{key}}", f"get_{module}", "Where to download what lies under a key"),
            )
