"""From a plan to all files, or to those of one node."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.filters import PYTHON_FILTERS
from infrasketch_desktop.codegen.making.table import PART_MAKERS, PROJECT_MAKERS
from infrasketch_desktop.codegen.making.workspace import PYTHON, make_workspace
from infrasketch_desktop.codegen.project import LIBRARIES, Part, Project
from infrasketch_desktop.codegen.rendering import Templates
from infrasketch_desktop.resources import resource_path


def generate_all(project: Project, templates: Templates | None = None) -> tuple[CodeFile, ...]:
    """The files of the whole project, sorted by path; the same bytes for the same plan."""
    templates = templates or program_templates()
    made = [file for part in project.parts for file in files_of_part(project, part, templates)]
    return sorted_files([*made, *files_of_project(project, templates)])


def generate_node(project: Project, part: Part, templates: Templates | None = None) -> tuple[CodeFile, ...]:
    """The files of one node, of the libraries that its code imports and of their workspace: it runs by itself.

    They lie where the whole project has them, so that nodes generated one by one come together.
    """
    templates = templates or program_templates()
    parts = parts_for(project, [part])
    made = [file for found in parts for file in files_of_part(project, found, templates)]
    return sorted_files([*made, *files_around(project, parts, templates)])


@cache
def program_templates() -> Templates:
    """The templates that come with the program."""
    return Templates(resource_path("code"), PYTHON_FILTERS)


def parts_for(project: Project, parts: Iterable[Part]) -> tuple[Part, ...]:
    """Some parts, and the libraries that their code imports; each once."""
    wanted = {part.id: part for part in parts}
    targets = sorted({link.target for part in wanted.values() for link in project.needs(part)})
    libraries = {part.id: part for part in map(project.part, targets) if part.role in LIBRARIES}
    return tuple({**wanted, **libraries}.values())


def files_of_part(project: Project, part: Part, templates: Templates) -> Iterable[CodeFile]:
    """The files of one part alone."""
    return PART_MAKERS[part.role](project, part, templates)


def files_around(project: Project, parts: Iterable[Part], templates: Templates) -> Iterable[CodeFile]:
    """The files of the project as a whole without which some of its parts do not run."""
    return make_workspace(project, templates) if any(part.role in PYTHON for part in parts) else ()


def files_of_project(project: Project, templates: Templates) -> Iterable[CodeFile]:
    """The files that belong to no part but to the project as a whole."""
    return (file for maker in PROJECT_MAKERS for file in maker(project, templates))


def sorted_files(files: Iterable[CodeFile]) -> tuple[CodeFile, ...]:
    return tuple(sorted(files, key=lambda file: file.path))
