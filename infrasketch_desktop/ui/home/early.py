"""Keeps what is chosen on the home page while what carries it out is still being made."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import SignalInstance

from infrasketch_desktop.ui.home.page import HomePage


class EarlyWishes:
    """Listens to a page from its making on, until it hands over."""

    def __init__(self, page: HomePage) -> None:
        self._kept: list[tuple[SignalInstance, tuple[Any, ...]]] = []
        self._heard = [(signal, signal.connect(partial(self._keep, signal))) for signal in page.wishes]

    def hand_over(self) -> None:
        """Stop listening, and say again what was heard: by now somebody else listens."""
        for signal, connection in self._heard:
            signal.disconnect(connection)
        self._heard.clear()
        kept, self._kept = self._kept, []
        for signal, wish in kept:
            signal.emit(*wish)

    def _keep(self, signal: SignalInstance, *wish: Any) -> None:
        self._kept.append((signal, wish))
