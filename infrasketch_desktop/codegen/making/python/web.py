"""Makes programs with FastAPI: what services, fakes and the provider of tokens have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.connections import Connection, connections_of
from infrasketch_desktop.codegen.making.python.effects import request_effects
from infrasketch_desktop.codegen.making.python.packaging import write_packaging
from infrasketch_desktop.codegen.making.python.programs import (
    calls_of,
    passes_tokens,
    queues_of,
    sign_in_of,
    token_settings,
    write_reach,
    write_settings,
)
from infrasketch_desktop.codegen.making.python.pyproject import pyproject
from infrasketch_desktop.codegen.making.python.web_tests import write_web_tests
from infrasketch_desktop.codegen.making.python.writing import ProgramWriter, about, narrow
from infrasketch_desktop.codegen.making.routes import Route, RouteKind, routes
from infrasketch_desktop.codegen.project import Part, Project, Use
from infrasketch_desktop.codegen.rendering import Templates

REQUIRES = ("fastapi", "prometheus-client", "pydantic", "pydantic-settings", "uvicorn")

PORT = 8000
"""Where a program listens when the plan says nothing."""

SETTINGS = (
    ("HOST", "the address to listen on; 0.0.0.0 in a container"),
    ("PORT", "the port to listen on"),
    ("ROOT_PATH", "the prefix that a gateway takes off before it passes requests on"),
    ("LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR"),
)
"""What every program reads, with the meaning."""

_MODULES = (
    ("__main__.py", "service/main.py.j2"),
    ("errors.py", "service/errors.py.j2"),
    ("health.py", "service/health.py.j2"),
    ("logs.py", "python/logs.py.j2"),
    ("observing.py", "service/observing.py.j2"),
    ("tracing.py", "python/tracing.py.j2"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """What makes one kind of program differ: `what` is a sentence, `doc` the same without its first capital.

    `modules` and `tests` are more files, as (path, template). `inbox` keeps what was received, `provider` gives tokens
    out, `verifies_tokens` asks for one when the part has a link to a provider.
    """

    what: str
    doc: str
    modules: tuple[tuple[str, str], ...] = ()
    tests: tuple[tuple[str, str], ...] = ()
    requires: tuple[str, ...] = ()
    inbox: bool = False
    provider: bool = False
    verifies_tokens: bool = False


def make_web(project: Project, part: Part, templates: Templates, web: Web) -> Iterator[CodeFile]:
    """The files of one program with FastAPI."""
    connections = connections_of(project, part)
    provider = next((connection for connection in connections if connection.is_auth), None)
    secured = web.verifies_tokens and provider is not None
    writer = ProgramWriter(
        project,
        part,
        templates,
        connections=connections,
        calls=calls_of(connections),
        queues=queues_of(connections),
        auth=provider if secured else None,
        has_token=passes_tokens(connections),
        sign_in=sign_in_of(connections),
        web=True,
        inbox=web.inbox,
        provider=web.provider,
        routes=routes(project, part),
    )
    requires = [*REQUIRES, *web.requires, *_requires(connections)]
    yield pyproject(project, part, templates, requires, tested_with=["httpx2"], plugins=["pydantic.mypy"])
    yield writer.mark(f"src/{part.module}/py.typed")
    yield writer.source("__init__.py", "python/init.py.j2", what=web.doc)
    yield writer.package(f"src/{part.module}/routers", f"What {part.name} answers.")
    yield from writer.sources((*_MODULES, *web.modules))
    yield writer.source("app.py", "service/app.py.j2", routers=_router_modules(web, routes(project, part)))
    yield from _own(writer, project, part, web, connections)
    yield from write_reach(writer, project, part, connections)
    yield from _routers(writer, project, part, connections)
    yield from write_web_tests(writer, project, part, connections, verifies_tokens=secured)
    for path, template in web.tests:
        yield writer.file(f"tests/{path}", template)


def _own(
    writer: ProgramWriter, project: Project, part: Part, web: Web, connections: Sequence[Connection]
) -> Iterator[CodeFile]:
    port = part.port or PORT
    fields = ['host: str = "127.0.0.1"', f"port: int = {port}", 'root_path: str = ""']
    meanings = list(SETTINGS)
    if web.provider:
        fields.append(f'issuer: str = "http://{part.name}:{port}"')
        meanings.append(("ISSUER", "who tokens are of"))
    more, told = token_settings(project, part, connections)
    if web.provider and not more:
        more, told = [f'audience: str = "{project.name}"'], [("AUDIENCE", "whom tokens must be meant for")]
    fields += more
    meanings += told
    yield write_settings(writer, fields, connections)
    if connections:
        yield writer.source("dependencies.py", "service/dependencies.py.j2")
    if web.verifies_tokens and any(connection.is_auth for connection in connections):
        yield writer.source("security.py", "service/security.py.j2")
    yield from write_packaging(
        writer, project, part, what=web.what, settings=meanings, routes=routes(project, part), port=port
    )


def _requires(connections: Sequence[Connection]) -> list[str]:
    auth = ["joserfc"] if any(connection.is_auth for connection in connections) else []
    return [*auth, *(["httpx2"] if calls_of(connections) else [])]


def _router_modules(web: Web, found: Sequence[Route]) -> list[str]:
    return [*(["openid"] if web.provider else []), *(route.module for route in found)]


def _routers(
    writer: ProgramWriter, project: Project, part: Part, connections: Sequence[Connection]
) -> Iterator[CodeFile]:
    effects = request_effects(project, part, connections)
    cache = next((connection for connection in connections if Use.CACHES in connection.uses), None)
    resources = [route for route in routes(project, part) if route.kind is RouteKind.RESOURCE]
    if routes(project, part):
        yield writer.source("storable.py", "python/storable.py.j2")
    for route in routes(project, part):
        yield writer.source(
            f"routers/{route.module}.py",
            f"service/routers/{route.kind.value}.py.j2",
            route=route,
            effects=effects,
            cached=cache,
            about=_about(part, route),
        )
    if cache and resources:
        yield writer.package(f"src/{part.module}/cached", f"What {part.name} reads through {cache.target.name}.")
        stores = {connection.target.id: connection for connection in connections}
        for route in resources:
            stored = stores[route.behind.id if route.behind else ""]
            yield writer.source(
                f"cached/{route.module}.py", "service/cached.py.j2", route=route, cached=cache, stored=stored
            )


def _about(part: Part, route: Route) -> str:
    if route.behind:
        return about(route.behind)
    return f": {narrow(route.words)}" if route.words else about(part)
