"""`kill -9` at every step of a paid delivery: what is paid is exactly what is delivered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.programs import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

MEMORY = Path("/dev/shm")
"""A killed program leaves its writes to the kernel, so the kind of disk does not matter, and this one is quick."""
BEFORE_PAYMENT = {"reserved 1", "made 1", "made 2", "committing 1"}


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    if not MEMORY.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="infrasketch-test-") as folder:
        yield Path(folder)


def run(folder: Path, *arguments: object, program: str = "killed_wallet") -> dict[str, Any]:
    command = [sys.executable, "-W", "error", "-m", f"tests.wallet.{program}", str(folder), *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_program_that_dies_at_any_step_has_paid_for_exactly_what_it_delivered(quick_folder: Path) -> None:
    for point, found in run(quick_folder, "points").items():
        expected = 0 if point in BEFORE_PAYMENT else 2
        assert found == {
            "signal": 9,
            "findings": [],
            "delivered": expected,
            "charged": expected,
            "reserved": 0,
            "state": "ready",
            "temporary": [],
            "wrong": [],
        }, point


def test_a_program_that_dies_while_folders_change_places_leaves_those_that_are_paid(quick_folder: Path) -> None:
    for point, found in run(quick_folder, "points", program="killed_folders").items():
        expected = 2 if point in BEFORE_PAYMENT else 4
        assert found == {
            "signal": 9,
            "findings": [],
            "charged": expected,
            "delivered": expected,
            "reserved": 0,
            "state": "ready",
            "beside": [],
            "wrong": [],
        }, point


def test_folders_survive_deaths_at_random_moments(quick_folder: Path) -> None:
    check_folders(quick_folder, kills=15, seed=1)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_folders_survive_300_random_deaths(quick_folder: Path) -> None:
    check_folders(quick_folder, kills=300, seed=2)


def check_folders(folder: Path, kills: int, seed: int) -> None:
    found = run(folder, "random", kills, seed, program="killed_folders")
    assert found["faults"] == []
    assert found["charged"] == found["delivered"] > 2


def check_random_kills(folder: Path, kills: int, seed: int) -> None:
    found = run(folder, "random", kills, seed)
    print(f"\n{found['kills']:,} kills: {found['charged']:,} credits paid, {found['delivered']:,} files delivered")
    assert found["faults"] == []
    assert found["charged"] == found["delivered"] > 0


def test_a_program_that_dies_at_random_moments_has_paid_for_exactly_what_it_delivered(quick_folder: Path) -> None:
    check_random_kills(quick_folder, kills=30, seed=1)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_200_random_deaths(quick_folder: Path) -> None:
    check_random_kills(quick_folder, kills=200, seed=2)


@pytest.mark.benchmark
@pytest.mark.timeout(3600)
def test_10_000_random_deaths(quick_folder: Path) -> None:
    check_random_kills(quick_folder, kills=10_000, seed=3)
