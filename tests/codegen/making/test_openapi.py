"""The description of a service that comes from the plan is the one that the generated service gives of itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from infrasketch_desktop.codegen.generator import generate_node
from infrasketch_desktop.codegen.making.openapi import describe, make_openapi
from infrasketch_desktop.codegen.project import Part, Project, Role
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.codegen.making.samples import SAMPLES, files, made, of_templates, sixty
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node
from tests.support.generated import write

ASKING = """
import json
from {module}.app import create_app
from {module}.settings import Settings

needed = {{name: "memory://" for name, field in Settings.model_fields.items() if field.is_required()}}
print(json.dumps(create_app(Settings(**needed)).openapi()))
"""


def answered(project: Project, part: Part, folder: Path) -> dict[str, Any]:
    """What the generated service says of itself, in a process that knows nothing of this one."""
    write(generate_node(project, part), folder)
    sources = [str(path) for path in folder.glob("*/*/src")]
    done = subprocess.run(
        [sys.executable, "-c", ASKING.format(module=part.module)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sources), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


FAST = (NodeKind.DATABASE, NodeKind.SEARCH, NodeKind.AUTH)
"""What is behind a service that imports in a second; the client of a storage takes many."""


@pytest.mark.parametrize("kinds", [FAST, pytest.param((*FAST, NodeKind.STORAGE), marks=pytest.mark.long)])
def test_a_service_says_the_same_of_itself(kinds: tuple[NodeKind, ...], tmp_path: Path) -> None:
    behind = [node(kind.value, kind=kind) for kind in kinds]
    api = node("api", label='Orders \\ "API"', inputs=('Place "it"', "Übersicht {x}"))
    project = planned(api, *behind, *(edge("api", one.id) for one in behind))
    assert answered(project, project.part("api"), tmp_path) == describe(project, project.part("api"))


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_so_do_the_services_of_all_templates_and_those_with_hostile_labels(tmp_path: Path) -> None:
    for number, project in enumerate((*of_templates(), SAMPLES["hostile"]())):
        for part in project.of(Role.SERVICE):
            folder = tmp_path / f"{number}-{part.name}"
            assert answered(project, part, folder) == describe(project, part)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_description_is_valid(sample: str) -> None:
    for text in made(make_openapi, sample).values():
        validate(json.loads(text))


@pytest.mark.long
def test_so_are_those_of_all_templates_and_of_sixty_nodes() -> None:
    for project in (*of_templates(), sixty()):
        for text in files(make_openapi, project).values():
            validate(json.loads(text))


def test_each_service_has_one_and_nothing_else_has() -> None:
    project = planned(node("api"), node("orders", kind=NodeKind.DATABASE), node("job", kind=NodeKind.WORKER))
    assert files(make_openapi, project).keys() == {"openapi/api.json"}
