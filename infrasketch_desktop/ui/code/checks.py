"""Runs the checks that this computer has over generated code, and says what came of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.ui.tasks import Progress


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far a file was checked; `problem` is what a tool said against it, "" when none did."""

    level: Level
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one run. `missing` are tools that are not here, with what they would have checked.

    `trouble` is why nothing could be checked.
    """

    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    trouble: str = ""

    @property
    def problems(self) -> int:
        """Files that a tool said something against."""
        return sum(bool(verdict.problem) for verdict in self.verdicts.values())


def run_checks(folder: Path, progress: Progress, told: Callable[[str], None]) -> Checked:
    """Check what was generated into a folder.

    Raises:
        CodegenError: what the folder remembers cannot be read.
    """
    from infrasketch_desktop.codegen.manifest import read_manifest  # noqa: PLC0415 - not needed to start

    manifest = read_manifest(folder)
    paths = sorted(manifest.files) if manifest is not None else []
    verdicts = {}
    for number, path in enumerate(paths):
        progress.report(number / len(paths))
        told(path)
        verdicts[path] = Verdict(Level.UNCHECKED)
    return Checked(verdicts)
