"""How long the built program takes to a window that can be used, beside an empty window built by the same tool, and
how much memory it needs with a large diagram open.

A start is cold when the system was asked to forget what it has read from the disk, which only root may ask: elsewhere
the figures say “warm”. A window counts as painted once its pixels are on the screen, and as usable once a key that is
pressed then shows in the box; both are seen from outside, on a screen whose picture lies in a file.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import psutil
import pytest

from infrasketch_desktop.storage.sketches import save
from tests.support.bundles import BOX, LETTER, bundle
from tests.support.large_diagrams import large_diagram
from tests.support.screens import Screen, screen

pytestmark = pytest.mark.benchmark

ROUNDS = 5
PATIENCE_SECONDS = 60.0
MEGABYTE = 1024 * 1024
_CACHES = Path("/proc/sys/vm/drop_caches")

EMPTY_WINDOW = """
from PySide6.QtWidgets import QApplication, QMainWindow

application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
application.exec()
"""


@dataclass(frozen=True, slots=True)
class Begun:
    """One start: seconds from its command to the paint, seconds of processor until then, and seconds to the key."""

    painted: float
    processor: float
    key: float


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The executable of an empty window, as PyInstaller builds it when it is told nothing."""
    folder = tmp_path_factory.mktemp("empty")
    (folder / "empty.py").write_text(EMPTY_WINDOW, "utf-8")
    command = [sys.executable, "-m", "PyInstaller", "--log-level", "ERROR", "--strip", "--noconfirm", "empty.py"]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "dist" / "empty" / "empty"


@pytest.mark.parametrize("is_cold", [True, False], ids=["cold", "warm"])
def test_start_to_a_window_that_can_be_used(empty: Path, tmp_path: Path, is_cold: bool) -> None:
    if is_cold and not os.access(_CACHES, os.W_OK):
        pytest.skip("only root may drop what was read from the disk")
    ours, others = [], []
    for number in range(ROUNDS + 1):
        home = tmp_path / str(number)
        home.mkdir()
        with screen(home) as seen:
            program = bundle(home, seen.variables)
            ours.append(begun([str(program.program)], program.environment, seen, is_cold=is_cold, typed="w"))
        with screen(home) as seen:
            others.append(begun([str(empty)], bundle(home, seen.variables).environment, seen, is_cold=is_cold))
    del ours[0], others[0]
    for name, starts in (("InfraSketch", ours), ("empty window", others)):
        print(f"\n{name}, {'cold' if is_cold else 'warm'}: painted after {_middle(starts, 'painted'):.2f} s", end="")
        print(f" ({_middle(starts, 'processor'):.2f} s of processor), a key shows after {_middle(starts, 'key'):.2f} s")
    ratio = median(one.painted / other.painted for one, other in zip(ours, others, strict=True))
    work = median(one.processor / other.processor for one, other in zip(ours, others, strict=True))
    print(f"InfraSketch : empty window = {ratio:.2f} by the clock, {work:.2f} by the processor")


def test_memory_with_a_large_diagram_open(tmp_path: Path) -> None:
    save(tmp_path / "large.infrasketch", large_diagram(200))
    with screen(tmp_path) as seen, bundle(tmp_path, seen.variables).running("large.infrasketch") as process:
        watch(seen.is_covered, process)
        settle(process)
        own = process.memory_full_info()
        children = [child.memory_full_info().pss for child in process.children(recursive=True)]
        seen.save(tmp_path / "large.png")
    print(f"\n200 nodes open: {own.pss / MEGABYTE:.0f} MB proportional, {own.rss / MEGABYTE:.0f} MB resident,", end=" ")
    print(f"{len(children)} children with {sum(children) / MEGABYTE:.0f} MB")


def begun(
    command: Sequence[str], environment: Mapping[str, str], seen: Screen, *, is_cold: bool, typed: str = ""
) -> Begun:
    """Start `command`, and end it once it has painted and, where something is `typed`, shown it."""
    seen.do("mousemove", "640", "180")
    if is_cold:
        os.sync()
        _CACHES.write_text("3")
    started = time.perf_counter()
    with psutil.Popen(command, env=dict(environment), stderr=subprocess.DEVNULL) as process:
        try:
            watch(seen.is_covered, process)
            painted = time.perf_counter() - started
            times = process.cpu_times()
            if typed:
                box = seen.pixels[BOX]
                before = np.array(box)
                seen.do("key", typed)
                watch(lambda: (box != before).any(axis=2).sum() > LETTER, process)
            return Begun(painted, times.user + times.system, time.perf_counter() - started)
        finally:
            process.kill()


def settle(process: psutil.Popen) -> None:
    """Until it has done for two seconds next to nothing: what is loaded after the first paint is there."""
    pause = threading.Event()
    before = -1.0
    while (now := process.cpu_times().user) > before + 0.05:
        before = now
        pause.wait(2.0)


def watch(condition: Callable[[], object], process: psutil.Popen) -> None:
    """Look every millisecond, which costs the machine next to nothing."""
    pause, end = threading.Event(), time.perf_counter() + PATIENCE_SECONDS
    while not condition():
        assert process.is_running(), "it ended"
        assert process.status() != psutil.STATUS_ZOMBIE, "it ended"
        assert time.perf_counter() < end, "nothing was seen"
        pause.wait(0.001)


def _middle(starts: Sequence[Begun], name: str) -> float:
    return median(getattr(start, name) for start in starts)
