"""What the chat panel asks of its window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class ChatHooks:
    """Those with a widget are given the one that they come from."""

    choose_model: Callable[[QWidget], object]
    choose_source: Callable[[], object]
    buy: Callable[[int, Callable[[], object]], object]
    preview: Callable[[], object]
