"""Putting 1,300 generated files in place, each made durable, beside writing them and beside one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.writing import write_update
from infrasketch_desktop.storage.atomic import write_atomically
from tests.codegen.folders import Place

pytestmark = pytest.mark.benchmark

FILES = 1_300
TEXT = "a line of generated code\n" * 80


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _each(folder: Path, paths: list[str], write: Callable[[Path, bytes], object]) -> None:
    for path in paths:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        write(target, TEXT.encode())


@pytest.mark.timeout(300)
def test_many_files_are_durable_in_little_more_time_than_a_few(tmp_path: Path) -> None:
    paths = [f"services/part-{number // 13}/src/file_{number % 13}.py" for number in range(FILES)]
    place = Place(tmp_path / "side-by-side")
    update = place.plan(dict.fromkeys(paths, TEXT))
    plain = _seconds(lambda: _each(tmp_path / "plain", paths, Path.write_bytes))
    in_turn = _seconds(lambda: _each(tmp_path / "in-turn", paths, write_atomically))
    side_by_side = _seconds(lambda: write_update(place.folder, update, write_atomically))
    print(f"\n{FILES} files, s: plain {plain:.2f}, durable in turn {in_turn:.2f}, as they are {side_by_side:.2f}")
    print(f"as they are: {side_by_side / plain:.1f} x plain, {in_turn / side_by_side:.1f} times as fast as in turn")
    assert place.paths == set(paths)
