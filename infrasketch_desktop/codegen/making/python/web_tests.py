"""Makes the tests of a program with FastAPI: an app with stand-ins behind it, its routers, clients and consumers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.connections import Connection
from infrasketch_desktop.codegen.making.python.effects import request_effects
from infrasketch_desktop.codegen.making.python.programs import write_common_tests, write_reach_tests
from infrasketch_desktop.codegen.making.python.writing import ProgramWriter
from infrasketch_desktop.codegen.making.routes import routes
from infrasketch_desktop.codegen.project import Part, Project


def write_web_tests(
    writer: ProgramWriter, project: Project, part: Part, connections: Sequence[Connection], *, verifies_tokens: bool
) -> Iterator[CodeFile]:
    """The folder `tests` of a program."""
    yield from write_common_tests(writer, connections, has_app=True)
    yield writer.file("tests/test_app.py", "service/tests/test_app.py.j2")
    if verifies_tokens:
        yield writer.file("tests/test_security.py", "service/tests/test_security.py.j2")
    yield from write_reach_tests(writer, project, part, connections)
    call = next(iter(request_effects(project, part, connections).calls), None)
    hosts = {connection.attribute: connection.target.name for connection in connections}
    for route in routes(project, part):
        yield writer.file(
            f"tests/routers/test_{route.module}_router.py",
            f"service/tests/test_{route.kind.value}.py.j2",
            route=route,
            called_host=hosts[call.attribute] if call else "",
        )
