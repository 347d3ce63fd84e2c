"""Lets the cyclic garbage collector rest while very many objects are made that live."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cycles meanwhile; reference counting goes on as ever.

    Shapes, records and words of a document have no cycles and all of them are alive: searching them takes a third of
    the time of making them, and each full search holds every other thread, the window's too. Inside another pause, or
    where the collector is off, nothing changes. On several threads at once the first to end ends it for all.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
