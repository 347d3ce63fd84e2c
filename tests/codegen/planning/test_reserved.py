"""The plan keeps away from every name that generated Python has for itself: read from what the templates make."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.generator import files_of_part, program_templates
from infrasketch_desktop.codegen.making.python.connections import TAKEN
from infrasketch_desktop.codegen.making.python.effects import CALLABLE
from infrasketch_desktop.codegen.making.routes import RESERVED, routes
from infrasketch_desktop.codegen.planning.reserved import ATTRIBUTES, CLASSES_FOLDED, MODULES
from infrasketch_desktop.codegen.project import Project
from infrasketch_desktop.codegen.said import Said
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.codegen.making.parts import ENGINES, library
from tests.codegen.making.programs import program_files, program_project
from tests.codegen.plans import planned
from tests.support import generated
from tests.support.diagrams import edge, node

LENGTH = 9
BUILTINS = frozenset(dir(builtins))
RENAMED = {name.lower() for name in TAKEN}
"""Where one is imported under another name, its own is free."""

KINDS = (
    NodeKind.DATABASE,
    NodeKind.CACHE,
    NodeKind.QUEUE,
    NodeKind.STORAGE,
    NodeKind.SEARCH,
    NodeKind.SERVICE,
    NodeKind.EXTERNAL,
    NodeKind.AUTH,
)
EACH = 16
"""So many parts are called by one service: ruff has nothing against as many lines."""
NUMBERED = {"files", "search"}
"""Routes of stores: a path of the same name gets a number."""


@cache
def modules() -> Mapping[str, ast.Module]:
    """What every template of Python makes of parts whose names mean nothing, by path."""
    libraries = [library(engine, name="v" * number) for number, engine in enumerate(ENGINES, LENGTH)]
    project = Project(name="shop", title=Said(""), parts=tuple(libraries), links=())
    files: list[CodeFile] = [*program_files(program_project(LENGTH))]
    files += (file for part in libraries for file in files_of_part(project, part, program_templates()))
    return {file.path: ast.parse(file.text) for file in files if file.path.endswith(".py")}


def ours(kind: str) -> set[str]:
    """The names without meaning: of parts and entities as `classes`, of packages, tables and routes as `names`."""
    project = program_project(LENGTH)
    engines = [library(engine, name="v" * number) for number, engine in enumerate(ENGINES, LENGTH)]
    parts = (*project.parts, *engines)
    entities = [entity for part in parts for entity in part.entities]
    if kind == "classes":
        return {part.title for part in parts} | {entity.name for entity in entities}
    found = {route.module for part in project.parts for route in routes(project, part) if route.kind in CALLABLE}
    return found | {part.module for part in parts} | {entity.plural for entity in entities}


def scopes(tree: ast.Module) -> Iterator[set[str]]:
    """The names that mean something together: of a module with the builtins it uses, and of each class in it."""
    loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    yield set(bound(tree.body)) | (loaded & BUILTINS)
    for inner in ast.walk(tree):
        if isinstance(inner, ast.ClassDef):
            yield set(bound(inner.body)) | {found.attr for found in ast.walk(inner) if is_of_self(found)}


def bound(body: Collection[ast.stmt]) -> Iterator[str]:
    for statement in body:
        match statement:
            case ast.Import() | ast.ImportFrom():
                yield from ((alias.asname or alias.name).partition(".")[0] for alias in statement.names)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield statement.name
            case ast.Assign() | ast.AnnAssign():
                targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
                yield from (target.id for target in targets if isinstance(target, ast.Name))


def is_of_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"


def colliding(kind: str) -> dict[str, str]:
    """Names that a label could give to a part and that mean something beside it already, each with a place."""
    found: dict[str, str] = {}
    own = re.compile("(.*?)(?:" + "|".join(sorted(ours(kind), key=len, reverse=True)) + ")(.*)")
    for path, tree in modules().items():
        for names in scopes(tree):
            made = {name: match.groups() for name in names if (match := own.fullmatch(name))}
            for before, after in set(made.values()):
                pattern = re.compile(f"{re.escape(before)}([A-Za-z0-9][A-Za-z0-9_]*){re.escape(after)}")
                others = (pattern.fullmatch(name) for name in names - made.keys())
                found |= {other[1]: f"{path}: {before}…{after}" for other in others if other}
    return found


def words(name: str) -> str:
    """A label that would become this class: `Key Error` for `KeyError`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)


def test_no_class_of_a_part_or_an_entity_means_something_else() -> None:
    free = {name: where for name, where in colliding("classes").items() if name[0].isupper() and "_" not in name}
    assert len(free) > 30
    assert {name: where for name, where in free.items() if name.lower() not in CLASSES_FOLDED | RENAMED} == {}


def test_no_package_and_no_table_means_something_else() -> None:
    free = {name: where for name, where in colliding("names").items() if name.islower()}
    assert len(free) > 2
    assert {name: where for name, where in free.items() if name not in MODULES | ATTRIBUTES | RESERVED | NUMBERED} == {}


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", KINDS)
def test_parts_that_are_called_like_a_name_of_the_templates_are_well_made(kind: NodeKind, tmp_path: Path) -> None:
    labels = sorted({words(name) for name in colliding("classes")} | {words(name) for name in colliding("names")})
    parts = [node(f"n{number}", kind=kind, label=label) for number, label in enumerate(labels)]
    callers = [node(f"c{number}", label=f"Caller {number}") for number in range(len(parts) // EACH + 1)]
    calls = (edge(f"c{number // EACH}", part.id) for number, part in enumerate(parts))
    project = planned(*callers, *parts, *calls)
    generated.write(program_files(project), tmp_path)
    generated.lint(tmp_path)
    for part in callers:
        generated.types(tmp_path / project.part(part.id).folder)
