"""What engineers type and what checks their work: Makefile, ignore files and the workflow of CI."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.deployment.aws import HOMES, Home
from infrasketch_desktop.codegen.making.deployment.containers import is_migrated, migration_name
from infrasketch_desktop.codegen.making.workspace import python_parts
from infrasketch_desktop.codegen.project import Project, Role
from infrasketch_desktop.codegen.rendering import Templates

_FILES = {
    "Makefile": "project/Makefile.j2",
    ".gitignore": "project/gitignore.j2",
    ".dockerignore": "project/dockerignore.j2",
    ".github/workflows/ci.yml": "ci/ci.yml.j2",
}


def make_tooling(project: Project, templates: Templates) -> Iterator[CodeFile]:
    """The files at the root of a project that are for its engineers."""
    values = {
        "project": project,
        "members": python_parts(project),
        "webs": tuple(sorted(part.folder for part in project.of(Role.WEB))),
        "has_aws": any(HOMES[part.engine] is not Home.ELSEWHERE for part in project.parts),
        "migrations": tuple(migration_name(project, part) for part in project.parts if is_migrated(project, part)),
    }
    for path, name in _FILES.items():
        yield CodeFile(path=path, text=templates.render(name, **values))
