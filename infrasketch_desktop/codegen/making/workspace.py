"""The uv workspace at the root of a project: it lets each Python part find the project's libraries."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.requirements import DEVELOPMENT
from infrasketch_desktop.codegen.project import LIBRARIES, Part, Project, Role
from infrasketch_desktop.codegen.rendering import Templates

PYTHON = LIBRARIES | {Role.SERVICE, Role.WORKER, Role.FUNCTION, Role.AUTH, Role.EXTERNAL}
"""Roles whose parts are members of the uv workspace."""


def make_workspace(project: Project, templates: Templates) -> Iterator[CodeFile]:
    """The `pyproject.toml` at the root: the same bytes for one part and for all, because members are found by folder.

    uv refuses a library as `workspace = true` where there is no workspace, so a part that is generated alone needs it.
    """
    text = templates.render("project/pyproject.toml.j2", project=project, development=DEVELOPMENT)
    yield CodeFile(path="pyproject.toml", text=text)


def python_parts(project: Project) -> tuple[Part, ...]:
    """The parts that are Python packages, sorted by folder."""
    return tuple(sorted(project.of(*PYTHON), key=lambda part: part.folder))
