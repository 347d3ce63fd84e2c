"""Reports that wait on this computer: of runs that were ended, and those that no server took yet."""

from __future__ import annotations

import contextlib
from pathlib import Path

from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.errors import OpenError, SaveError
from infrasketch_desktop.ui.crash.alike import are_alike, together
from infrasketch_desktop.ui.crash.report import Report

FOLDER = "reports"
MOST_KEPT = 5
_SUFFIX = ".txt"
_MOST_BYTES = 1024 * 1024


class KeptReports:
    """The newest few, a text file each, those of the same mistake in one; a disk that refuses is no second trouble."""

    def __init__(self, state_folder: Path) -> None:
        self._folder = state_folder / FOLDER

    def keep(self, report: Report) -> Report | None:
        """The report as it is kept now, None where the disk refuses; the oldest give way.

        One that tells of the same mistake as an earlier one is counted there.
        """
        before = next((one for one in self.all() if are_alike(one, report)), None)
        now = report if before is None else together(before, report)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self._path(now.id), now.text.encode("utf-8", "replace"))
        except (OSError, SaveError):
            return None
        if before is not None and before.id != now.id:
            self.forget(before.id)
        for path in self._paths()[MOST_KEPT:]:
            self._remove(path)
        return now

    def all(self) -> tuple[Report, ...]:
        """The newest first."""
        found = []
        for path in self._paths()[:MOST_KEPT]:
            with contextlib.suppress(OpenError):
                text = read_bounded(path, _MOST_BYTES).decode("utf-8", "replace")
                found.append(Report(path.stem, text, _kept_at(path)))
        return tuple(found)

    def forget(self, report_id: str) -> None:
        self._remove(self._path(report_id))

    def _path(self, report_id: str) -> Path:
        return self._folder / f"{report_id}{_SUFFIX}"

    def _paths(self) -> list[Path]:
        return sorted(self._folder.glob(f"*{_SUFFIX}"), key=_kept_at, reverse=True)

    @staticmethod
    def _remove(path: Path) -> None:
        with contextlib.suppress(OSError):
            path.unlink()


def _kept_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
