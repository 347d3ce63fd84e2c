"""What checks found stays with the folder: in READMEs, and for the window, until a file is edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.codegen.checking import Report, Result, remember, remembered
from infrasketch_desktop.codegen.errors import FolderError
from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.codegen.generator import generate_all
from infrasketch_desktop.codegen.updating import Scope, State, plan_update
from infrasketch_desktop.codegen.writing import write_update
from tests.codegen.plans import planned
from tests.support.diagrams import node

PROJECT = planned(node("api"))
APP = "services/api/src/api/app.py"
FILES = generate_all(PROJECT)


def put(path: Path, content: bytes) -> None:
    path.write_bytes(content)


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    """A generated project, of which one file was executed."""
    write_update(tmp_path, plan_update(tmp_path, FILES, Scope.whole(PROJECT)), put)
    remember(tmp_path, Report(tuple(f.path for f in FILES), (Result(tool="x", files=(APP,), level=Level.RAN),)), put)
    return tmp_path


def test_the_readme_of_the_project_and_that_of_the_part_tell_it(checked: Path) -> None:
    for path in ("README.md", "services/api/README.md"):
        assert "| `services/api` | 1 |" in (checked / path).read_text()
    assert "`compose.yaml`" not in (checked / "services/api/README.md").read_text()


def test_levels_hold_until_a_file_is_edited(checked: Path) -> None:
    assert remembered(checked)[APP] is Level.RAN
    assert remembered(checked)["README.md"] is Level.UNCHECKED
    (checked / APP).write_text("# mine\n")
    assert APP not in remembered(checked)


def test_filling_in_is_no_edit_of_a_person(checked: Path) -> None:
    update = plan_update(checked, FILES, Scope.whole(PROJECT))
    assert set(update.counts) == {State.SAME}


def test_what_a_person_wrote_beside_the_table_is_an_edit(checked: Path) -> None:
    readme = checked / "README.md"
    readme.write_text(readme.read_text() + "\nMine.\n")
    update = plan_update(checked, FILES, Scope.whole(PROJECT))
    assert [change.path for change in update.of(State.KEPT)] == ["README.md"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"../x": {"level": "ran", "sha256": ""}}', '{"a": 1}', "[" * 9999])
def test_a_damaged_memory_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / ".infrasketch").mkdir()
    (tmp_path / ".infrasketch/levels.json").write_text(content)
    assert remembered(tmp_path) == {}


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/.infrasketch").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FolderError):
        remember(tmp_path / "shop", Report(()), put)
    assert list((tmp_path / "elsewhere").iterdir()) == []
