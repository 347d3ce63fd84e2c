"""Makes web apps with React: a typed client and a page for each service that the user's side calls.

A gateway or a CDN that is called has no page: what it passes requests on to has. The app is served by an NGINX that
passes `/_api/<callee>/` on, so that browsers ask one host alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.passing import Passage, calls, passages
from infrasketch_desktop.codegen.making.routes import ANSWERING, Route, RouteKind, routes, targets
from infrasketch_desktop.codegen.project import PROGRAMS, Part, Project, Role, Use
from infrasketch_desktop.codegen.rendering import Templates
from infrasketch_desktop.codegen.said import Said

_COMPONENTS = {
    RouteKind.RESOURCE: "Records",
    RouteKind.ACTION: "Requests",
    RouteKind.SEARCH: "Search",
    RouteKind.FILES: "Files",
}
_TYPES = {
    RouteKind.RESOURCE: ("Entry", "NewEntry"),
    RouteKind.ACTION: ("Entry", "NewEntry"),
    RouteKind.SEARCH: ("Json",),
    RouteKind.FILES: ("Place",),
}
_FRONTS = frozenset({Role.GATEWAY, Role.CDN})
_LONGEST_TITLE = 60

_FILES = (
    *("package.json", "tsconfig.json", "vite.config.ts", "index.html", "Dockerfile", "README.md"),
    *(f"src/{name}" for name in ("main.tsx", "App.tsx", "App.test.tsx", "app.css")),
    *(f"src/api/{name}" for name in ("http.ts", "http.test.ts")),
)


@dataclass(frozen=True, slots=True)
class Section:
    """What a page has for one route; `name` is what the operations of the client end with."""

    route: Route
    name: str
    title: Said


@dataclass(frozen=True, slots=True)
class Api:
    """A service that is asked at `base`, a path of the app's own host."""

    part: Part
    base: str
    sections: tuple[Section, ...]
    asks_token: bool

    @property
    def client(self) -> str:
        """The constant with the requests; `Client` keeps it apart from the words of the language."""
        return f"{self.part.title[0].lower()}{self.part.title[1:]}Client"

    @property
    def kinds(self) -> frozenset[RouteKind]:
        return frozenset(section.route.kind for section in self.sections)

    @property
    def components(self) -> list[str]:
        return sorted(_COMPONENTS[kind] for kind in self.kinds)

    @property
    def types(self) -> list[str]:
        return sorted({name for kind in self.kinds for name in _TYPES[kind]})


def make_web_app(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The files of one web app."""
    found = apis(project, part)
    called = calls(project, part)
    values = {
        "project": project,
        "part": part,
        "apis": found,
        "has_token": any(api.asks_token for api in found),
        "callees": [passage.first.part for passage in called],
    }
    paths = {path: f"web/{path}.j2" for path in (*_FILES, *_wanted(found))}
    for path, template in paths.items():
        yield _file(part, path, templates.render(template, **values))
    for api in found:
        page = templates.render("web/src/page.tsx.j2", **values, api=api)
        yield _file(part, f"src/pages/{api.part.title}Page.tsx", page)
        yield _file(
            part, f"src/clients/{api.part.name}.ts", templates.render("web/src/client.ts.j2", **values, api=api)
        )
    for path, text in _server(called, templates, values):
        yield _file(part, path, text)


def apis(project: Project, part: Part) -> tuple[Api, ...]:
    """What is asked, directly or through gateways, each once, in the order of the links."""
    found: dict[str, Api] = {}
    for passage in calls(project, part):
        for base, target in _behind(project, passage.first.part, passage.path[:-1], frozenset({part.id})):
            found.setdefault(target.id, _api(project, target, base))
    return tuple(found.values())


def _behind(project: Project, part: Part, base: str, seen: frozenset[str]) -> Iterator[tuple[str, Part]]:
    """Who answers at a base path: the part itself, or what a front passes on to."""
    if part.role in ANSWERING:
        yield base, part
    elif part.role in _FRONTS and part.id not in seen:
        for passage in passages(project, part):
            yield from _behind(project, passage.first.part, f"{base}{passage.path}"[:-1], seen | {part.id})


def _api(project: Project, part: Part, base: str) -> Api:
    sections = tuple(_section(route) for route in routes(project, part))
    asks_token = any(target.role is Role.AUTH for target in targets(project, part, Use.CALLS))
    return Api(part, base, sections, asks_token and part.role in PROGRAMS)


def _section(route: Route) -> Section:
    plain = route.path.replace("-", " ")
    words = plain if route.kind is RouteKind.RESOURCE else route.words.short(_LONGEST_TITLE) or plain
    title = Said(words[:1].upper() + words[1:])
    return Section(route, "".join(word.capitalize() for word in route.module.split("_")), title)


def _wanted(found: tuple[Api, ...]) -> Iterator[str]:
    """The shared files that the pages of an app need."""
    kinds = frozenset(kind for api in found for kind in api.kinds)
    if kinds:
        yield "src/api/types.ts"
        yield "src/components/Failure.tsx"
    if kinds & {RouteKind.RESOURCE, RouteKind.ACTION}:
        yield from ("src/components/EntryForm.tsx", "src/components/EntryList.tsx")
    if RouteKind.RESOURCE in kinds:
        yield "src/components/Records.test.tsx"
    yield from (f"src/components/{_COMPONENTS[kind]}.tsx" for kind in sorted(kinds))
    if any(api.asks_token for api in found):
        yield from ("src/api/token.ts", "src/components/TokenField.tsx")


def _server(called: tuple[Passage, ...], templates: Templates, values: dict[str, object]) -> Iterator[tuple[str, str]]:
    known = {
        **values,
        "kind": "nginx",
        "config": "nginx.conf",
        "passages": called,
        "parts": [passage.first.part for passage in called],
        "is_cdn": False,
        "is_site": True,
    }
    for path in ("nginx.conf", "addresses.sh"):
        yield path, templates.render(f"gateway/{path}.j2", **known)


def _file(part: Part, path: str, text: str) -> CodeFile:
    return CodeFile(path=f"{part.folder}/{path}", text=text, part=part.id)
