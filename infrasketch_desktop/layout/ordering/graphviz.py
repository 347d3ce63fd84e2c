"""Graphviz as something to call with DOT text, loaded on first use so that start-up does not pay for it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from infrasketch_desktop.layout.errors import ProviderError

if TYPE_CHECKING:
    from infrasketch_desktop.layout.ordering.wasm import CompiledGraphviz

ALLOWANCE = 30_000_000_000
"""Instructions for one call, some three seconds on a machine of 2024; 1,000 boxes need a tenth of it."""


class Graphviz:
    """dot in a sandbox. Safe to share between threads; a call depends on its argument alone."""

    def __init__(self, cache: Path | None = None, allowance: int = ALLOWANCE) -> None:
        """`cache` is a private folder for the compiled module; None compiles anew in every process."""
        self._cache = cache
        self._allowance = allowance
        self._lock = threading.Lock()
        self._compiled: CompiledGraphviz | None = None
        self._broken: str = ""

    def warm(self) -> None:
        """Make the module ready; meant for a thread at start-up.

        Raises:
            ProviderError: wasmtime or Graphviz is missing or does not work here; later calls fail at once.
        """
        self._ready()

    def __call__(self, text: str) -> str:
        """The `canon` form of a DOT graph after dot has worked on it.

        Raises:
            ProviderError: Graphviz failed or its allowance is used up.
        """
        return self._ready().render(text, self._allowance)

    def _ready(self) -> CompiledGraphviz:
        with self._lock:
            if self._broken:
                raise ProviderError(self._broken)
            if self._compiled is None:
                self._compiled = self._load()
            return self._compiled

    def _load(self) -> CompiledGraphviz:
        try:
            from infrasketch_desktop.layout.ordering import wasm  # noqa: PLC0415 -- see the head of this module

            return wasm.load_graphviz(self._cache)
        except (ImportError, OSError, ProviderError) as error:
            self._broken = f"Graphviz is not available: {error}"
            raise ProviderError(self._broken) from error
