"""Does pieces of work on files side by side, because each of them waits for the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Self

WRITERS = 16
"""A disk makes several files durable in the time of one. No more than these are begun and not ended."""


class SideBySide:
    """Entered as a context; leaving it waits for what was begun."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(WRITERS, "writing")
        self._begun: set[Future[None]] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown()

    def begin(self, work: Callable[[], None]) -> None:
        """Do `work` as soon as there is room; what it raises is raised by a later call."""
        if len(self._begun) >= WRITERS:
            self._end(wait(self._begun, return_when=FIRST_COMPLETED).done)
        self._begun.add(self._threads.submit(work))

    def settle(self) -> None:
        """Wait until everything that was begun has ended."""
        self._end(wait(self._begun).done)

    def _end(self, ended: Iterable[Future[None]]) -> None:
        for one in list(ended):
            self._begun.discard(one)
            one.result()
