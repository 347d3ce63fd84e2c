"""Whether a widget is still there when an answer arrives for it; one that has gone must not be touched."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject


def lifeline(owner: QObject) -> Callable[[], bool]:
    """A question to be asked later: True as long as `owner` has not been deleted."""
    gone: list[bool] = []
    owner.destroyed.connect(lambda: gone.append(True))
    return lambda: not gone
