"""Generated projects on disk, each written once in a test process."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.generator import generate_all
from tests.codegen.acceptance.diagrams import project_of
from tests.support.generated import write


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder with the project of a diagram by its name."""

    @cache
    def folder(name: str) -> Path:
        return write(generate_all(project_of(name)), tmp_path_factory.mktemp("generated"))

    return folder
