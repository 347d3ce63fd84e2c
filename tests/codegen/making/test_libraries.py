"""Libraries are well-made Python, whatever the names, labels and entities of the diagram are."""

from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.codegen.generator import files_of_part, program_templates
from infrasketch_desktop.codegen.project import Engine, Part, Project
from infrasketch_desktop.codegen.said import Said
from tests.codegen.making.parts import ENGINES, HOSTILE, library, write_libraries
from tests.support.generated import lint, run_tests, types

LONGEST = "with-a-name-of-32-characters-"
WHOLE_CJK = HOSTILE[6]


def named(number: int, engine: Engine, name: str, entities: int, label: str) -> Part:
    return library(engine, name=f"{name}{number:03}" if name else f"a{number}", entities=entities, label=label)


@pytest.mark.parametrize(("name", "entities", "label"), [("", 1, WHOLE_CJK), (LONGEST, 5, HOSTILE[1])])
def test_ruff_finds_nothing_in_libraries_of_all_engines(tmp_path: Path, name: str, entities: int, label: str) -> None:
    write_libraries(tmp_path, *(named(n, engine, name, entities, label) for n, engine in enumerate(ENGINES)))
    lint(tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("label", HOSTILE)
@pytest.mark.parametrize("entities", range(1, 6))
@pytest.mark.parametrize("name", ["", LONGEST])
def test_ruff_finds_nothing_whatever_people_said(tmp_path: Path, name: str, entities: int, label: str) -> None:
    write_libraries(tmp_path, *(named(n, engine, name, entities, label) for n, engine in enumerate(ENGINES)))
    lint(tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("name", ["", LONGEST])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_library_has_types_and_its_own_tests_pass_without_a_server(tmp_path: Path, engine: Engine, name: str) -> None:
    (folder,) = write_libraries(tmp_path, named(0, engine, name, 5, HOSTILE[1]))
    types(folder)
    run_tests(folder)


def test_the_same_part_makes_the_same_bytes() -> None:
    parts = [library(engine) for engine in ENGINES]
    project = Project(name="shop", title=Said("Shop"), parts=tuple(parts), links=())
    first, second = ([list(files_of_part(project, part, program_templates())) for part in parts] for _ in range(2))
    assert first == second


@pytest.mark.parametrize("engine", ENGINES)
def test_files_stay_in_the_folder_of_the_part_and_hold_no_secret(engine: Engine) -> None:
    part = library(engine, label=HOSTILE[3])
    project = Project(name="shop", title=Said("Shop"), parts=(part,), links=())
    files = list(files_of_part(project, part, program_templates()))
    assert all(file.path.startswith(f"{part.folder}/") and ".." not in file.path for file in files)
    assert len({file.path for file in files}) == len(files)
    assert not any("os.system" in file.text for file in files if not file.path.endswith((".md", ".toml")))


def test_a_further_entity_changes_no_migration_that_may_have_run() -> None:
    def migrations(entities: int) -> dict[str, str]:
        part = library(Engine.POSTGRESQL, entities=entities)
        project = Project(name="shop", title=Said("Shop"), parts=(part,), links=())
        files = files_of_part(project, part, program_templates())
        return {file.path: file.text for file in files if "/versions/" in file.path}

    before, after = migrations(2), migrations(3)
    assert len(after) == 3
    assert before.items() < after.items()
