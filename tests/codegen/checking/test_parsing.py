"""Files are parsed without a tool and without executing anything of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from infrasketch_desktop.codegen.checking.parsing import parse_all
from infrasketch_desktop.codegen.checking.report import Report
from infrasketch_desktop.codegen.checking.tools import Ground
from infrasketch_desktop.codegen.files import Level

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" + "\n".join(f"k{i}: [*c, *c]" for i in range(1000))


def parsed(folder: Path, path: str, content: str | bytes) -> Report:
    (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    ground = Ground(folder, (path,), folder)
    return Report(ground.paths, tuple(parse_all(ground)))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", "print(1)\n"),
        ("a.json", "[]"),
        ("a.toml", "a = 1\n"),
        ("a.yaml", "a: !Ref b\n---\nc: 1\n"),
        ("a.yml", BOMB),
        ("a.ini", "[a]\nb = %(c)s\n"),
    ],
)
def test_what_its_parser_takes_is_checked(tmp_path: Path, path: str, text: str) -> None:
    assert parsed(tmp_path, path, text).levels == {path: Level.CHECKED}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", "def broken(:\n"),
        ("a.py", b"\xff\xfe"),
        ("a.py", "x = 1\0"),
        ("a.json", "[" * 100_000),
        ("a.toml", "a = \n"),
        ("a.yaml", "a: [b\n"),
        ("a.ini", "no section\n"),
    ],
)
def test_what_is_broken_is_told_and_ends_nothing(tmp_path: Path, path: str, text: str | bytes) -> None:
    report = parsed(tmp_path, path, text)
    assert report.levels == {path: Level.UNCHECKED}
    assert path in report.problems
    assert not report.is_clean


def test_python_is_not_executed(tmp_path: Path) -> None:
    script = f"open({str(tmp_path / 'pwned')!r}, 'w')\n"
    assert parsed(tmp_path, "a.py", script).is_clean
    assert not (tmp_path / "pwned").exists()


def test_yaml_makes_no_objects(tmp_path: Path) -> None:
    text = f"a: !!python/object/apply:os.mkdir ['{tmp_path / 'pwned'}']\n"
    assert parsed(tmp_path, "a.yaml", text).is_clean
    assert not (tmp_path / "pwned").exists()


def test_other_files_stay_unchecked(tmp_path: Path) -> None:
    assert parsed(tmp_path, "README.md", "# Shop\n").levels == {"README.md": Level.UNCHECKED}
