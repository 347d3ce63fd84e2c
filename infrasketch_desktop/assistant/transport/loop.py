"""One asyncio loop on one daemon thread, on which everything that speaks to models runs.

A synchronous stream cannot be stopped while it waits for the next byte; a task can. So the window and the commands
hand over a function that makes a coroutine, and get its events and its end back by callbacks.
"""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

Event = TypeVar("Event")
Result = TypeVar("Result")

Work = Callable[[Callable[[Event], None]], Awaitable[Result]]
"""Makes the coroutine to be run; it is given a function to say what happens with."""
Post = Callable[[Callable[[], None]], None]
"""Has a function called later on the thread of whoever asked, in the order they were given."""

CLOSE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """How a piece of work ended: with `result`, with `error`, or `stopped` by `Handle.cancel`."""

    result: Result | None = None
    error: Exception | None = None
    stopped: bool = False


class ClosedError(Exception):
    """The loop was closed, and nothing can be run on it any more."""


class Handle:
    """A piece of work that was begun."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._task: asyncio.Task[Any] | None = None
        self._stopped = False
        self._ended = threading.Event()

    @property
    def stopped(self) -> bool:
        return self._stopped

    def cancel(self) -> None:
        """Stop it, from any thread: its connection is closed at once, and no event comes after this.

        The end is still told, once everything is closed. Does nothing when it has ended.
        """
        self._stopped = True
        with contextlib.suppress(RuntimeError):  # the loop is closed, and with it all of its work
            self._loop.call_soon_threadsafe(self._cancel_task)

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it ended within `seconds`; its end may not have been told yet."""
        return self._ended.wait(seconds)

    def bind(self, task: asyncio.Task[Any]) -> None:
        """On the loop: `task` is the work."""
        self._task = task  # before any `cancel` is heard, since the loop does first what was asked first

    def note_end(self) -> None:
        """On the loop: it ended."""
        self._ended.set()

    def _cancel_task(self) -> None:
        if self._task is not None:
            self._task.cancel()


class AssistantLoop:
    """The loop. Its thread begins with the first piece of work; `close` ends both. Usable as a context."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(
        self,
        work: Work[Event, Result],
        on_event: Callable[[Event], None],
        on_end: Callable[[Outcome[Result]], None],
        post: Post = lambda call: call(),
    ) -> Handle:
        """Begin `work`. What it says comes to `on_event`, and its end, exactly once, to `on_end`.

        Both are called through `post`; without one, on the thread of the loop, which they must not hold up.

        Raises:
            ClosedError: after `close`.
        """
        with self._lock:  # so that nothing begins between the closing of the loop and its end
            loop = self._started()
            handle = Handle(loop)
            loop.call_soon_threadsafe(_begin, handle, work, on_event, on_end, post)
        return handle

    def iterate(self, work: Work[Event, Result]) -> Iterator[Event]:
        """What `work` says, while the caller waits for it; leaving the iteration stops the work.

        Raises:
            ClosedError: after `close`. Whatever the work raises.
        """
        said: queue.SimpleQueue[tuple[Event, ...] | Outcome[Result]] = queue.SimpleQueue()
        handle = self.run(work, lambda event: said.put((event,)), said.put)
        try:
            while not isinstance(item := said.get(), Outcome):
                yield item[0]
            if item.error is not None:
                raise item.error
        finally:
            handle.cancel()
            handle.wait()

    def wait(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """The result of `work`, while the caller waits for it.

        Raises:
            ClosedError: after `close`, or when it comes in between. Whatever the work raises.
        """
        ends: queue.SimpleQueue[Outcome[Result]] = queue.SimpleQueue()
        handle = self.run(lambda _say: work(), _ignore, ends.put)
        try:
            outcome = ends.get()
        except BaseException:  # Ctrl+C
            handle.cancel()
            handle.wait()
            raise
        if outcome.error is not None:
            raise outcome.error
        if outcome.stopped:
            raise ClosedError("The program is ending.")
        result: Any = outcome.result
        return result  # type: ignore[no-any-return]

    def close(self, seconds: float = CLOSE_SECONDS) -> None:
        """Stop all work, tell its end, close the loop, and wait for its thread."""
        with self._lock:
            self._closed = True
            loop, thread = self._loop, self._thread
            if loop is not None:
                with contextlib.suppress(RuntimeError):  # closed before
                    loop.call_soon_threadsafe(loop.stop)
        if thread is not None and thread is not threading.current_thread():
            thread.join(seconds)

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._closed:
            raise ClosedError("The program is ending.")
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=_live, args=(self._loop,), name="assistant", daemon=True)
            self._thread.start()
        return self._loop


def _begin(
    handle: Handle,
    work: Work[Event, Result],
    on_event: Callable[[Event], None],
    on_end: Callable[[Outcome[Result]], None],
    post: Post,
) -> None:
    """On the loop: make the task of a piece of work."""

    def say(event: Event) -> None:
        post(lambda: None if handle.stopped else on_event(event))

    async def live() -> Result:
        return await work(say)

    def end(task: asyncio.Task[Result]) -> None:
        outcome = _outcome(task)
        handle.note_end()
        post(lambda: on_end(outcome))

    task = asyncio.get_running_loop().create_task(live())
    task.add_done_callback(end)  # told also for a task that was stopped before its first step
    handle.bind(task)


def _outcome(task: asyncio.Task[Result]) -> Outcome[Result]:
    if task.cancelled():
        return Outcome(stopped=True)
    error = task.exception()
    if error is None:
        return Outcome(task.result())
    return Outcome(error=error if isinstance(error, Exception) else RuntimeError(repr(error)))


def _live(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
        loop.run_until_complete(_stop_all())
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()


async def _stop_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)


def _ignore(_event: object) -> None:
    """Nobody listens."""
