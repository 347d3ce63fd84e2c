"""How a generated program is described and brought into a container: README and Dockerfile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.pyproject import distribution, libraries_of
from infrasketch_desktop.codegen.making.python.writing import ProgramWriter
from infrasketch_desktop.codegen.making.routes import Route, operations
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.said import Said


def write_packaging(
    writer: ProgramWriter,
    project: Project,
    part: Part,
    *,
    what: str,
    settings: Sequence[tuple[str, str]] = (),
    routes: Sequence[Route] = (),
    port: int = 0,
    dockerfile: str = "python/Dockerfile.j2",
) -> Iterator[CodeFile]:
    """README.md and Dockerfile. `what` is a sentence, `settings` have (variable, meaning); 0 is no `port`."""
    yield writer.file("Dockerfile", dockerfile, libraries=libraries_of(project, part), port=port)
    yield writer.file(
        "README.md",
        "python/README.md.j2",
        what=what,
        package=distribution(project, part),
        fields=settings,
        answers=[answer for route in routes for answer in _answers(route)],
    )


def _answers(route: Route) -> Iterator[tuple[str, Said]]:
    for operation in operations(route):
        words = route.words if operation.method == "POST" and route.words else Said(operation.summary)
        yield f"{operation.method} {operation.path}", words
