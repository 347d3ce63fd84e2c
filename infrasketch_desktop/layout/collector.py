"""Keeps the cyclic garbage collector from stopping every thread while one of them makes very many objects."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Spare the window full collections, which many new objects set off on a worker: each holds the interpreter for
    as long as it takes to look at everything there is. What is counted is freed all the same.

    On several threads at once the first to end ends it for all.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
