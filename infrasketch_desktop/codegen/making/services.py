"""Makes HTTP services with FastAPI from nodes of the kinds api, service and server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.connections import Connection, connections_of
from infrasketch_desktop.codegen.making.python.effects import request_effects
from infrasketch_desktop.codegen.making.python.packaging import write_packaging
from infrasketch_desktop.codegen.making.python.programs import (
    calls_of,
    passes_tokens,
    queues_of,
    write_reach,
    write_settings,
)
from infrasketch_desktop.codegen.making.python.pyproject import pyproject
from infrasketch_desktop.codegen.making.python.writing import ProgramWriter, called
from infrasketch_desktop.codegen.making.routes import Route, RouteKind, routes
from infrasketch_desktop.codegen.making.services_tests import write_service_tests
from infrasketch_desktop.codegen.project import Part, Project, Use
from infrasketch_desktop.codegen.rendering import Templates

REQUIRES = ("fastapi", "prometheus-client", "pydantic", "pydantic-settings", "uvicorn")
PLUGINS = ("pydantic.mypy",)
PORT = 8000
"""Where a service listens when the plan says nothing."""

SETTINGS = (
    ("HOST", "the address to listen on; 0.0.0.0 in a container"),
    ("PORT", "the port to listen on"),
    ("ROOT_PATH", "the prefix that a gateway takes off before it passes requests on"),
    ("LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR"),
)
"""What every service reads, with the meaning."""

_MODULES = (
    ("__main__.py", "service/main.py.j2"),
    ("errors.py", "service/errors.py.j2"),
    ("health.py", "service/health.py.j2"),
    ("logs.py", "python/logs.py.j2"),
    ("observing.py", "service/observing.py.j2"),
    ("tracing.py", "python/tracing.py.j2"),
)


def make_service(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The files of one service."""
    connections = connections_of(project, part)
    writer = ProgramWriter(
        project,
        part,
        templates,
        connections=connections,
        calls=calls_of(connections),
        queues=queues_of(connections),
        auth=next((connection for connection in connections if connection.is_auth), None),
        has_token=passes_tokens(connections),
        inbox=False,
    )
    yield pyproject(project, part, templates, _requires(connections), tested_with=["httpx2"], plugins=PLUGINS)
    yield from write_base(writer, part)
    yield writer.source("app.py", "service/app.py.j2", routers=routes(project, part))
    yield write_settings(writer, _fields(project, part, connections), connections)
    yield from write_reach(writer, project, part, connections)
    yield from _routers(writer, project, part, connections)
    if connections:
        yield writer.source("dependencies.py", "service/dependencies.py.j2")
    if any(connection.is_auth for connection in connections):
        yield writer.source("security.py", "service/security.py.j2")
    yield from write_packaging(
        writer,
        project,
        part,
        what="An HTTP service with FastAPI.",
        settings=_settings(connections),
        routes=routes(project, part),
        port=part.port or PORT,
    )
    yield from write_service_tests(writer, project, part, connections, routes(project, part))


def write_base(writer: ProgramWriter, part: Part) -> Iterator[CodeFile]:
    """What every program with FastAPI has, whatever it answers."""
    yield writer.mark(f"src/{part.module}/py.typed")
    yield writer.source("__init__.py", "python/init.py.j2", what="a service over HTTP")
    yield writer.package(f"src/{part.module}/routers", f"What {part.name} answers.")
    yield from writer.sources(_MODULES)


def _requires(connections: Sequence[Connection]) -> list[str]:
    auth = ["joserfc"] if any(connection.is_auth for connection in connections) else []
    return [*REQUIRES, *auth, *(["httpx2"] if calls_of(connections) else [])]


def _settings(connections: Sequence[Connection]) -> list[tuple[str, str]]:
    auth = [("AUDIENCE", "whom tokens must be meant for")] if any(c.is_auth for c in connections) else []
    return [*SETTINGS, *auth]


def _fields(project: Project, part: Part, connections: Sequence[Connection]) -> list[str]:
    fields = ['host: str = "127.0.0.1"', f"port: int = {part.port or PORT}", 'root_path: str = ""']
    if any(connection.is_auth for connection in connections):
        fields.append(f'audience: str = "{project.name}"')
    return fields


def _routers(
    writer: ProgramWriter, project: Project, part: Part, connections: Sequence[Connection]
) -> Iterator[CodeFile]:
    effects = request_effects(project, part, connections)
    cache = next((connection for connection in connections if Use.CACHES in connection.uses), None)
    for route in routes(project, part):
        cached = cache if route.kind is RouteKind.RESOURCE else None
        yield writer.source(
            f"routers/{route.module}.py",
            f"service/routers/{route.kind.value}.py.j2",
            route=route,
            effects=effects,
            cached=cached,
            called=_called(part, route),
        )
        if cached and route.behind:
            stored = next(connection for connection in connections if connection.target is route.behind)
            yield writer.source(
                f"cached/{route.module}.py", "service/cached.py.j2", route=route, cached=cached, stored=stored
            )
    if cache and any(route.kind is RouteKind.RESOURCE for route in routes(project, part)):
        yield writer.package(f"src/{part.module}/cached", f"What {part.name} reads through {cache.target.name}.")


def _called(part: Part, route: Route) -> str:
    return route.words.short(48) or (called(route.behind) if route.behind else called(part))
