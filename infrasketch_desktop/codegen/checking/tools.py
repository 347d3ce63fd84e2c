"""What the checks are made of: the ground they stand on, programs that are found on this machine, runs of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from infrasketch_desktop.codegen.checking.report import Missing
from infrasketch_desktop.codegen.checking.running import run_tool
from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.codegen.reading import read_ordinary
from infrasketch_desktop.language import tr

SECONDS = 60.0
"""What most tools may take; none needs more than a few seconds for one part."""
MOST_BYTES = 4 * 1024 * 1024
"""Of a file that is checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A command to run in `folder`. When its exit code is 0, `files` have `level`.

    `listing` is where it writes which files it executed, one on a line, when that is not all of them.
    """

    tool: str
    files: tuple[str, ...]
    level: Level
    command: tuple[str, ...]
    folder: Path
    seconds: float = SECONDS
    settings: Mapping[str, str] = field(default_factory=dict)
    listing: Path | None = None


Step = Run | Missing


@dataclass(frozen=True, slots=True)
class Ground:
    """The folder of the project, the files to check, a folder for what checks write, and a way to be stopped."""

    folder: Path
    paths: tuple[str, ...]
    scratch: Path
    tick: Callable[[], None] = lambda: None

    def like(self, *patterns: str) -> tuple[str, ...]:
        """The paths that a pattern such as `deploy/*.tf` matches; `*` matches `/` too."""
        return tuple(path for path in self.paths if any(fnmatchcase(path, pattern) for pattern in patterns))

    def below(self, folder: str, *endings: str) -> tuple[str, ...]:
        """The paths below a folder, of some endings or of all."""
        return tuple(path for path in self.paths if path.startswith(f"{folder}/") and path.endswith(endings or ("",)))

    def ask(self, *command: str, seconds: float = 20.0) -> str | None:
        """What a command says about this machine; None when it fails."""
        ended = run_tool(command, self.scratch, seconds, self.tick, {})
        return ended.output if ended.code == 0 else None

    def text(self, path: str) -> str:
        """The text of a file; "" when it cannot be read."""
        try:
            return (read_ordinary(self.folder, path, MOST_BYTES) or b"").decode("utf-8", "replace")
        except OSError:
            return ""

    def find(self, *names: str) -> str | None:
        """Where the first of some programs is on PATH; never one that lies in the project itself."""
        for name in names:
            found = shutil.which(name)
            if found and not Path(found).resolve().is_relative_to(self.folder.resolve()):
                return found
        return None


def install(name: str) -> str:
    """What to do about a program that is missing."""
    return tr("Install {name}, and check again.", name=name)
