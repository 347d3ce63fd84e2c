"""Starts the real program as a child process; it inherits the home and the offscreen platform of the test."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INFRASKETCH = (sys.executable, "-W", "error", "-m", "infrasketch_desktop")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a finished program left behind."""

    code: int
    out: str
    err: str


def run_program(
    arguments: Sequence[str | Path], *, typed: str = "", folder: Path | None = None, seconds: float = 90.0
) -> Outcome:
    """Run `arguments` to their end with `typed` on standard input. Warnings of Python are errors in the child too."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    finished = subprocess.run(
        [str(part) for part in arguments],
        input=typed,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )
    return Outcome(finished.returncode, finished.stdout, finished.stderr)


def infrasketch(*arguments: str | Path, typed: str = "", folder: Path | None = None) -> Outcome:
    """Run the `infrasketch` command."""
    return run_program([*INFRASKETCH, *arguments], typed=typed, folder=folder)


def infrasketch_here(*arguments: str | Path, typed: str = "") -> Outcome:
    """Run the `infrasketch` command in this process: for what does not start Qt; nothing has to be loaded anew."""
    from infrasketch_desktop.cli import main

    out, err, source = io.StringIO(), io.StringIO(), sys.stdin
    with redirect_stdout(out), redirect_stderr(err):
        sys.stdin = io.StringIO(typed)
        try:
            code = main([str(part) for part in arguments])
        finally:
            sys.stdin = source
    return Outcome(code, out.getvalue(), err.getvalue())


def python(code: str, *arguments: str) -> Outcome:
    """Run a few lines of Python in a fresh interpreter."""
    return run_program([sys.executable, "-W", "error", "-c", code, *arguments])
