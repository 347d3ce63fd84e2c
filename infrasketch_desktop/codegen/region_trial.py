"""Tries a changed file of a project on a copy: compiled, linted, typed and, where that is allowed, run by its tests.

What failed before the change is not held against it. Nothing in the project itself is touched.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from infrasketch_desktop.codegen.checking.python_parts import python_steps
from infrasketch_desktop.codegen.checking.report import MOST_SAID, Missing
from infrasketch_desktop.codegen.checking.running import run_tool
from infrasketch_desktop.codegen.checking.tools import Ground, Run, Step
from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.codegen.manifest import Manifest
from infrasketch_desktop.codegen.paths import is_safe_path
from infrasketch_desktop.codegen.reading import read_ordinary
from infrasketch_desktop.language import tr

Tick = Callable[[], None]
"""Called several times a second while a tool runs; what it raises ends the tool and the trial."""

MOST_FILE_BYTES = 1024 * 1024
MOST_BYTES = 64 * 1024 * 1024
MOST_FILES = 5_000
MOST_TOLD = 1_500
"""Characters of what one tool found, for a person or a model to read."""
_SOURCES = (".py", ".pyi")
_SHARED = "libraries"
"""What parts import of each other lies here."""
_PLACE = re.compile(r":\d+(?::\d+)?:")
_INSTALLED = re.compile(r"[^\s\"']*[/\\](?=site-packages[/\\]|python3\.\d+[/\\])")
"""Where this machine has its libraries: nothing that a model has to know."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one tool. `problem` is what it found against the change, "" where it found nothing."""

    tool: str
    level: Level
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of all of them, and which could not be run."""

    tried: tuple[Tried, ...]
    missing: tuple[Missing, ...] = ()

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(f"{one.tool}: {_end(one.problem)}" for one in self.tried if one.problem)

    @property
    def passed(self) -> tuple[str, ...]:
        """The tools that found nothing."""
        return tuple(one.tool for one in self.tried if not one.problem)


class Trial:
    """A copy of what a file needs to be judged; made by `trying`."""

    def __init__(self, copy: Path, path: str, text: str, steps: tuple[Step, ...], tick: Tick) -> None:
        self._copy = copy
        self._path = path
        self._text = text
        self._runs = tuple(step for step in steps if isinstance(step, Run))
        self._tick = tick
        self.missing = tuple(step for step in steps if isinstance(step, Missing))

    def formatted(self, text: str, first: int, last: int) -> str:
        """The text with some of its lines, counted from 1, as ruff writes them; as it is where there is no ruff."""
        run = next((run for run in self._runs if run.tool == "ruff format"), None)
        if run is None:
            return text
        self._put(text)
        command = (*run.command[: run.command.index("format") + 1], "--no-cache", "--quiet")
        span = f"--range={first}-{last + 1}"
        self._run(replace(run, command=(*command, span, self._path), folder=self._copy))
        return (self._copy / self._path).read_text(encoding="utf-8")

    def judge(self, text: str) -> Verdict:
        """What the checks say of `text` in place of the file. Raises whatever `tick` raises."""
        try:
            compile(text, self._path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            return Verdict((Tried("Python's compiler", Level.CHECKED, _one_line(error)),))
        compiled = Tried("Python's compiler", Level.CHECKED)
        return Verdict((compiled, *(self._tried(run, text) for run in self._runs)), self.missing)

    def _tried(self, run: Run, text: str) -> Tried:
        self._put(text)
        said = self._run(run)
        if said is None:
            return Tried(run.tool, run.level)
        self._put(self._text)
        before = self._run(run)
        return Tried(run.tool, run.level, said if before is None else _new(said, before))

    def _run(self, run: Run) -> str | None:
        """What a tool said; None when it passed."""
        self._tick()
        ended = run_tool(run.command, run.folder, run.seconds, self._tick, run.settings)
        if ended.code == 0:
            return None
        said = _INSTALLED.sub("", ended.output.replace(f"{self._copy}{os.sep}", ""))[-MOST_SAID:].strip()
        return said or tr("It ended with code {code}.", code=ended.code)

    def _put(self, text: str) -> None:
        (self._copy / self._path).write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def trying(
    folder: Path, manifest: Manifest, path: str, text: str, tick: Tick, *, may_execute: bool = False
) -> Iterator[Trial]:
    """A copy of the part that the file under `path` belongs to, and of the libraries that parts share.

    `text` is the file as it is now. The tests of the part run only with `may_execute`; everything else reads.

    Raises:
        OSError: the copy cannot be made. Whatever `tick` raises.
    """
    part = part_folder(manifest, path)
    with tempfile.TemporaryDirectory(prefix="infrasketch-trial-") as made:
        copy, scratch = Path(made).resolve() / "project", Path(made).resolve() / "scratch"
        scratch.mkdir()
        _copy_files(folder, copy, _needed(folder, manifest, part), tick)
        known = tuple(sorted(one for one in manifest.files if one.startswith(f"{part}/")))
        ground = Ground(folder.resolve(), known, scratch, tick)
        steps = python_steps(ground) if part else iter(())
        chosen = tuple(step for step in steps if may_execute or not _executes(step))
        yield Trial(copy, path, text, tuple(_moved(step, folder.resolve(), copy) for step in chosen), tick)


def part_folder(manifest: Manifest, path: str) -> str:
    """The folder above a file that has settings of its own for the tools, "" where none has."""
    parents = path.split("/")[:-1]
    candidates = ("/".join(parents[:count]) for count in range(len(parents), 0, -1))
    return next((found for found in candidates if f"{found}/pyproject.toml" in manifest.files), "")


def _executes(step: Step) -> bool:
    return isinstance(step, Run) and step.level is Level.RAN


def _moved(step: Step, folder: Path, copy: Path) -> Step:
    """The same in the copy, with the programs of the project itself."""
    if isinstance(step, Missing):
        return step
    return replace(step, folder=copy / step.folder.relative_to(folder))


def _needed(folder: Path, manifest: Manifest, part: str) -> Iterator[str]:
    """What was generated for the part and for libraries, and what somebody wrote beside it."""
    roots = tuple(f"{root}/" for root in (part, _SHARED) if root)
    yield from (path for path in manifest.files if path.startswith(roots) or "/" not in path)
    for root in roots:
        for place, folders, names in os.walk(folder / root):
            folders[:] = [name for name in folders if name[0] != "." and name not in ("__pycache__", "node_modules")]
            below = Path(place).relative_to(folder).as_posix()
            yield from (f"{below}/{name}" for name in names if name.endswith(_SOURCES))


def _copy_files(folder: Path, copy: Path, paths: Iterator[str], tick: Tick) -> None:
    size = count = 0
    done: set[str] = set()
    copy.mkdir()
    for path in paths:
        if path in done or not is_safe_path(path):
            continue
        tick()
        done.add(path)
        try:
            content = read_ordinary(folder, path, MOST_FILE_BYTES)
        except OSError:  # a link, or no file of ours: the tools do without it
            continue
        if content is None:
            continue
        size, count = size + len(content), count + 1
        if size > MOST_BYTES or count > MOST_FILES:
            raise OSError(27, tr("The part has too many files to be tried on a copy."))
        target = copy / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _new(said: str, before: str) -> str:
    """The lines that a tool did not say before, wherever they stood."""
    known = Counter(_PLACE.sub(":", line) for line in before.splitlines())
    lines = []
    for line in said.splitlines():
        form = _PLACE.sub(":", line)
        if known[form]:
            known[form] -= 1
        elif ":" in line:
            lines.append(line)
    return "\n".join(lines)


def _end(said: str) -> str:
    """The end of what a tool said, where verdicts stand."""
    return said if len(said) <= MOST_TOLD else f"… {said[-MOST_TOLD:]}"


def _one_line(error: BaseException) -> str:
    if isinstance(error, SyntaxError) and error.lineno:
        return f"{error.msg}, line {error.lineno}"
    return str(error)[:300] or type(error).__name__
