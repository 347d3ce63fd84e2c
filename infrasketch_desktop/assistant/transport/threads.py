"""Runs what blocks on a daemon thread of its own, so that the loop stays free and the end of the program does too."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


async def elsewhere(work: Callable[[], Result]) -> Result:
    """The result of `work`. Cancelling does not stop it, but nobody waits for it any more.

    `asyncio.to_thread` would not do: the program cannot end before its threads have.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[Result] = loop.create_future()

    def tell(result: Result | None, error: BaseException | None) -> None:
        if future.cancelled():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]  # None only if `work` gives None

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except BaseException as raised:  # noqa: BLE001 - raised again where it is waited for
            error = raised
        with contextlib.suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(tell, result, error)

    threading.Thread(target=run, name="assistant aside", daemon=True).start()
    return await future
