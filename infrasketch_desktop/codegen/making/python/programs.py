"""What services, workers and functions have in common: settings, connections, clients, consumers, logs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.connections import (
    TRUSTED,
    Connection,
    client_class,
    protocol_class,
)
from infrasketch_desktop.codegen.making.python.effects import CALLABLE, message_effects
from infrasketch_desktop.codegen.making.python.writing import ProgramWriter, about
from infrasketch_desktop.codegen.making.routes import routes
from infrasketch_desktop.codegen.project import Part, Project, Role, Use

_PYDANTIC_PREFIXES = ("model_validate", "model_dump", "settings_customise_sources")
"""Fields that begin like this make pydantic warn."""

_CLIENTS = {
    Role.SERVICE: "service",
    Role.FUNCTION: "service",
    Role.EXTERNAL: "external",
    Role.AUTH: "auth",
}


def calls_of(connections: Sequence[Connection]) -> tuple[Connection, ...]:
    """The connections over HTTP."""
    return tuple(connection for connection in connections if not connection.is_library)


def queues_of(connections: Sequence[Connection]) -> tuple[Connection, ...]:
    """The connections that messages come from."""
    return tuple(connection for connection in connections if Use.CONSUMES in connection.uses)


def sign_in_of(connections: Sequence[Connection]) -> Connection | None:
    """The provider that gives a program tokens of its own; None when it needs none."""
    return next((connection for connection in connections if connection.signs_in), None)


def token_settings(
    project: Project, part: Part, connections: Sequence[Connection]
) -> tuple[list[str], list[tuple[str, str]]]:
    """What a program that verifies tokens or gets its own is told: fields, as lines of Python, and their meanings."""
    fields, meanings = [], []
    if any(connection.is_auth or connection.signs_in for connection in connections):
        fields.append(f'audience: str = "{project.name}"')
        meanings.append(("AUDIENCE", "whom tokens must be meant for"))
    if sign_in_of(connections):
        fields += [f'client_id: str = "{part.name}"', 'client_secret: SecretStr = SecretStr("")']
        meanings.append(("CLIENT_ID", "who asks the provider for tokens of its own"))
        meanings.append(("CLIENT_SECRET", "what proves it; the provider for development looks at none"))
    return fields, meanings


def passes_tokens(connections: Sequence[Connection]) -> bool:
    """Whether the token of who asks goes on to another part."""
    return any(connection.target.role in TRUSTED for connection in connections)


def write_settings(writer: ProgramWriter, fields: Sequence[str], connections: Sequence[Connection]) -> CodeFile:
    """The settings: `fields` are those of the program itself, as lines of Python."""
    return writer.source(
        "settings.py",
        "python/settings.py.j2",
        fields=fields,
        has_secrets=any(connection.is_library or connection.signs_in for connection in connections),
        has_reserved_fields=any(c.setting.startswith(_PYDANTIC_PREFIXES) for c in connections),
    )


def write_reach(
    writer: ProgramWriter, project: Project, part: Part, connections: Sequence[Connection]
) -> Iterator[CodeFile]:
    """Everything by which a program reaches what is behind it, or is reached from a queue; nothing without links."""
    if not connections:
        return
    calls = calls_of(connections)
    replicated = any(connection.replica_setting for connection in connections)
    yield writer.source("connections.py", "python/connections.py.j2", calls=calls, replicated=replicated)
    if calls:
        yield writer.source("remote.py", "python/remote.py.j2")
        yield writer.package(f"src/{part.module}/clients", f"What {part.name} calls over HTTP.")
        yield from (_client(writer, project, connection) for connection in calls)
    queues = queues_of(connections)
    if queues:
        effects = message_effects(project, part, connections)
        yield writer.source("consuming.py", "python/consuming.py.j2", queues=queues)
        yield writer.package(f"src/{part.module}/consumers", f"What {part.name} does with messages.")
        for queue in queues:
            yield writer.source(
                f"consumers/{queue.target.module}.py",
                "python/consumer.py.j2",
                queue=queue,
                effects=effects,
                about=about(queue.target),
            )


def _client(writer: ProgramWriter, project: Project, connection: Connection) -> CodeFile:
    target = connection.target
    taken = [route for route in routes(project, target) if route.kind in CALLABLE]
    return writer.source(
        f"clients/{target.module}.py",
        f"python/clients/{_CLIENTS.get(target.role, 'plain')}.py.j2",
        target=target,
        client=client_class(target),
        protocol=protocol_class(target),
        routes=taken,
        has_reads=any(route.kind == "resource" for route in taken),
        about=about(target),
        verifies=connection.is_auth,
        signs_in=connection.signs_in,
    )


def write_common_tests(
    writer: ProgramWriter, connections: Sequence[Connection], *, has_app: bool = False
) -> Iterator[CodeFile]:
    """Tests of logs and settings, and the stand-ins for what the program reaches or, with FastAPI, for its app."""
    if connections or has_app:
        libraries = any(connection.is_library for connection in connections)
        yield writer.file("tests/conftest.py", "python/conftest.py.j2", libraries=libraries)
    yield writer.file("tests/test_logs.py", "python/test_logs.py.j2")
    yield writer.file("tests/test_settings.py", "python/test_settings.py.j2")


def write_reach_tests(
    writer: ProgramWriter, project: Project, part: Part, connections: Sequence[Connection]
) -> Iterator[CodeFile]:
    """Tests of the clients and the consumers."""
    calls = calls_of(connections)
    if calls:
        yield writer.file("tests/test_remote.py", "python/test_remote.py.j2")
    for connection in calls:
        target = connection.target
        yield writer.file(
            f"tests/clients/test_{target.module}_client.py",
            "python/clients/test_client.py.j2",
            connection=connection,
            target=target,
            client=client_class(target),
            routes=[route for route in routes(project, target) if route.kind in CALLABLE],
        )
    effects = message_effects(project, part, connections)
    for queue in queues_of(connections):
        yield writer.file(
            f"tests/consumers/test_{queue.target.module}_consumer.py",
            "python/test_consumer.py.j2",
            queue=queue,
            effects=effects,
        )
