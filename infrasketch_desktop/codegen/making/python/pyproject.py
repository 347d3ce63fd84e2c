"""The `pyproject.toml` of one part: what it needs, how it is built, linted, typed and tested."""

from __future__ import annotations

from collections.abc import Iterable

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.requirements import DEVELOPMENT, REQUIREMENTS, UNTYPED, WARNS
from infrasketch_desktop.codegen.project import LIBRARIES, Engine, Part, Project
from infrasketch_desktop.codegen.rendering import Templates


def pyproject(
    project: Project,
    part: Part,
    templates: Templates,
    requires: Iterable[str],
    *,
    tested_with: Iterable[str] = (),
    data: Iterable[str] = (),
    plugins: Iterable[str] = (),
) -> CodeFile:
    """The `pyproject.toml` of a part, in its folder.

    `requires` are names in `REQUIREMENTS`, `tested_with` those that only its tests need. The project's own libraries
    that the part links to are added, found as members of the workspace, and without an installation on the path of
    pytest and mypy. `data` are paths that ruff leaves alone, `plugins` those of mypy.
    """
    names = sorted(set(requires))
    libraries = libraries_of(project, part)
    text = templates.render(
        "python/pyproject.toml.j2",
        part=part,
        package=distribution(project, part),
        dependencies=sorted([*(REQUIREMENTS[name] for name in names), *(distribution(project, x) for x in libraries)]),
        development=sorted([*DEVELOPMENT, *(REQUIREMENTS[name] for name in set(tested_with) - set(names))]),
        libraries=[{"name": distribution(project, x), "module": x.module, "folder": x.folder} for x in libraries],
        untyped=sorted(pattern for name in names for pattern in UNTYPED.get(name, ())),
        ignored=WARNS["kafka-python"] if any(x.engine is Engine.KAFKA for x in (part, *libraries)) else (),
        is_tests_word_taken=_has_names_of_tests(project, part),
        excluded=sorted(data),
        plugins=sorted(plugins),
    )
    return CodeFile(path=f"{part.folder}/pyproject.toml", text=text, part=part.id)


def distribution(project: Project, part: Part) -> str:
    """What installers call its package: the project stands in front, so that no public one can take its place."""
    return f"{project.name}-{part.name}"


def libraries_of(project: Project, part: Part) -> list[Part]:
    """The project's own libraries that the code of a part imports, sorted by name."""
    targets = {link.target: project.part(link.target) for link in project.needs(part)}
    found = (target for target in targets.values() if target.role in LIBRARIES and part.role not in LIBRARIES)
    return sorted(found, key=lambda target: target.name)


def own_modules(project: Project, part: Part) -> list[str]:
    """The top modules that count as first party in the code of a part: for the filter `imports`."""
    return sorted({part.module, *(library.module for library in libraries_of(project, part))})


def _has_names_of_tests(project: Project, part: Part) -> bool:
    """Whether classes that its tests import may begin with `Test`, as that of a part called Testimonials does."""
    near = (part, *(project.part(link.target) for link in project.needs(part)))
    names = (
        name
        for one in near
        for name in (one.title, *(entity.name for entity in one.entities), *(path for path, _ in one.paths))
    )
    return any(name.lower().startswith("test") for name in names)
