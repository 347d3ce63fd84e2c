"""Ends work on an event loop from any thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class StoppedError(Exception):
    """The work was ended on request."""


class Stop:
    """Ends a turn from any thread: what was valid until then is its result."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requested = False
        self._end: Callable[[], object] | None = None

    @property
    def requested(self) -> bool:
        return self._requested

    def request(self) -> None:
        """Let the turn end now, or at once when it begins."""
        with self._lock:
            self._requested = True
            if self._end is not None:
                self._end()

    def bind(self, loop: asyncio.AbstractEventLoop, task: asyncio.Future[Any]) -> None:
        """Have `task`, which runs on the `loop` of this thread, cancelled when the end is requested."""
        with self._lock:
            self._end = lambda: loop.call_soon_threadsafe(task.cancel)
            if self._requested:
                task.cancel()  # before it does anything

    def release(self) -> None:
        """Nothing is left to end."""
        with self._lock:
            self._end = None


async def until_stopped(work: Coroutine[Any, Any, T], stop: Stop) -> T:
    """What `work` gives.

    Raises:
        StoppedError: `stop` was requested first. A task around it that is cancelled itself is cancelled as ever.
    """
    running = asyncio.ensure_future(work)
    stop.bind(asyncio.get_running_loop(), running)
    try:
        return await running
    except asyncio.CancelledError:
        around = asyncio.current_task()
        if not stop.requested or (around is not None and around.cancelling()):
            raise
        raise StoppedError from None
    finally:
        stop.release()
