"""The order provider that the program uses."""

from __future__ import annotations

from infrasketch_desktop.layout.ordering.dot import DotOrder
from infrasketch_desktop.layout.ordering.graphviz import Graphviz
from infrasketch_desktop.layout.ordering.median import MedianOrder
from infrasketch_desktop.layout.ordering.provider import FirstThatAnswers, OrderProvider


def standard_provider(graphviz: Graphviz) -> OrderProvider:
    """Graphviz where it works and is quick enough, our own medians otherwise.

    Give `Graphviz` a private cache folder and call its `warm` in a thread at start-up; then the first layout does not
    wait for its compilation.
    """
    return FirstThatAnswers((DotOrder(graphviz), MedianOrder()))
