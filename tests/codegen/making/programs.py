"""Projects for tests of generated programs: every link at once, with names of any length."""

from __future__ import annotations

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.generator import files_of_part, program_templates
from infrasketch_desktop.codegen.project import LIBRARIES, Engine, Entity, Link, Part, Project, Role, Use
from infrasketch_desktop.codegen.protection import sign_ins
from infrasketch_desktop.codegen.said import Said

PROGRAMS = (Role.SERVICE, Role.WORKER, Role.FUNCTION, Role.AUTH, Role.EXTERNAL)
"""The roles that become a Python program."""

LABEL = '"; rm -rf / # {{7*7}} \\ 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 ' * 9
"""A label that is hostile, wide and long."""

ENGINES = {
    "a": (Role.SERVICE, Engine.FASTAPI),
    "b": (Role.SERVICE, Engine.FASTAPI),
    "d": (Role.DATABASE, Engine.POSTGRESQL),
    "e": (Role.DATABASE, Engine.POSTGRESQL),
    "c": (Role.CACHE, Engine.REDIS),
    "q": (Role.QUEUE, Engine.RABBITMQ),
    "r": (Role.QUEUE, Engine.REDIS_STREAMS),
    "s": (Role.STORAGE, Engine.S3),
    "i": (Role.SEARCH, Engine.OPENSEARCH),
    "o": (Role.AUTH, Engine.OPENID),
    "x": (Role.EXTERNAL, Engine.HTTP_FAKE),
    "g": (Role.GATEWAY, Engine.NGINX),
    "f": (Role.FUNCTION, Engine.AWS_LAMBDA),
    "w": (Role.WORKER, Engine.PYTHON_WORKER),
    "t": (Role.WORKER, Engine.PYTHON_WORKER),
    "l": (Role.SERVICE, Engine.FASTAPI),
    "m": (Role.WORKER, Engine.PYTHON_WORKER),
    "n": (Role.FUNCTION, Engine.AWS_LAMBDA),
}
"""Parts by the first letter of their names: `l`, `m` and `n` have no links."""

_EVERYTHING = (
    *((letter, Use.CALLS) for letter in "boxgf"),
    *((letter, Use.STORES) for letter in "d"),
    ("c", Use.CACHES),
    ("q", Use.PUBLISHES),
    ("r", Use.CONSUMES),
    ("s", Use.KEEPS_FILES),
    ("i", Use.SEARCHES),
)
_OTHERS = (
    ("b", "c", Use.CACHES),
    ("b", "a", Use.CALLS),
    ("e", "d", Use.REPLICATES),
    ("x", "a", Use.CALLS),
    ("t", "q", Use.PUBLISHES),
)


def program_project(length: int) -> Project:
    """Programs of every role with every link and with none; all names have `length` characters, at most 32."""
    parts = tuple(_part(letter, role, engine, length) for letter, (role, engine) in ENGINES.items())
    ids = {part.id[0]: part.id for part in parts}
    links = (
        *((source, target, use) for source in "afw" for target, use in _EVERYTHING if source != target),
        *_OTHERS,
    )
    drawn = tuple(
        Link(source=ids[source], target=ids[target], use=use, variable=f"{ids[target].upper()}_URL")
        for source, target, use in links
    )
    added = sign_ins(drawn, {part.id: part for part in parts})
    return Project(name="shop", title=Said(LABEL), parts=parts, links=(*drawn, *added))


def program_files(project: Project) -> tuple[CodeFile, ...]:
    """What becomes Python of a project: its programs and the libraries that they import."""
    templates = program_templates()
    parts = project.of(*PROGRAMS, *sorted(LIBRARIES))
    return tuple(file for part in parts for file in files_of_part(project, part, templates))


def _part(letter: str, role: Role, engine: Engine, length: int) -> Part:
    name = (letter * length)[:32]
    path = ("p" * length)[:32]
    return Part(
        id=name,
        role=role,
        engine=engine,
        name=name,
        module=name,
        title=name.capitalize(),
        folder=f"{'libraries' if role in LIBRARIES else 'services'}/{name}",
        port=8000,
        entities=_entities(length) if role is Role.DATABASE else (),
        paths=((path, Said(LABEL)), ("3-" + path[2:], Said(""))) if role not in LIBRARIES else (),
        schedule="0 2 * * 1-5" if letter in "wt" else "",
        label=Said(LABEL if length % 2 else ""),
        description=Said(LABEL),
    )


def _entities(length: int) -> tuple[Entity, ...]:
    return (
        Entity(name=("K" * length).capitalize(), plural="k" * length),
        Entity(name=("Z" * length).capitalize(), plural="z" * length),
    )
