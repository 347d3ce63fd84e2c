"""All generated Python compiles, is formatted, linted and typed strictly, and passes its own tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.codegen.acceptance.diagrams import NAMES
from tests.support.generated import lint, run_tests, types

Generated = Callable[[str], Path]
each_diagram = pytest.mark.parametrize("name", NAMES)


def parts(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob("*/*/pyproject.toml"))


def failures(folder: Path, judge: Callable[[Path], object]) -> Iterator[str]:
    """What is wrong with each part, so that one run tells all."""
    for part in parts(folder):
        try:
            judge(part)
        except AssertionError as error:
            yield f"{part.name}: {error}"


def test_ruff_finds_nothing_in_what_most_people_draw(generated: Generated) -> None:
    lint(generated("queue and stores"))


def test_a_service_of_it_passes_its_own_tests(generated: Generated) -> None:
    assert "passed" in run_tests(generated("queue and stores") / "services/orders-api")


@pytest.mark.long
@each_diagram
def test_it_compiles_and_ruff_finds_nothing(name: str, generated: Generated) -> None:
    for path in generated(name).rglob("*.py"):
        compile(path.read_bytes(), path, "exec")
    lint(generated(name))


@pytest.mark.long
@pytest.mark.timeout(1800)
@each_diagram
def test_every_part_is_typed_strictly(name: str, generated: Generated) -> None:
    assert list(failures(generated(name), types)) == []


@pytest.mark.long
@pytest.mark.timeout(1800)
@each_diagram
def test_every_part_passes_its_own_tests(name: str, generated: Generated) -> None:
    assert list(failures(generated(name), run_tests)) == []
