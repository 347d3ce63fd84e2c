"""How a run on all processors is spread over its workers: how many there are, and which files begin."""

from __future__ import annotations

import os
from collections import Counter

import pytest


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are processors: many a test waits for a program that it started."""
    processors = os.cpu_count() or 1
    return processors + processors // 2


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Files of few tests go first: theirs are the long ones, and one that came last kept a worker busy on its own."""
    if hasattr(config, "workerinput"):
        fewest_first(items)


def fewest_first(items: list[pytest.Item]) -> None:
    """Sort tests by how many their file has; those of a file stay together and in their order."""
    of_file = Counter(item.path for item in items)
    items.sort(key=lambda item: of_file[item.path])
