"""Generates what can be generated: a node whose code cannot be made takes nothing away from the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.generator import (
    files_of_part,
    files_of_project,
    parts_for,
    program_templates,
    sorted_files,
)
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.rendering import Templates

Progress = Callable[[float], None]
"""Told the share that is done, from 0 to 1; what it raises ends the work."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A node whose code could not be made, or the files of the project as a whole (None)."""

    part: Part | None
    error: Exception


@dataclass(frozen=True, slots=True)
class Generated:
    """The files that were made, sorted by path, and what could not be."""

    files: tuple[CodeFile, ...]
    failures: tuple[Failure, ...]


def attempt_all(project: Project, progress: Progress = lambda _: None, templates: Templates | None = None) -> Generated:
    """The files of all nodes and of the project as a whole, as far as they can be made."""
    return _attempt(project, (*project.parts, None), progress, templates or program_templates())


def attempt_parts(
    project: Project, parts: Iterable[Part], progress: Progress = lambda _: None, templates: Templates | None = None
) -> Generated:
    """The files of some nodes and of the libraries that their code imports, as far as they can be made."""
    return _attempt(project, parts_for(project, parts), progress, templates or program_templates())


def _attempt(project: Project, parts: Sequence[Part | None], progress: Progress, templates: Templates) -> Generated:
    files: list[CodeFile] = []
    failures: list[Failure] = []
    for number, part in enumerate(parts):
        progress(number / len(parts))
        try:
            files += _made(project, part, templates)
        except Exception as error:  # noqa: BLE001 - whatever a maker raises ends its own files alone
            failures.append(Failure(part, error))
    progress(1.0)
    return Generated(sorted_files(files), tuple(failures))


def _made(project: Project, part: Part | None, templates: Templates) -> Sequence[CodeFile]:
    """Whole before anything of it is taken, because a maker may yield some files and fail then."""
    found: Iterable[CodeFile] = (
        files_of_project(project, templates) if part is None else files_of_part(project, part, templates)
    )
    return tuple(found)
