"""Generated projects on disk, judged by the tools that their users have: ruff, mypy and pytest."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from infrasketch_desktop.codegen.files import CodeFile

KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
"""What a tool may see of this machine's environment: no setting of the tests may help generated code."""


def write(files: Iterable[CodeFile], folder: Path) -> Path:
    """Write the files and return the folder. Two files under one path are an error."""
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as out:
            out.write(file.content)
    return folder


def lint(folder: Path) -> None:
    """`ruff check` and `ruff format --check` find nothing in any Python file of the folder."""
    _run(["ruff", "check", "--no-cache", "--quiet", "."], folder)
    _run(["ruff", "format", "--no-cache", "--check", "--diff", "--quiet", "."], folder)


def types(part: Path) -> None:
    """`mypy` with the part's own settings, which are strict, finds nothing in its source and tests."""
    places = [str(part.absolute() / name) for name in ("src", "tests")]  # by which the cache tells parts apart
    _run(["mypy", "--cache-dir", _mypy_cache().name, "--strict", *places], part)


def run_tests(part: Path, *arguments: str, **settings: str) -> str:
    """The part's own tests pass; at least one ran. Returns what pytest printed.

    Plugins stay out: generated tests need none, and those of this program take longer to import than the tests to run.
    """
    settings = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **settings}
    return _run(["pytest", "-q", "-p", "no:cacheprovider", *arguments], part, **settings)


@cache
def _mypy_cache() -> TemporaryDirectory[str]:
    """What mypy knows of installed packages: read once in a test process, and gone with it."""
    return TemporaryDirectory(prefix="mypy-")


def _run(command: list[str], folder: Path, **settings: str) -> str:
    environment = {name: os.environ[name] for name in KEPT if name in os.environ} | settings
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)} in {folder.name}\n{done.stdout}{done.stderr}"
    return done.stdout
