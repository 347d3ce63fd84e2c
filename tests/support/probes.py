"""Runs a few tests in a child with the project's own configuration, to see what the harness makes of them."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.support.programs import ROOT, Outcome, run_program


def run_probe(folder: Path, code: str, *options: str) -> Outcome:
    """Run the tests in `code` as a file of `folder`, with the hooks and fixtures of tests/conftest.py."""
    probe = folder / "test_probe.py"
    probe.write_text(code)
    command: list[str | Path] = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--rootdir", folder]
    return run_program([*command, "-p", "tests.conftest", "-p", "no:cacheprovider", *options, probe], folder=ROOT)
