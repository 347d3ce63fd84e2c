"""Lets the cyclic garbage collector rest while very many objects are made that live, or while nothing may stall."""

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


_HELD = 1_000_000
"""Added to how many searches of the middle generation go before a full one: so many never come."""


def hold_full_searches() -> None:
    """From now on only young objects are searched, a millisecond or two each time, until `release_full_searches`.

    A full search goes through all that was made since the program started, a large diagram and all that is shown of it,
    and holds every thread for up to a tenth of a second. Cycles that grew old meanwhile wait for the release. May be
    held several times, and is released as often; on the thread of the window only.
    """
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, old + _HELD)


def release_full_searches() -> None:
    """End one `hold_full_searches`."""
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, old - _HELD)
