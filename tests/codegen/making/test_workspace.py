"""The uv workspace: complete for all parts, the same for one of them, and accepted by uv."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.attempts import attempt_parts
from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.generator import generate_all, generate_node
from infrasketch_desktop.codegen.making.workspace import python_parts
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.updating import Scope, State, plan_update
from infrasketch_desktop.codegen.writing import write_update
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.codegen.folders import put_quickly
from tests.codegen.making.samples import everything
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node
from tests.support.generated import write
from tests.support.needs import miss


@cache
def shop() -> Project:
    return planned(
        node("orders", label="Orders"),
        node("store", kind=NodeKind.DATABASE, label="Store", technology="SQLite"),
        node("mail", kind=NodeKind.WORKER, label="Mail"),
        node("site", kind=NodeKind.CLIENT, label="Site"),
        edge("orders", "store"),
        edge("mail", "store"),
        edge("site", "orders"),
        title="Shop",
    )


def texts(files: Iterable[CodeFile]) -> dict[str, str]:
    return {file.path: file.text for file in files}


def uv(folder: Path, *words: str) -> str:
    tool = shutil.which("uv") or miss("uv", packages="pipx && pipx install uv")
    kept = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    done = subprocess.run([tool, *words], cwd=folder, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_folders_of_the_workspace_hold_the_python_parts_and_nothing_else() -> None:
    files = texts(generate_all(everything()))
    patterns = tomllib.loads(files["pyproject.toml"])["tool"]["uv"]["workspace"]["members"]
    folders = {"/".join(path.split("/")[:2]) for path in files if path.count("/") > 1}
    members = sorted(folder for folder in folders for pattern in patterns if fnmatch(folder, pattern))
    assert members == [part.folder for part in python_parts(everything())]
    assert [member for member in members if f"{member}/pyproject.toml" not in files] == []


@pytest.mark.parametrize("part", [part for part in shop().parts if part.id != "site"], ids=lambda part: part.id)
def test_a_part_alone_brings_the_workspace_of_the_whole_project(part: Part) -> None:
    whole = texts(generate_all(shop()))
    alone = texts(generate_node(shop(), part))
    assert alone["pyproject.toml"] == whole["pyproject.toml"]
    assert alone.items() <= whole.items()


def test_what_is_no_python_brings_no_workspace() -> None:
    assert "pyproject.toml" not in texts(generate_node(shop(), shop().part("site")))


def test_a_part_that_is_generated_first_fits_into_the_whole(tmp_path: Path) -> None:
    parts = [shop().part("orders"), shop().part("store")]
    first = plan_update(tmp_path, attempt_parts(shop(), parts[:1]).files, Scope.of(shop(), parts))
    write_update(tmp_path, first, put_quickly)
    whole = plan_update(tmp_path, generate_all(shop()), Scope.whole(shop()))
    states = {change.path: change.state for change in whole.changes}
    assert {states[change.path] for change in first.changes} == {State.SAME}
    assert states["pyproject.toml"] is State.SAME


def test_uv_finds_the_libraries_of_a_part_that_was_generated_alone(tmp_path: Path) -> None:
    write(generate_node(shop(), shop().part("orders")), tmp_path)
    listed = uv(tmp_path / "services/orders", "workspace", "list", "--offline", "--no-cache")
    assert sorted(listed.split()) == ["shop", "shop-orders", "shop-store-db"]
