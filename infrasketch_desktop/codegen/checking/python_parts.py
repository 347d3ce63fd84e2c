"""Checks of Python parts: ruff, mypy, and their own tests, with an interpreter that has what they import."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.codegen.checking.executing import RUN_TESTS
from infrasketch_desktop.codegen.checking.report import Missing
from infrasketch_desktop.codegen.checking.tools import Ground, Run, Step, install
from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.language import later, listed, tr

_TEST_SECONDS = 300.0
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_FOREIGN = """
import sys
from importlib.metadata import distributions
if sys.version_info < (3, 11):
    sys.exit("too old")
for one in distributions():
    print(one.metadata["Name"])
"""
_SETUP = later(
    "No Python of this machine has {names}. Run `make setup` in the folder, which installs it, and check again."
)


@dataclass(frozen=True, slots=True)
class PythonPart:
    """A folder with a `pyproject.toml`, its Python files, and the distributions of others that it needs."""

    folder: str
    files: tuple[str, ...]
    needs: frozenset[str]

    @property
    def has_tests(self) -> bool:
        return any(path.startswith(f"{self.folder}/tests/") for path in self.files)


def python_steps(ground: Ground) -> Iterator[Step]:
    """What ruff, mypy and pytest do with each part; nothing of a part whose packages no interpreter here has."""
    parts = [part for path in ground.like("*/pyproject.toml") if (part := _part(ground, path)).files]
    if not parts:
        return
    pythons = _pythons(ground, parts)
    yield from _ruff(ground, parts, pythons)
    for part in parts:
        fit = next((python for python, has in pythons.items() if part.needs <= has), None)
        if fit is None:
            lacking = min((part.needs - has for has in pythons.values()), key=len, default=part.needs)
            advice = tr(_SETUP, names=listed(sorted(lacking)[:3]) + (" …" if len(lacking) > 3 else ""))  # noqa: PLR2004
            yield Missing(tool="mypy and pytest", files=part.files, advice=advice)
        else:
            yield from _judged(ground, part, fit)


def _judged(ground: Ground, part: PythonPart, python: str) -> Iterator[Step]:
    folders = tuple(
        f"{part.folder}/{name}" for name in ("src", "tests") if ground.below(f"{part.folder}/{name}", ".py")
    )
    cache = str(ground.scratch / "mypy")  # one for all parts, which import the same packages
    settings = f"{part.folder}/pyproject.toml"
    yield Run(
        tool="mypy",
        files=part.files,
        level=Level.CHECKED,
        command=(python, "-m", "mypy", "--cache-dir", cache, "--config-file", settings, "--no-error-summary", *folders),
        folder=ground.folder,
        seconds=_TEST_SECONDS,
    )
    if part.has_tests:
        listing = ground.scratch / f"{part.folder.replace('/', '.')}.executed"
        scratch = str(ground.scratch)
        yield Run(
            tool="pytest",
            files=part.files,
            level=Level.RAN,
            command=(python, "-c", RUN_TESTS, str(listing)),
            folder=ground.folder / part.folder,
            seconds=_TEST_SECONDS,
            settings={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "TMPDIR": scratch, "TEMP": scratch, "TMP": scratch},
            listing=listing,
        )


def _ruff(ground: Ground, parts: list[PythonPart], pythons: Mapping[str, frozenset[str]]) -> Iterator[Step]:
    """The ruff of an environment that has what parts need, because its version is the one they ask for; else any."""
    files = tuple(path for part in parts for path in part.files)
    found = ground.find("ruff")
    python = next((python for python, has in pythons.items() if "ruff" in has), None)
    command = (python, "-m", "ruff") if python else (found,) if found else None
    if command is None:
        yield Missing(tool="ruff", files=files, advice=install("ruff"))
        return
    folders = tuple(part.folder for part in parts)
    for verb in (("check", "--output-format=concise"), ("format", "--check")):
        yield Run(
            tool=f"ruff {verb[0]}",
            files=files,
            level=Level.CHECKED,
            command=(*command, *verb, "--no-cache", "--quiet", *folders),
            folder=ground.folder,
        )


def _pythons(ground: Ground, parts: list[PythonPart]) -> Mapping[str, frozenset[str]]:
    """Interpreters from 3.11 with the distributions that each has: that of the project first, then those on PATH."""
    own = ground.folder / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    is_frozen = bool(getattr(sys, "frozen", False))  # then it is this program, and no interpreter
    names = (
        str(own) if own.exists() else None,
        None if is_frozen else sys.executable,
        ground.find("python3"),
        ground.find("python"),
    )
    found: dict[str, frozenset[str]] = {}
    wanted = frozenset().union(*(part.needs for part in parts))
    for python in dict.fromkeys(filter(None, names)):
        said = ground.ask(python, "-I", "-c", _FOREIGN)
        if said is not None:
            found[python] = frozenset(map(_normal, said.split()))
            if wanted <= found[python]:
                break
    return found


def _part(ground: Ground, path: str) -> PythonPart:
    folder = path.rpartition("/")[0]
    try:
        needs = frozenset(_needs(tomllib.loads(ground.text(path))))
    except (ValueError, KeyError, TypeError, AttributeError):  # somebody edited it; the parser says what is wrong
        needs = frozenset({"pytest", "mypy"})
    return PythonPart(folder, ground.below(folder, ".py"), needs)


def _needs(settings: Mapping[str, Any]) -> Iterator[str]:
    """The distributions that a part needs to be typed and tested, without those of the project itself."""
    own = {_normal(name) for name in settings.get("tool", {}).get("uv", {}).get("sources", {})}
    groups = settings.get("dependency-groups", {})
    for wanted in (*settings["project"].get("dependencies", ()), *groups.get("dev", ())):
        name = _NAME.match(wanted)
        if name is not None and _normal(name[0]) not in own:
            yield _normal(name[0])


def _normal(name: str) -> str:
    """A name of a distribution as all its spellings (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
