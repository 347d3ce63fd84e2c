"""The scripts of this project and the server's Dockerfile, read by the tools that know their traps."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.support.programs import ROOT, run_program

TOOLS = Path(sys.executable).parent
FOLDERS = (ROOT / "packaging", ROOT / ".ci")
SHELLS = ("#!/usr/bin/env bash", "#!/bin/sh")


def scripts() -> list[Path]:
    """Everything that a shell runs, and what it sources."""
    files = [file for folder in FOLDERS for file in sorted(folder.rglob("*")) if file.is_file()]
    first = {file: file.read_bytes().partition(b"\n")[0].decode("utf-8", "replace") for file in files}
    return [file for file in files if first[file] in SHELLS or file.suffix == ".sh"]


def test_shellcheck_finds_nothing_in_the_scripts() -> None:
    """SC1111 takes the quotes that people read for quotes that a shell was meant to read."""
    assert len(scripts()) > 12
    follow = ["--external-sources", "--source-path=SCRIPTDIR", "--exclude=SC1111,SC1112"]
    done = run_program([TOOLS / "shellcheck", *follow, *scripts()])
    assert (done.code, done.out) == (0, "")


def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    done = run_program([TOOLS / "hadolint", ROOT / "packaging" / "server" / "Dockerfile"])
    assert (done.code, done.out) == (0, "")
