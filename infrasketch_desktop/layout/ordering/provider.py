"""The seam: whoever can rank boxes and order rows may drive the layout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from infrasketch_desktop.layout.errors import ProviderError
from infrasketch_desktop.layout.graph import Drawing
from infrasketch_desktop.layout.layered import Layered, Rows


class OrderProvider(Protocol):
    """Answers depend on the arguments alone, never on time or earlier calls; may be called from any thread."""

    def rank(self, drawing: Drawing) -> tuple[int, ...]:
        """The row of every box, 0 on top. Links span at least their length, `above` stands in the first row alone and
        `below` in the last.

        Raises:
            ProviderError: no answer; ask another provider.
        """

    def order(self, drawing: Drawing, layered: Layered) -> Rows:
        """The cells of each row from left to right, with few crossings; borders keep their tiers.

        Raises:
            ProviderError: no answer; ask another provider.
        """


class FirstThatAnswers:
    """Asks providers in turn; the last one must always answer."""

    def __init__(self, providers: Sequence[OrderProvider]) -> None:
        self._providers = tuple(providers)

    def rank(self, drawing: Drawing) -> tuple[int, ...]:
        for provider in self._providers[:-1]:
            try:
                return provider.rank(drawing)
            except ProviderError:
                continue
        return self._providers[-1].rank(drawing)

    def order(self, drawing: Drawing, layered: Layered) -> Rows:
        for provider in self._providers[:-1]:
            try:
                return provider.order(drawing, layered)
            except ProviderError:
                continue
        return self._providers[-1].order(drawing, layered)
