"""The OpenAPI descriptions of services, from the same routes as their code: what FastAPI itself would say of them.

They are written without running anything, so that clients can be made before a service is. A test compares each with
what the generated app answers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.languages import docstring
from infrasketch_desktop.codegen.making.python.connections import connections_of
from infrasketch_desktop.codegen.making.python.writing import called
from infrasketch_desktop.codegen.making.routes import Route, RouteKind, routes
from infrasketch_desktop.codegen.making.schemas import (
    COMMON,
    array_of,
    entry_schema,
    file_schema,
    limit_parameter,
    path_parameter,
    reference,
    request_schema,
)
from infrasketch_desktop.codegen.project import Part, Project, Role
from infrasketch_desktop.codegen.rendering import Templates

Json = dict[str, Any]

_LONGEST_WORDS = 48
_ANYTHING = {"type": "object", "additionalProperties": True}
_ENTRY = "record_id"


def make_openapi(project: Project, _templates: Templates) -> Iterator[CodeFile]:
    """`openapi/<service>.json` for each service."""
    for part in project.of(Role.SERVICE):
        text = json.dumps(describe(project, part), indent=2, ensure_ascii=False)
        yield CodeFile(path=f"openapi/{part.name}.json", text=f"{text}\n")


def describe(project: Project, part: Part) -> Json:
    """What `GET /openapi.json` of a service answers."""
    connections = connections_of(project, part)
    provider = next((connection.target for connection in connections if connection.is_auth), None)
    security: Json = {"security": [{"HTTPBearer": []}]} if provider else {}
    paths = _health(is_linked=bool(connections))
    schemas = dict(COMMON)
    for route in routes(project, part):
        found, more = _DESCRIBED[route.kind](route)
        schemas |= more
        for path, operations in found.items():
            paths[path] = {method: {**operation, **security} for method, operation in operations.items()}
    if any("JsonValue" in json.dumps(schema) for schema in schemas.values()):
        schemas["JsonValue"] = {}
    components: Json = {"schemas": dict(sorted(schemas.items()))}
    if provider:
        components["securitySchemes"] = {
            "HTTPBearer": {"type": "http", "description": f"A token of {provider.name}", "scheme": "bearer"}
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": called(part), "version": "0.1.0"},
        "paths": paths,
        "components": components,
    }


def _health(*, is_linked: bool) -> Json:
    ready = "Ready when every system that is needed can be reached; 503 else."
    readiness = _operation("health", "get_readiness", ready, answer=reference("Readiness"))
    if is_linked:
        readiness["responses"]["503"] = _response("Service Unavailable", reference("Readiness"))
    else:
        readiness["description"] = "Ready: always, for no other system is needed."
    alive = "Alive: always, as long as the process answers."
    return {
        "/healthz": {"get": _operation("health", "get_health", alive, answer=reference("Health"))},
        "/readyz": {"get": readiness},
        "/metrics": {"get": _operation("health", "get_metrics", "Figures in the format of Prometheus.")},
    }


def _action(route: Route) -> tuple[Json, Json]:
    words = docstring(route.words.short(_LONGEST_WORDS)) or "Take a request"
    post = _taking(route, f"{words}.")
    return {f"/{route.path}": {"post": post}}, {
        f"{route.title}Request": request_schema(f"{route.title}Request", "What a caller sends."),
        f"{route.title}Response": entry_schema(
            f"{route.title}Response", "What the caller gets: the request as it was taken."
        ),
    }


def _resource(route: Route) -> tuple[Json, Json]:
    one, name = reference(f"{route.title}Response"), route.module
    listing = _operation(
        route.path,
        f"list_{name}",
        "Those that are kept, at most `limit`.",
        answer=array_of(one, f"list_{name}"),
        parameters=[limit_parameter(most=200, default=50)],
    )
    entry = [path_parameter(_ENTRY)]
    get = _operation(route.path, f"get_{name}", _missing("One of them"), answer=one, parameters=entry)
    delete = _operation(route.path, f"delete_{name}", _missing("Forget one of them"), status="204", parameters=entry)
    return {
        f"/{route.path}": {"post": _taking(route, "Keep a new one."), "get": listing},
        f"/{route.path}/{{{_ENTRY}}}": {"get": get, "delete": delete},
    }, {
        f"{route.title}Request": request_schema(f"{route.title}Request", "What a caller sends to have it kept."),
        f"{route.title}Response": entry_schema(f"{route.title}Response", f"One of the {route.path}."),
    }


def _search(route: Route) -> tuple[Json, Json]:
    name = f"get_{route.module}"
    words = {"type": "string", "minLength": 1, "maxLength": 200, "title": "Q"}
    get = _operation(
        route.path,
        name,
        "The documents that say `q`, best first.",
        answer=array_of(_ANYTHING, name),
        parameters=[
            {"name": "q", "in": "query", "required": True, "schema": words},
            limit_parameter(most=100, default=20),
        ],
    )
    return {f"/{route.path}": {"get": get}}, {}


def _files(route: Route) -> tuple[Json, Json]:
    place = reference(f"{route.title}Response")
    upload = "A new key, and where to upload what shall lie under it."
    download = "Where to download what lies under a key."
    post = _operation(route.path, f"post_{route.module}", upload, status="201", answer=place)
    get = _operation(route.path, f"get_{route.module}", download, answer=place, parameters=[path_parameter("key")])
    return {f"/{route.path}": {"post": post}, f"/{route.path}/{{key}}": {"get": get}}, {
        f"{route.title}Response": file_schema(f"{route.title}Response")
    }


_DESCRIBED = {
    RouteKind.ACTION: _action,
    RouteKind.RESOURCE: _resource,
    RouteKind.SEARCH: _search,
    RouteKind.FILES: _files,
}


def _missing(what: str) -> str:
    return f"{what}; 404 when there is no such one."


def _taking(route: Route, description: str) -> Json:
    answer = reference(f"{route.title}Response")
    operation = _operation(route.path, f"post_{route.module}", description, status="201", answer=answer)
    content = {"application/json": {"schema": reference(f"{route.title}Request")}}
    operation["requestBody"] = {"required": True, "content": content}
    return operation


def _operation(
    tag: str,
    name: str,
    description: str,
    *,
    status: str = "200",
    answer: Json | None = None,
    parameters: list[Json] | None = None,
) -> Json:
    operation: Json = {
        "tags": [tag],
        "summary": name.replace("_", " ").title(),
        "description": description,
        "operationId": name,
    }
    if parameters:
        operation["parameters"] = parameters
    operation["responses"] = {
        status: _response("Successful Response", answer) if answer else {"description": "Successful Response"},
        "default": _response("What went wrong", reference("Problem")),
    }
    return operation


def _response(description: str, schema: Json) -> Json:
    return {"description": description, "content": {"application/json": {"schema": schema}}}
