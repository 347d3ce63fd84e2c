"""Layouts in a process of their own."""

from collections.abc import Iterator
from multiprocessing import Pipe
from pathlib import Path

import pytest

from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.diagram.store import DiagramStore
from infrasketch_desktop.language import Language, in_force, use
from infrasketch_desktop.layout.arrange import arrange
from infrasketch_desktop.layout.errors import LayoutCancelledError, LayoutError
from infrasketch_desktop.layout.insertion import insert_new
from infrasketch_desktop.layout.ordering.graphviz import Graphviz
from infrasketch_desktop.layout.ordering.standard import standard_provider
from infrasketch_desktop.layout.scope import Scope
from infrasketch_desktop.layout.worker import LayoutWorker, _receive
from tests.support.diagrams import document, edge, group, node

SHEET = document(group("g"), node("a", group="g"), node("b"), node("c"), edge("a", "b"), edge("b", "c")).diagram


@pytest.fixture(scope="module")
def worker(cache_folder: Path) -> Iterator[LayoutWorker]:
    worker = LayoutWorker(cache_folder)
    yield worker
    worker.close()


def test_it_gives_the_same_result_as_this_process(worker: LayoutWorker, cache_folder: Path) -> None:
    provider = standard_provider(Graphviz(cache_folder))
    here = arrange(SHEET, Scope.everything(), provider=provider, direction=Direction.RIGHT)
    told: list[float] = []
    there = worker.arrange(SHEET, Scope.everything(), direction=Direction.RIGHT, progress=told.append)
    assert there == here
    assert told[-1] == 1.0


def test_it_finds_the_same_places_for_what_is_new(worker: LayoutWorker) -> None:
    assert worker.insert(SHEET, ["b", "c"]) == insert_new(SHEET, ["b", "c"])


def test_a_cancelled_run_ends_and_the_next_one_works(worker: LayoutWorker) -> None:
    with pytest.raises(LayoutCancelledError):
        worker.arrange(SHEET, Scope.everything(), cancel=lambda: True)
    assert worker.arrange(SHEET, Scope.everything()).moved == 2


def test_a_refusal_comes_back_as_it_was_said(worker: LayoutWorker) -> None:
    with pytest.raises(LayoutError, match="no group"):
        worker.arrange(SHEET, Scope.inside("nowhere"))
    assert worker.arrange(SHEET, Scope.everything()).moved == 2


def test_a_process_that_died_is_replaced(worker: LayoutWorker) -> None:
    worker.arrange(SHEET, Scope.everything())
    process = worker._process
    assert process is not None
    process.kill()
    process.join()
    assert worker.arrange(SHEET, Scope.everything()).moved == 2


def test_the_other_process_speaks_as_this_one_does() -> None:
    here, there = Pipe()
    here.send(("language", "de"))
    here.send(("insert", ()))
    try:
        assert _receive(there, DiagramStore()) == ("insert", ())
        assert in_force().code == "de"
    finally:
        use(Language())
