"""What came of the checks: a level for each file, what every tool said, and which tools were not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.language import tr

MOST_SAID = 4_000
"""Characters that are kept of what a tool said; the end, where verdicts stand."""
MOST_LINES = 12
MOST_WIDE = 300
"""Lines, and characters of each, that people are shown of one tool; the rest is in the JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One run of a tool over `files`, which get `level` when it passed.

    `said` is its output when it failed. `refused` are the files that it found something wrong with.
    """

    tool: str
    files: tuple[str, ...]
    level: Level
    passed: bool = True
    said: str = ""
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A tool that could not be run, the files it would have looked at, and what to do about it."""

    tool: str
    files: tuple[str, ...]
    advice: str


@dataclass(frozen=True)
class Report:
    """`paths` are the files that were there to be checked."""

    paths: tuple[str, ...]
    results: tuple[Result, ...] = ()
    missing: tuple[Missing, ...] = ()

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """How far each file was checked; one that a tool refused counts as unchecked, whatever others said."""
        levels = dict.fromkeys(self.paths, Level.UNCHECKED)
        for result in self.results:
            for path in result.files if result.passed else ():
                levels[path] = max(levels[path], result.level, key=lambda level: level.rank)
        return {**levels, **dict.fromkeys(self.problems, Level.UNCHECKED)}

    @cached_property
    def problems(self) -> Mapping[str, str]:
        """What the first tool that refused a file said about it."""
        found: dict[str, str] = {}
        for result in self.results:
            for path in result.refused:
                found.setdefault(path, f"{result.tool}: {_about(path, result)}")
        return found

    @property
    def failed(self) -> tuple[Result, ...]:
        return tuple(result for result in self.results if not result.passed)

    @property
    def is_clean(self) -> bool:
        """Whether no tool found anything wrong."""
        return not self.failed

    def lines(self) -> tuple[str, ...]:
        """For people at a terminal."""
        return tuple(self._lines())

    def as_json(self) -> dict[str, object]:
        return {
            "clean": self.is_clean,
            "counts": {level.value: count for level, count in sorted(Counter(self.levels.values()).items())},
            "levels": {path: level.value for path, level in self.levels.items()},
            "results": [
                {
                    "tool": result.tool,
                    "files": len(result.files),
                    "passed": result.passed,
                    "refused": list(result.refused),
                    "said": result.said,
                }
                for result in self.results
            ],
            "missing": [{"tool": one.tool, "files": list(one.files), "advice": one.advice} for one in self.missing],
        }

    def _lines(self) -> Iterator[str]:
        counts = Counter(self.levels.values())
        yield "Checked: " + ", ".join(f"{counts[level]} {level.value}" for level in reversed(Level) if counts[level])
        passed = Counter(result.tool for result in self.results if result.passed)
        if passed:
            yield "Passed: " + ", ".join(
                f"{tool}{f' × {count}' if count > 1 else ''}" for tool, count in passed.items()
            )
        for result in self.failed:
            yield f"Failed: {result.tool}"
            yield from (f"  {line[:MOST_WIDE]}" for line in result.said.splitlines()[-MOST_LINES:])
        for tool, advice in dict.fromkeys((one.tool, one.advice) for one in self.missing):
            count = sum(len(one.files) for one in self.missing if (one.tool, one.advice) == (tool, advice))
            yield f"Not run: {tool}, for {count} file{'' if count == 1 else 's'}. {advice}"


def _about(path: str, result: Result) -> str:
    """The line of the output that names a file; else its last line."""
    lines = [line.strip() for line in result.said.splitlines() if line.strip()]
    name = path.rpartition("/")[2]
    named = (line for mark in (path, name) for line in lines if mark in line)
    return next(named, lines[-1] if lines else tr("It was refused."))[:300]
