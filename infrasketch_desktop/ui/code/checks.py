"""What came of checking generated code with the tools of this computer, and the run itself, for a thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.ui.tasks import Progress

MOST_SAID = 600
"""Characters that are shown of what a tool said against a file."""

if TYPE_CHECKING:  # parsers and planners of checks are not needed to start
    from infrasketch_desktop.codegen.checking import Missing, Report


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far a file was checked; `problem` is what a tool said against it, `missing` a tool that could not be run."""

    level: Level
    problem: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """A tool that could not be run here, how many files it would have looked at, and what to do about it."""

    tool: str
    files: int
    advice: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one run. `missing` are tools that could not be run here.

    `trouble` is why nothing could be checked.
    """

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    missing: tuple[Absent, ...] = ()
    trouble: str = ""

    @property
    def problems(self) -> int:
        """Files that a tool said something against."""
        return sum(bool(verdict.problem) for verdict in self.verdicts.values())

    def without(self, paths: Iterable[str]) -> Checked:
        """The same without what was said of files that have changed since."""
        gone = set(paths)
        return replace(self, verdicts={path: said for path, said in self.verdicts.items() if path not in gone})


def run_checks(folder: Path, progress: Progress, told: Callable[[str], None]) -> Checked:
    """Check what was generated into a folder, as it lies there now, and let its READMEs tell. That runs its tests.

    `told` hears what runs.

    Raises:
        CodegenError: there is no such folder, or what it remembers cannot be read.
        OSError, StorageError: what was found cannot be written there.
        CancelledError: somebody stopped it.
    """
    from infrasketch_desktop.codegen.checking import check, remember  # noqa: PLC0415 - see the head
    from infrasketch_desktop.codegen.manifest import read_manifest  # noqa: PLC0415 - likewise

    def tick(what: str, share: float) -> None:
        told(what)
        progress.report(share)

    manifest = read_manifest(folder)
    report = check(folder, manifest.files if manifest is not None else (), tick)
    remember(folder, report, write_atomically)
    return checked_by(report)


def remembered_by(levels: Mapping[str, Level]) -> Checked | None:
    """What an earlier run found, of files that are still as they were then."""
    return Checked({path: Verdict(level) for path, level in levels.items()}) if levels else None


def checked_by(report: Report) -> Checked:
    """A report in the words of the window."""
    absent = {path: one.tool for one in report.missing for path in one.files}
    problems = {path: _around(path, said, report) for path, said in report.problems.items()}
    verdicts = {
        path: Verdict(level, problems.get(path, ""), absent.get(path, "")) for path, level in report.levels.items()
    }
    return Checked(verdicts, tuple(_missing(report.missing)))


def _around(path: str, said: str, report: Report) -> str:
    """What a tool said against a file, with the line before, in which some tools name the rule that was broken."""
    tool, _, line = said.partition(": ")
    for result in report.failed:
        lines = [one.strip() for one in result.said.splitlines() if one.strip()]
        if result.tool == tool and path in result.refused and line in lines and lines.index(line):
            return f"{tool}: {lines[lines.index(line) - 1]}\n{line}"[:MOST_SAID]
    return said


def _missing(found: Iterable[Missing]) -> Iterable[Absent]:
    """One for each tool, with all the files that it would have looked at."""
    counts: dict[tuple[str, str], int] = {}
    for one in found:
        counts[one.tool, one.advice] = counts.get((one.tool, one.advice), 0) + len(one.files)
    return (Absent(tool, count, advice) for (tool, advice), count in counts.items())
