"""How long the window's thread is busy with a report of a crash, where the open diagram has thousands of words."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

import pytest

from infrasketch_desktop.storage.settings import Settings
from infrasketch_desktop.ui.crash.masking import Masks, masks_of_this_computer
from infrasketch_desktop.ui.crash.report import composed
from infrasketch_desktop.ui.crash.traces import told
from infrasketch_desktop.ui.crash.words import words_in
from tests.support.large_diagrams import large_diagram

pytestmark = [pytest.mark.benchmark, pytest.mark.usefixtures("qapp")]

BOUND = 0.050
NODES = 5_000
ROUNDS = 7


def busy(call: Callable[[], object]) -> float:
    """Median processor seconds of this thread, after a first call that loads what is needed."""
    seconds = []
    for _ in range(ROUNDS + 1):
        started = time.thread_time()
        call()
        seconds.append(time.thread_time() - started)
    return median(seconds[1:])


def test_a_report_beside_five_thousand_nodes() -> None:
    diagram = large_diagram(NODES)
    error = ValueError(f"{next(iter(diagram.nodes.values())).label} is gone")
    log = [f"WARNING infrasketch.layout: step {number} of Node {number} took long" for number in range(40)]

    def compose(masks: Masks) -> str:
        return composed("A mistake", told(error, masks), log, Settings(), masks)

    full = busy(lambda: compose(masks_of_this_computer(words_in(diagram))))
    bare = busy(lambda: compose(masks_of_this_computer()))
    ratios = f"{full / BOUND:.2f} x the 50 ms that nothing may take, {full / bare:.1f} x without a diagram"
    print(f"\na report beside {NODES} nodes: {full * 1000:.0f} ms, {ratios}")
    assert full < BOUND
