"""Checks run what is found on this machine over what lies in the folder now, and say what could not be run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.checking import Report, available_tools, check
from infrasketch_desktop.codegen.errors import FolderError
from infrasketch_desktop.codegen.files import Level

PART = "libraries/sums"
SOURCE, UNUSED, TESTS = f"{PART}/src/sums/__init__.py", f"{PART}/src/sums/unused.py", f"{PART}/tests/test_sums.py"
PYPROJECT = """[project]
name = "shop-sums"
version = "0"
dependencies = []

[dependency-groups]
dev = ["pytest>=9"]

[tool.pytest.ini_options]
pythonpath = ["src"]
addopts = ["--import-mode=importlib"]
"""
PASSES = "from sums import add\n\n\ndef test_add() -> None:\n    assert add(1, 2) == 3\n"


class StoppedError(Exception):
    """Somebody pressed Stop."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project, on a machine with nothing but the Python that runs this."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    root = tmp_path / "shop"
    root.mkdir()
    return root


@pytest.fixture
def part(folder: Path) -> Path:
    """The same with one Python part."""
    put(folder, f"{PART}/pyproject.toml", PYPROJECT)
    put(folder, SOURCE, "def add(a: int, b: int) -> int:\n    return a + b\n")
    put(folder, UNUSED, "x = 1\n")
    put(folder, TESTS, PASSES)
    return folder


def put(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def install(folder: Path, name: str, script: str) -> None:
    """A program on PATH."""
    put(folder.parent, f"bin/{name}", f"#!{sys.executable}\n{script}")
    (folder.parent / "bin" / name).chmod(0o755)


def checked(folder: Path) -> Report:
    return check(folder, [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()])


def only(report: Report, tool: str) -> bool:
    (found,) = (result for result in report.results if result.tool == tool)
    return found.passed


def test_what_the_tests_of_a_part_executed_ran_and_the_rest_is_checked(part: Path) -> None:
    before = sorted(part.rglob("*"))
    report = checked(part)
    assert report.is_clean, report.lines()
    assert [path for path, level in report.levels.items() if level is Level.RAN] == [SOURCE, TESTS]
    assert report.levels[UNUSED] is Level.CHECKED
    assert sorted(part.rglob("*")) == before, "checks leave nothing behind"


def test_a_file_has_the_level_of_what_it_is_now(part: Path) -> None:
    put(part, SOURCE, "def add(a: int, b: int) -> int:\n    return a - b\n")
    report = checked(part)
    assert not only(report, "pytest")
    assert report.levels[TESTS] is Level.UNCHECKED
    assert "test_add" in report.problems[TESTS] or "tests/test_sums.py" in report.problems[TESTS]


def test_tests_reach_no_other_machine(part: Path) -> None:
    put(
        part,
        TESTS,
        "import socket\n\n\ndef test_call() -> None:\n    socket.create_connection(('192.0.2.1', 80), 1)\n",
    )
    report = checked(part)
    assert "Checks do not use the network" in next(r.said for r in report.failed if r.tool == "pytest")


def test_a_part_whose_packages_are_missing_is_told_with_what_to_do(part: Path) -> None:
    put(part, f"{PART}/pyproject.toml", PYPROJECT.replace("[]", '["no-such-package>=1"]', 1))
    (missing,) = (one for one in checked(part).missing if "pytest" in one.tool)
    assert missing.files == (SOURCE, UNUSED, TESTS)
    assert "no-such-package" in missing.advice


def test_every_tool_that_is_not_here_is_named_with_its_files(folder: Path) -> None:
    put(folder, "compose.yaml", "services: {}\n")
    put(folder, "gateways/entry/nginx.conf", "events {}\n")
    put(folder, "gateways/other/haproxy.cfg", "global\n")
    put(folder, "deploy/terraform/main.tf", "locals {}\n")
    put(folder, "web/shop/package.json", "{}")
    put(folder, "web/shop/src/main.ts", "")
    assert {one.tool: one.files for one in checked(folder).missing} == {
        "docker compose": ("compose.yaml",),
        "nginx": ("gateways/entry/nginx.conf",),
        "haproxy": ("gateways/other/haproxy.cfg",),
        "terraform": ("deploy/terraform/main.tf",),
        "node": ("web/shop/src/main.ts",),
    }


def test_nginx_gets_a_copy_in_which_the_variables_have_values(folder: Path) -> None:
    install(folder, "nginx", "import sys; print(open(sys.argv[-1]).read()); sys.exit(1)")
    put(folder, "gateways/entry/nginx.conf", "server ${API_ADDRESS};\npid /tmp/entry.pid;\n")
    (result,) = (one for one in checked(folder).results if one.tool == "nginx -t")
    assert result.said.startswith("server 127.0.0.1:9;")
    assert "/tmp/entry.pid" not in result.said
    assert result.refused == ("gateways/entry/nginx.conf",)


def test_a_program_that_lies_in_the_project_is_no_tool(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, "bin/nginx", "#!/bin/sh\ntouch pwned\n")
    (folder / "bin/nginx").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder / "bin"))
    put(folder, "gateways/entry/nginx.conf", "events {}\n")
    assert "nginx" in {one.tool for one in checked(folder).missing}


def test_a_damaged_description_of_a_part_ends_nothing(part: Path) -> None:
    put(part, f"{PART}/pyproject.toml", "[project\n")
    assert f"{PART}/pyproject.toml" in checked(part).problems


def test_links_and_paths_out_of_the_folder_are_left_out(folder: Path) -> None:
    put(folder.parent, "outside.py", "broken(\n")
    (folder / "link.py").symlink_to(folder.parent / "outside.py")
    assert check(folder, ["../outside.py", "/etc/passwd", "link.py", "none.py"]).paths == ()


def test_stopping_ends_the_checks(part: Path) -> None:
    def stop(what: str, _share: float) -> None:
        if what.startswith("pytest"):
            raise StoppedError

    with pytest.raises(StoppedError):
        check(part, [f"{PART}/pyproject.toml", SOURCE, TESTS], stop)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="Nothing was checked"):
        check(tmp_path / "none", [])


def test_the_tools_of_this_machine_can_be_listed(folder: Path) -> None:
    assert not any(available_tools().values())
    install(folder, "nginx", "")
    assert [name for name, is_here in available_tools().items() if is_here] == ["nginx"]


def test_rules_are_checked_and_their_tests_run(folder: Path) -> None:
    install(
        folder,
        "promtool",
        "import sys\nprint(sys.argv[1:])\nsys.exit(sys.argv[1] != ('test' if 'test' in sys.argv[3] else 'check'))\n",
    )
    put(folder, "monitoring/metrics/rules.yml", "groups: []\n")
    put(folder, "monitoring/metrics/rules_test.yml", "rule_files: [rules.yml]\n")
    levels = checked(folder).levels
    assert levels["monitoring/metrics/rules.yml"] is Level.CHECKED
    assert levels["monitoring/metrics/rules_test.yml"] is Level.RAN
