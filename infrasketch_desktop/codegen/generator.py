"""From a plan to all files, or to those of one node."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.filters import PYTHON_FILTERS
from infrasketch_desktop.codegen.making.table import PART_MAKERS, PROJECT_MAKERS
from infrasketch_desktop.codegen.project import LIBRARIES, Part, Project
from infrasketch_desktop.codegen.rendering import Templates
from infrasketch_desktop.resources import resource_path


def generate_all(project: Project, templates: Templates | None = None) -> tuple[CodeFile, ...]:
    """The files of the whole project, sorted by path; the same bytes for the same plan."""
    templates = templates or program_templates()
    made = [file for part in project.parts for file in _files_of(project, part, templates)]
    made += [file for maker in PROJECT_MAKERS for file in maker(project, templates)]
    return _sorted(made)


def generate_node(project: Project, part: Part, templates: Templates | None = None) -> tuple[CodeFile, ...]:
    """The files of one node, and of the libraries that its code imports: it runs by itself.

    They lie where the whole project has them, so that nodes generated one by one come together.
    """
    templates = templates or program_templates()
    parts = (part, *(project.part(i) for i in sorted(_libraries_of(project, part))))
    return _sorted(file for found in parts for file in _files_of(project, found, templates))


@cache
def program_templates() -> Templates:
    """The templates that come with the program."""
    return Templates(resource_path("code"), PYTHON_FILTERS)


def _libraries_of(project: Project, part: Part) -> set[str]:
    targets = (project.part(link.target) for link in project.needs(part))
    return {target.id for target in targets if target.role in LIBRARIES and target.id != part.id}


def _files_of(project: Project, part: Part, templates: Templates) -> Iterable[CodeFile]:
    return PART_MAKERS[part.role](project, part, templates)


def _sorted(files: Iterable[CodeFile]) -> tuple[CodeFile, ...]:
    return tuple(sorted(files, key=lambda file: file.path))
