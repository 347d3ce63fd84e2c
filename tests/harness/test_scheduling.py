"""A run on all processors begins with the files of few tests, which are the long ones, and collects garbage."""

import gc
from pathlib import Path
from types import SimpleNamespace

from tests.support.probes import run_probe
from tests.support.scheduling import fewest_first


def test_files_of_few_tests_come_first_and_stay_together() -> None:
    tests = [SimpleNamespace(path=place[0], place=place) for place in ["a1", "a2", "b1", "c1", "a3", "b2", "d1"]]

    fewest_first(tests)

    assert [test.place for test in tests] == ["c1", "d1", "b1", "b2", "a1", "a2", "a3"]


def test_tests_run_with_a_garbage_collector() -> None:
    assert gc.isenabled()


def test_benchmarks_run_with_the_collector_of_every_program(tmp_path: Path) -> None:
    probe = """
import gc, pytest

@pytest.mark.benchmark
def test_it():
    assert gc.isenabled() and gc.get_freeze_count() == 0 and gc.get_threshold()[0] < 20_000
"""
    assert "1 passed" in run_probe(tmp_path, probe, "-m", "benchmark").out
