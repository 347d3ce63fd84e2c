"""Places for what is new: worked out in another process where there is much, and here where that one is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.exchange.placing import with_new_placed
from infrasketch_desktop.layout import worker
from infrasketch_desktop.layout.arrangement import Arrangement
from infrasketch_desktop.layout.errors import LayoutCancelledError, LayoutError
from infrasketch_desktop.layout.insertion import insert_new
from infrasketch_desktop.ui.engine import APART_FROM, Engine
from tests.support.diagrams import document, node

BASE = document(*(node(f"n{i}", 200 * (i % 20), 150 * (i // 20)) for i in range(APART_FROM - 1))).diagram
GROWN = document(*BASE, node("new")).diagram


class Apart:
    """Stands for the process; `trouble` is what asking it raises."""

    trouble: Exception | None = None
    asked = 0

    def __init__(self, _cache: Path) -> None:
        pass

    def insert(self, diagram: Diagram, new_ids: Iterable[str], *, cancel: Callable[[], bool]) -> Arrangement:
        Apart.asked += 1
        if cancel():
            raise LayoutCancelledError
        if self.trouble is not None:
            raise self.trouble
        return insert_new(diagram, new_ids)

    def close(self) -> None:
        pass


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(worker, "LayoutWorker", Apart)
    monkeypatch.setattr(Apart, "asked", 0)
    return Engine(tmp_path)


def test_a_large_diagram_is_placed_in_the_other_process_and_a_small_one_here(engine: Engine) -> None:
    assert engine.place(BASE, GROWN).same_records(with_new_placed(BASE, GROWN))
    assert Apart.asked == 1
    small = document(node("a")).diagram
    engine.place(Diagram(), small)
    assert Apart.asked == 1


def test_where_the_other_process_is_gone_places_are_found_here(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Apart, "trouble", LayoutError("gone"))
    assert engine.place(BASE, GROWN).same_records(with_new_placed(BASE, GROWN))


def test_a_program_that_ends_waits_for_no_places(engine: Engine) -> None:
    engine.close()
    assert engine.place(BASE, GROWN) is GROWN
