"""Generates what can be generated: a node whose code cannot be made takes nothing away from the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.generator import (
    files_around,
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

_Make = Callable[[], Iterable[CodeFile]]


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
    templates = templates or program_templates()
    return _attempt(project, project.parts, partial(files_of_project, project, templates), progress, templates)


def attempt_parts(
    project: Project, parts: Iterable[Part], progress: Progress = lambda _: None, templates: Templates | None = None
) -> Generated:
    """The files of some nodes, of the libraries that their code imports and of their workspace, as far as possible."""
    templates, parts = templates or program_templates(), parts_for(project, parts)
    return _attempt(project, parts, partial(files_around, project, parts, templates), progress, templates)


def _attempt(
    project: Project, parts: Sequence[Part], make_whole: _Make, progress: Progress, templates: Templates
) -> Generated:
    jobs: list[tuple[Part | None, _Make]] = [(part, partial(files_of_part, project, part, templates)) for part in parts]
    jobs.append((None, make_whole))
    files: list[CodeFile] = []
    failures: list[Failure] = []
    for number, (part, make) in enumerate(jobs):
        progress(number / len(jobs))
        try:
            files += tuple(make())  # whole before anything of it is taken: a maker may yield some files and fail then
        except Exception as error:  # noqa: BLE001 - whatever a maker raises ends its own files alone
            failures.append(Failure(part, error))
    progress(1.0)
    return Generated(sorted_files(files), tuple(failures))
