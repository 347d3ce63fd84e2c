"""The executable of a bundle: the program, and what elsewhere would be an interpreter started with `-m` or `-c`."""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path

import pytest

from tests.support.programs import ROOT, Outcome, python, run_program

ENTRY = ROOT / "packaging" / "bundle" / "entry.py"
TRACK = """
import os, subprocess, sys
reading, writing = os.pipe()
words = ["-O", "-c", f"from multiprocessing.resource_tracker import main;main({reading})"]
with subprocess.Popen([sys.executable, sys.argv[1], *words], pass_fds=[reading]) as child:
    os.close(writing)
sys.exit(child.returncode)
"""
"""As multiprocessing starts it: with the flags of the interpreter in front, and a pipe to read from."""


def started(*words: str) -> Outcome:
    return run_program([sys.executable, ENTRY, *words])


def test_it_is_the_program() -> None:
    assert started("--version").out.startswith("infrasketch ")


def test_a_word_of_a_sentence_is_no_helper() -> None:
    assert "-c" in started("sketch", "-c", "something else").err


def test_the_wallet_starts_the_server_in_it() -> None:
    frozen = "import sys; sys.frozen = True\nfrom infrasketch_desktop.wallet.local_server import COMMAND\n"
    words = python(frozen + "print(*COMMAND[1:])").out.split()
    assert "infrasketch-server" in started(*words, "--help").out


def test_it_becomes_the_tracker_of_multiprocessing_and_ends_with_its_pipe() -> None:
    outcome = python(TRACK, str(ENTRY))
    assert (outcome.code, outcome.err) == (0, "")


@pytest.mark.parametrize("target", ["windows", "macos"])
def test_a_release_for_another_system_is_refused_before_anything_is_built(target: str) -> None:
    refused = run_program([ROOT / "packaging" / "release", target])
    assert refused.code == 2
    assert f"for {target} is built on {target}" in refused.err
    assert "Nothing was built" in refused.err


def test_a_target_that_is_none_is_named() -> None:
    assert "“amiga” is none of" in run_program([ROOT / "packaging" / "release", "amiga"]).err


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone is asked to read ahead")
def test_files_are_read_ahead_as_far_as_they_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "QtCore.abi3.so").write_bytes(b"library")
    asked = []
    monkeypatch.setattr(os, "posix_fadvise", lambda _file, *place: asked.append(place))
    runpy.run_path(str(ENTRY))["read_ahead"](str(tmp_path))
    assert asked == [(0, 0, os.POSIX_FADV_WILLNEED)]
