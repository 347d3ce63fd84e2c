"""Runs all checks there are over a folder, one after the other."""

from __future__ import annotations

import posixpath
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from infrasketch_desktop.codegen.checking.deployment import deployment_steps
from infrasketch_desktop.codegen.checking.parsing import parse_all
from infrasketch_desktop.codegen.checking.python_parts import python_steps
from infrasketch_desktop.codegen.checking.report import MOST_SAID, Missing, Report, Result
from infrasketch_desktop.codegen.checking.running import Progress, run_tool
from infrasketch_desktop.codegen.checking.servers import server_steps
from infrasketch_desktop.codegen.checking.tools import MOST_BYTES, Ground, Run, Step
from infrasketch_desktop.codegen.checking.web import web_steps
from infrasketch_desktop.codegen.errors import FolderError
from infrasketch_desktop.codegen.paths import is_safe_path
from infrasketch_desktop.codegen.reading import read_ordinary
from infrasketch_desktop.language import tr

PLANNERS: tuple[Callable[[Ground], Iterator[Step]], ...] = (
    python_steps,
    server_steps,
    deployment_steps,
    web_steps,
)
PROGRAMS = (
    "ruff", "mypy", "pytest", "nginx", "haproxy", "promtool", "sh", "docker", "kubectl",
    "kubernetes-validate", "terraform", "cfn-lint", "hadolint", "actionlint", "make", "node",
)  # fmt: skip
"""Programs that the checks look for. Those of Python are also taken from the environment of the project."""


def available_tools() -> dict[str, bool]:
    """Which programs are found on this machine."""
    nowhere = Ground(Path("/nonexistent"), (), Path())
    return {name: nowhere.find(name) is not None for name in PROGRAMS}


def check(folder: Path, files: Iterable[str], progress: Progress = lambda _what, _share: None) -> Report:
    """Check the files of a project, by their paths below its folder, as they lie there now.

    Code of the folder is executed: its tests, and the builds of its web apps. Those that are not there any more are
    left out.

    Raises:
        FolderError: there is no such folder.
        whatever `progress` raises to stop; what runs is ended first.
    """
    if not folder.is_dir():
        raise FolderError(
            tr("There is no folder “{name}”.", name=folder.name),
            kept=tr("Nothing was checked."),
            advice=tr("Generate first."),
        )
    with tempfile.TemporaryDirectory(prefix="infrasketch-checks-") as scratch:
        ground = Ground(
            folder.resolve(), tuple(_there(folder, files)), Path(scratch).resolve(), lambda: progress("", 0.0)
        )
        ground.tick()
        results = list(parse_all(ground))
        steps = [step for planner in PLANNERS for step in planner(ground)]
        runs = [step for step in steps if isinstance(step, Run)]
        for number, run in enumerate(runs):
            results.append(_result(run, ground, progress, number / len(runs)))
        progress("", 1.0)
    missing = tuple(step for step in steps if isinstance(step, Missing))
    return Report(ground.paths, tuple(results), missing)


def _there(folder: Path, files: Iterable[str]) -> Iterator[str]:
    """Paths of ordinary files, sorted; links are not followed."""
    for path in sorted(set(files)):
        if is_safe_path(path) and _is_ordinary(folder, path):
            yield path


def _is_ordinary(folder: Path, path: str) -> bool:
    try:
        return read_ordinary(folder, path, MOST_BYTES) is not None
    except OSError:
        return False


def _result(run: Run, ground: Ground, progress: Progress, share: float) -> Result:
    what = f"{run.tool}: {_where(run)}"
    progress(what, share)
    ended = run_tool(run.command, run.folder, run.seconds, lambda: progress(what, share), run.settings)
    if ended.code == 0:
        return Result(tool=run.tool, files=_executed(run, ground), level=run.level)
    said = ended.output.replace(str(ground.scratch), "…")[-MOST_SAID:].strip() or tr(
        "It ended with code {code}.", code=ended.code
    )
    refused = _named(run, said) or run.files
    return Result(tool=run.tool, files=run.files, level=run.level, passed=False, said=said, refused=refused)


def _where(run: Run) -> str:
    """What it looks at: its file, or the folder of all of them."""
    return posixpath.commonpath(run.files) or "."


def _executed(run: Run, ground: Ground) -> tuple[str, ...]:
    """The files that a run says something about."""
    if run.listing is None:
        return run.files
    try:
        lines = run.listing.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()
    executed = {_below(ground.folder, line) for line in lines}
    return tuple(path for path in run.files if path in executed)


def _below(folder: Path, line: str) -> str:
    path = Path(line)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""


def _named(run: Run, said: str) -> tuple[str, ...]:
    """The files that the output names, by their path in the project or by that from where the tool ran."""
    text = said.replace("\\", "/")
    return tuple(path for path in run.files if path in text or _seen_from(run, path) in text)


def _seen_from(run: Run, path: str) -> str:
    """The path of a file as a tool tells it that ran in the folder of a part."""
    parts = path.split("/")
    above = (count for count in range(len(parts) - 1, 0, -1) if run.folder.as_posix().endswith("/".join(parts[:count])))
    return "/".join(parts[next(above, 0) :])
