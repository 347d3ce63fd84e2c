"""The built program in its folder, started as on a machine of somebody who has neither Python nor a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psutil

from tests.support.programs import ROOT, Outcome

BUILT = ROOT / "dist" / "build" / "InfraSketch"
FOLDER_VARIABLE = "INFRASKETCH_BUNDLE"
"""Where `packaging/release` has built; without it, what was built last in the checkout, or a new one."""

BOX = (slice(165, 235), slice(100, 1100))
"""Rows and columns of a screen in which the home page has its box; nothing else changes there."""
LETTER = 500
"""Pixels that change at least when the words of the empty box give way to a letter, and not when a caret blinks."""


@cache
def bundle_folder() -> Path:
    """The folder of the built program; builds it, which takes minutes, where nothing was built yet."""
    folder = Path(os.environ.get(FOLDER_VARIABLE) or BUILT)
    if not (folder / "infrasketch").exists():
        command = [sys.executable, "-m", "bundle.build", "--into", str(folder.parent)]
        subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT / "packaging")}, check=True)
    return folder


@dataclass(frozen=True, slots=True)
class Bundle:
    """The program of a bundle with a home of its own, and nothing else in its environment."""

    program: Path
    home: Path
    variables: Mapping[str, str]

    @property
    def environment(self) -> dict[str, str]:
        """No Python, no path to any program, no bus, no place for settings but the home."""
        return {"HOME": str(self.home), "PATH": "/nonexistent", "LANG": "C.UTF-8", **self.variables}

    def run(self, *arguments: str | Path, typed: str = "", seconds: float = 120.0) -> Outcome:
        """Run a command to its end."""
        command: Sequence[str] = [str(self.program), *map(str, arguments)]
        done = subprocess.run(
            command, input=typed, cwd=self.home, env=self.environment, capture_output=True, text=True,
            encoding="utf-8", timeout=seconds, check=False,
        )  # fmt: skip
        return Outcome(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def running(self, *arguments: str) -> Iterator[psutil.Popen]:
        """The program with its window open; it ends with the block, and what it started with it."""
        command = [str(self.program), *arguments]
        with psutil.Popen(command, cwd=self.home, env=self.environment, stderr=subprocess.DEVNULL) as process:
            try:
                yield process
            finally:
                for each in (*process.children(recursive=True), process):
                    with suppress(psutil.NoSuchProcess):
                        each.kill()


def bundle(home: Path, variables: Mapping[str, str] | None = None) -> Bundle:
    """The built program with `home` as its home; `variables` tell it where to show itself."""
    return Bundle(bundle_folder() / "infrasketch", home, variables or {})
