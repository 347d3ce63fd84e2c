"""Time and quality of the layout, as ratios to the plain order provider and to dot where it is installed."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.layout.arrange import arrange
from infrasketch_desktop.layout.ordering.graphviz import Graphviz
from infrasketch_desktop.layout.ordering.median import MedianOrder
from infrasketch_desktop.layout.ordering.provider import OrderProvider
from infrasketch_desktop.layout.ordering.standard import standard_provider
from infrasketch_desktop.layout.reroute import reroute
from infrasketch_desktop.layout.scope import Scope
from infrasketch_desktop.layout.worker import LayoutWorker
from tests.benchmarks.layout_bench import dot_program
from tests.benchmarks.layout_bench.graphs import system
from tests.benchmarks.layout_bench.quality import Quality, crossings, measure
from tests.layout.sheets import applied

pytestmark = pytest.mark.benchmark

TICK = 0.004


@pytest.fixture(scope="module")
def provider(cache_home: Path) -> OrderProvider:
    graphviz = Graphviz(cache_home / "graphviz")
    graphviz.warm()
    return standard_provider(graphviz)


@pytest.fixture(scope="module")
def worker(cache_home: Path) -> Iterator[LayoutWorker]:
    worker = LayoutWorker(cache_home / "graphviz")
    yield worker
    worker.close()


Answer = TypeVar("Answer")


def timed(work: Callable[[], Answer]) -> tuple[Answer, float]:
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def drawn(diagram: Diagram, provider: OrderProvider) -> tuple[Quality, float]:
    result, seconds = timed(lambda: arrange(diagram, Scope.everything(), provider=provider))
    return measure(applied(diagram, result)), seconds


@pytest.mark.parametrize("grouped", [False, True], ids=["flat", "grouped"])
@pytest.mark.parametrize("nodes", [50, 200, 500])
def test_time_and_quality(provider: OrderProvider, nodes: int, grouped: bool) -> None:
    diagram = system(nodes, grouped=grouped)
    ours, seconds = drawn(diagram, provider)
    plain, plain_seconds = drawn(diagram, MedianOrder())
    report = [
        f"\n{nodes} nodes, {'grouped' if grouped else 'flat'}: {seconds * 1000:.0f} ms, {ours.crossings} crossings",
        f"medians x{seconds / plain_seconds:.2f} time, x{ours.crossings / max(1, plain.crossings):.2f} crossings",
        f"bends x{ours.bends / max(1, plain.bends):.2f}, area x{ours.area / plain.area:.2f}",
    ]
    if dot_program.is_installed():
        lines, dot_seconds = timed(lambda: dot_program.draw(diagram))
        count = crossings(lines)
        report.append(f"dot x{seconds / dot_seconds:.2f} time, x{ours.crossings / max(1, count):.2f} crossings")
    print("; ".join(report))
    assert (ours.faults, plain.faults) == (0, 0)


@pytest.mark.parametrize("nodes", [1000, 4000])
def test_large_diagrams(provider: OrderProvider, nodes: int) -> None:
    result, seconds = timed(lambda: arrange(system(nodes, grouped=True), Scope.everything(), provider=provider))
    print(f"\n{nodes} nodes in groups: {seconds:.2f} s, {seconds / nodes * 1000:.2f} ms a node, {result.moved} moved")


def test_routing_after_an_edit(provider: OrderProvider) -> None:
    diagram = system(5000, grouped=True)
    tidy = applied(diagram, arrange(diagram, Scope.everything(), provider=provider))
    spans = sorted(timed(lambda n=n: reroute(tidy, tidy.incident(n)))[1] for n in sorted(tidy.nodes)[::25])
    shares = {share: spans[min(len(spans) - 1, int(share * len(spans)))] * 1000 for share in (0.5, 0.9, 0.99)}
    print(
        "\nrouting the edges of one of 5,000 nodes:", ", ".join(f"p{s * 100:.0f} {t:.2f} ms" for s, t in shares.items())
    )


def longest_gap(work: Callable[[], object]) -> float:
    """The longest time in seconds that this thread was kept from running while another one did `work`."""
    finished = threading.Event()

    def run() -> None:
        work()
        finished.set()

    thread = threading.Thread(target=run)
    thread.start()
    longest, last = 0.0, time.perf_counter()
    while not finished.wait(TICK):
        now = time.perf_counter()
        longest, last = max(longest, now - last - TICK), now
    thread.join()
    return longest


@pytest.mark.parametrize("nodes", [500, 2000])
def test_stalls_of_the_window(provider: OrderProvider, worker: LayoutWorker, nodes: int) -> None:
    diagram = system(nodes, grouped=True)
    worker.warm()
    idle = longest_gap(lambda: time.sleep(1))  # noqa: TID251 - idleness is what is measured
    apart = longest_gap(lambda: worker.arrange(diagram, Scope.everything()))
    beside = longest_gap(lambda: arrange(diagram, Scope.everything(), provider=provider))
    print(
        f"\n{nodes} nodes: longest stall {apart * 1000:.1f} ms with a process of its own, "
        f"{beside * 1000:.1f} ms in a thread, {idle * 1000:.1f} ms without a layout"
    )
