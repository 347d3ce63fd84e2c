"""How a running layout hears that it shall stop, and tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from infrasketch_desktop.language import tr
from infrasketch_desktop.layout.errors import LayoutCancelledError

Cancel = Callable[[], bool]
"""Asked between the stages of a run, from the thread that runs it; true means stop."""
Progress = Callable[[float], None]
"""Told a fraction from 0 to 1, never falling, from the thread that runs the layout."""


def never() -> bool:
    return False


def ignore(_fraction: float) -> None:
    return None


@dataclass(slots=True)
class Monitor:
    """Counts finished steps of a run of `total` steps."""

    cancel: Cancel = never
    progress: Progress = ignore
    total: int = 1
    done: int = 0

    def check(self) -> None:
        """Raises:
        LayoutCancelledError: the user asked to stop.
        """
        if self.cancel():
            raise LayoutCancelledError(tr("The layout was stopped; nothing was moved."))

    def step(self) -> None:
        """One step is done; stop here if asked to."""
        self.check()
        self.done += 1
        self.progress(min(1.0, self.done / self.total))
