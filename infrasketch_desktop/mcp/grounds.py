"""Which files an assistant may name: those given at the start, and what lies in the folders given at the start."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.exchange.folders import PASSED_OVER
from infrasketch_desktop.mcp.errors import OutsideError
from infrasketch_desktop.storage.paths import SKETCH_SUFFIX, real_path

MAX_NAME = 4096
"""Characters of a path; Linux takes no longer one (PATH_MAX in `limits.h`)."""
MAX_LISTED = 500
MAX_ENTRIES = 20_000
_NOTHING_READ = "Nothing was read or written."


@dataclass(frozen=True, slots=True)
class Grounds:
    """`sketches` gives the files that are open to an assistant by themselves; `folders` are real paths of folders.

    Every path is followed to its end before it is compared: a link that leads out of the folders is refused.
    """

    sketches: Callable[[], Sequence[Path]]
    folders: tuple[Path, ...] = ()

    def sketch(self, name: str) -> Path:
        """The real path of the sketch called `name`; "" is the only one there is. Raises OutsideError."""
        path = self.readable(name) if name else self._only_one()
        if path.suffix != SKETCH_SUFFIX:
            raise OutsideError(
                f"“{path.name}” is no sketch: its name does not end in {SKETCH_SUFFIX}.", kept=_NOTHING_READ
            )
        return path

    def readable(self, name: str) -> Path:
        """The real path of the file or folder called `name`. Raises OutsideError."""
        path = self._real(name)
        if not (self._is_inside(path) or path in self._single()):
            raise self._outside(name)
        if not path.exists():
            raise OutsideError(f"There is no “{name}”.", advice="list_sketches says what there is.")
        return path

    def new_file(self, name: str) -> Path:
        """Where a file called `name` may be made: in a folder that was given, and not in a hidden one.

        Raises:
            OutsideError: it may not, or a file of that name is there already.
        """
        path = self._real(name)
        inside = next((folder for folder in self.folders if path.is_relative_to(folder)), None)
        if inside is None:
            raise self._outside(name)
        if any(part.startswith(".") for part in path.relative_to(inside).parts):
            raise OutsideError(f"“{name}” is hidden or lies in a hidden folder.", kept="Nothing was written.")
        if not path.parent.is_dir():
            raise OutsideError(f"The folder of “{name}” does not exist.", kept="Nothing was written.")
        if os.path.lexists(path):
            raise OutsideError(f"“{name}” is there already.", kept="It was not changed.", advice="Choose another name.")
        return path

    def listed(self) -> list[Path]:
        """The sketches that can be named, sorted; at most `MAX_LISTED`, hidden and vendored folders passed over."""
        found = {path for path in self._single() if path.is_file()}
        for folder in self.folders:
            found.update(_sketches_below(folder))
        return sorted(found)[:MAX_LISTED]

    def shown(self, path: Path) -> str:
        """How an assistant can name `path`: relative to the folder it is in where there is only one."""
        if len(self.folders) == 1 and path.is_relative_to(self.folders[0]):
            return path.relative_to(self.folders[0]).as_posix()
        return str(path)

    def _only_one(self) -> Path:
        found = self.listed()
        if len(found) == 1:
            return found[0]
        what = "There are several sketches." if found else "There is no sketch yet."
        raise OutsideError(what, advice="Name one; list_sketches says what there is.")

    def _real(self, name: str) -> Path:
        if not name or len(name) > MAX_NAME or "\0" in name:
            raise OutsideError("This is no path of a file.", kept=_NOTHING_READ)
        base = self.folders[0] if self.folders else next(iter(self._single()), Path("/")).parent
        return real_path(base / name)

    def _single(self) -> set[Path]:
        return {real_path(path) for path in self.sketches()}

    def _is_inside(self, path: Path) -> bool:
        return any(path.is_relative_to(folder) for folder in self.folders)

    def _outside(self, name: str) -> OutsideError:
        return OutsideError(
            f"“{name[:200]}” is outside of what was given to this server.",
            kept=_NOTHING_READ,
            advice="A person may start it with --folder and the folder it is in.",
        )


def _sketches_below(folder: Path) -> Iterator[Path]:
    seen = 0
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in PASSED_OVER)
        seen += len(folders) + len(files)
        if seen > MAX_ENTRIES:
            return
        for name in files:
            path = Path(place) / name
            if path.suffix == SKETCH_SUFFIX and path.is_file() and not path.is_symlink():
                yield path
