"""Waits for what another thread or process does, for a bounded time: tests poll here and sleep nowhere else."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal, TypeVar

_PAUSE_SECONDS = 0.01

Found = TypeVar("Found")


def wait_until(
    condition: Callable[[], Found | Literal[False] | None], *, what: str | Callable[[], str], seconds: float = 20.0
) -> Found:
    """The first result of `condition` that counts as true.

    `what` was waited for; it is asked only when the wait was in vain, so it may collect what a program said.

    Raises:
        TimeoutError: nothing true within `seconds`.
    """
    end = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds:g} s in vain for {what if isinstance(what, str) else what()}")
        time.sleep(_PAUSE_SECONDS)  # noqa: TID251 - the one place that polls
    return found
