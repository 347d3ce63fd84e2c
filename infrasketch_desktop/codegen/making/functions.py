"""Makes functions: handlers for AWS Lambda that also serve themselves over HTTP without AWS."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

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
    write_common_tests,
    write_reach,
    write_reach_tests,
    write_settings,
)
from infrasketch_desktop.codegen.making.python.pyproject import pyproject
from infrasketch_desktop.codegen.making.python.writing import ProgramWriter, about, narrow
from infrasketch_desktop.codegen.making.routes import routes
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.rendering import Templates

REQUIRES = ("pydantic", "pydantic-settings")

PORT = 8080
"""Where a function serves itself when the plan says nothing."""

SETTINGS = (
    ("HOST", "the address to listen on without AWS; 0.0.0.0 in a container"),
    ("PORT", "the port to listen on without AWS"),
    ("LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR"),
)
_MODULES = (
    ("__main__.py", "function/main.py.j2"),
    ("handler.py", "function/handler.py.j2"),
    ("local.py", "function/local.py.j2"),
    ("logs.py", "python/logs.py.j2"),
    ("requests.py", "function/requests.py.j2"),
    ("tracing.py", "python/tracing.py.j2"),
)


def make_function(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The files of one function."""
    connections = connections_of(project, part)
    queues, calls = queues_of(connections), calls_of(connections)
    provider = next((connection for connection in connections if connection.is_auth), None)
    writer = ProgramWriter(
        project,
        part,
        templates,
        connections=connections,
        calls=calls,
        queues=queues,
        queues_by_length=sorted(queues, key=lambda queue: -len(queue.target.name)),
        auth=provider,
        has_token=passes_tokens(connections),
        sign_in=sign_in_of(connections),
        effects=request_effects(project, part, connections),
        routes=routes(project, part),
        web=False,
    )
    requires = [*REQUIRES, *(["httpx2"] if calls else []), *(["joserfc"] if provider else [])]
    yield pyproject(project, part, templates, requires, plugins=["pydantic.mypy"])
    yield writer.mark(f"src/{part.module}/py.typed")
    yield writer.source("__init__.py", "python/init.py.j2", what="a function")
    yield writer.package(f"src/{part.module}/actions", f"What {part.name} does with requests.")
    yield from writer.sources((*_MODULES, *([("messages.py", "function/messages.py.j2")] if queues else ())))
    if routes(project, part):
        yield writer.source("storable.py", "python/storable.py.j2")
    for route in routes(project, part):
        words = f": {narrow(route.words)}" if route.words else about(part)
        yield writer.source(f"actions/{route.module}.py", "function/action.py.j2", route=route, about=words)
    yield from write_reach(writer, project, part, connections)
    yield from _own(writer, project, part, connections)
    yield from _events(project, part, queues)
    yield from _tests(writer, project, part, connections)


def _own(writer: ProgramWriter, project: Project, part: Part, connections: Sequence[Connection]) -> Iterator[CodeFile]:
    port = part.port or PORT
    fields = ['host: str = "127.0.0.1"', f"port: int = {port}"]
    meanings = list(SETTINGS)
    more, told = token_settings(project, part, connections)
    fields += more
    meanings += told
    yield write_settings(writer, fields, connections)
    yield from write_packaging(
        writer,
        project,
        part,
        what="A handler for AWS Lambda, which also serves itself over HTTP.",
        settings=meanings,
        routes=routes(project, part),
        port=port,
        dockerfile="function/Dockerfile.j2",
    )


def _events(project: Project, part: Part, queues: Sequence[Connection]) -> Iterator[CodeFile]:
    """What AWS hands over, to try the handler with."""
    path = f"/{routes(project, part)[0].path}"
    yield _event(part, "request", _request(path))
    if queues:
        yield _event(part, "messages", {"Records": [_record(queue.target) for queue in queues]})


def _event(part: Part, name: str, event: dict[str, Any]) -> CodeFile:
    text = json.dumps(event, indent=2)
    return CodeFile(path=f"{part.folder}/events/{name}.json", text=f"{text}\n", part=part.id)


def _request(path: str) -> dict[str, Any]:
    """Payload format 2.0: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html."""
    return {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"content-type": "application/json", "x-request-id": "order-7"},
        "requestContext": {"http": {"method": "POST", "path": path}},
        "body": json.dumps({"name": "first", "data": {"amount": 2}}),
        "isBase64Encoded": False,
    }


def _record(queue: Part) -> dict[str, Any]:
    """A message of SQS: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html."""
    return {
        "messageId": f"{queue.name}-1",
        "body": json.dumps({"id": "1", "kind": "first", "body": {"amount": 2}}),
        "attributes": {"ApproximateReceiveCount": "1"},
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:eu-central-1:123456789012:{queue.name}",
    }


def _tests(
    writer: ProgramWriter, project: Project, part: Part, connections: Sequence[Connection]
) -> Iterator[CodeFile]:
    call = next(iter(request_effects(project, part, connections).calls), None)
    hosts = {connection.attribute: connection.target.name for connection in connections}
    yield from write_common_tests(writer, connections)
    yield writer.file("tests/test_local.py", "function/tests/test_local.py.j2")
    yield writer.file(
        "tests/test_handler.py",
        "function/tests/test_handler.py.j2",
        called_host=hosts[call.attribute] if call else "",
    )
    yield from write_reach_tests(writer, project, part, connections)
