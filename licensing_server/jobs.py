"""What the server does by itself beside answering: each job in a thread of its own, from start to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from structlog.typing import FilteringBoundLogger

from licensing_server.errors import LicensingServerError

_STOP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Job:
    """`run` works until the event it is given is set, and then comes back soon."""

    name: str
    run: Callable[[threading.Event], None]


def every(seconds: float, name: str, work: Callable[[], object], log: FilteringBoundLogger) -> Job:
    """A job that does `work` now and then again after each pause; a failure is logged and the next round tries anew."""
    return Job(name, partial(_repeat, seconds, name, work, log))


def _repeat(
    seconds: float, name: str, work: Callable[[], object], log: FilteringBoundLogger, stopping: threading.Event
) -> None:
    while not stopping.is_set():
        try:
            work()
        except LicensingServerError as error:  # such as Stripe being away: nothing of ours is broken
            log.error("job failed", job=name, why=str(error))  # noqa: TRY400 - its words say what is wrong
        except Exception:
            log.exception("job failed", job=name)
        stopping.wait(seconds)


@contextmanager
def running(jobs: Sequence[Job]) -> Iterator[None]:
    """Let the jobs work as long as the block lasts."""
    stopping = threading.Event()
    threads = [threading.Thread(target=job.run, args=(stopping,), name=job.name, daemon=True) for job in jobs]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stopping.set()
        for thread in threads:
            thread.join(_STOP_SECONDS)
