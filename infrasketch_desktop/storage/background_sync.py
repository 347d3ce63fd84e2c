"""Asks the system to put written lines on the disk itself, away from the thread that wrote them."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable

SECONDS = 0.5
"""Twice as often as the promise that a power cut loses at most the last second."""


class BackgroundSync:
    """A thread that flushes a file soon after `wake`, at most once in `seconds`; it sleeps while nothing is written."""

    def __init__(self, duplicate: Callable[[], int | None], seconds: float = SECONDS) -> None:
        """`duplicate` gives a new descriptor of the file as it is now; the thread closes it."""
        self._duplicate = duplicate
        self._seconds = seconds
        self._written = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Say that something was written; never waits."""
        self._written.set()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="journal-sync", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread; what was written last may be unflushed. Waits for a flush that is under way."""
        self._stopped.set()
        self._written.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while True:
            self._written.wait()
            if self._stopped.is_set():
                return
            self._written.clear()
            self._flush()
            self._stopped.wait(self._seconds)

    def _flush(self) -> None:
        descriptor = self._duplicate()
        if descriptor is None:
            return
        try:
            with contextlib.suppress(OSError):  # a failing disk shows itself at the next write or save
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
