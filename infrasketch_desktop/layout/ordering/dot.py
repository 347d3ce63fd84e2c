"""Ranks and orders from dot, the layered engine of Graphviz: its first two phases and nothing else.

dot stops after phase 1 (ranks) or 2 (order) when the graph attribute `phase` says so and writes `rank` and `order`
into the nodes (https://graphviz.org/docs/attrs/phase/). The cells of long links are nodes of their own, so their order
is in the answer too. Names are made here from numbers; no label ever reaches Graphviz.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from infrasketch_desktop.layout.errors import ProviderError
from infrasketch_desktop.layout.graph import Border, Drawing
from infrasketch_desktop.layout.layered import Layered, Rows

Render = Callable[[str], str]
"""Runs dot on DOT text and returns the graph in the `canon` format. Raises ProviderError."""

MOST_BOXES = 20_000
"""Boxes up to which dot is asked for ranks."""
FULLY_RANKED = 2000
"""Boxes up to which it may rank as well as it can; beyond, its work is cut short (10,000 boxes: from 44 s to 1 s for
4 % more cells).
"""
MOST_CELLS = 10_000
"""Cells up to which dot is asked for the order, a second or two; twice as many take it ten times as long."""

_ANSWER = re.compile(r"^\s*n(\d+)\s+\[(?:order=(\d+),\s*)?rank=(\d+)\]", re.MULTILINE)


class DotOrder:
    """An order provider on top of anything that can run dot."""

    def __init__(self, render: Render) -> None:
        self._render = render

    def rank(self, drawing: Drawing) -> tuple[int, ...]:
        links = (f"n{a}->n{b}[minlen={length},weight={weight}]" for a, b, length, weight in _ranked_links(drawing))
        if len(drawing.boxes) > MOST_BOXES:
            raise ProviderError("The drawing is too large for dot.")
        limit = "nslimit1=0.1" if len(drawing.boxes) > FULLY_RANKED else ""
        text = self._ask(1, len(drawing.boxes), [limit, *links, *_borders(drawing)])
        ranks = [-1] * len(drawing.boxes)
        for answer in _ANSWER.finditer(text):
            ranks[int(answer[1])] = int(answer[3])
        if -1 in ranks or any(ranks[link.upper] >= ranks[link.lower] for link in drawing.links):
            raise ProviderError("dot did not rank every box.")
        return tuple(ranks)

    def order(self, drawing: Drawing, layered: Layered) -> Rows:
        if len(layered.ranks) > MOST_CELLS:
            raise ProviderError("The drawing is too large for dot.")
        links = (f"n{upper}->n{lower}" for upper, lower in layered.steps())
        text = self._ask(2, len(layered.ranks), [*links, *_borders(drawing)])
        rows: list[list[tuple[int, int]]] = [[] for _ in range(layered.height)]
        for answer in _ANSWER.finditer(text):
            cell = int(answer[1])
            rows[layered.ranks[cell]].append((int(answer[2] or 0), cell))
        if sum(map(len, rows)) != len(layered.ranks):
            raise ProviderError("dot did not order every cell.")
        return tuple(tuple(cell for _, cell in sorted(row)) for row in rows)

    def _ask(self, phase: int, cells: int, statements: Iterable[str]) -> str:
        nodes = (f"n{cell}" for cell in range(cells))
        return self._render(f"digraph{{phase={phase}\n" + "\n".join((*nodes, *statements)) + "}")


def _ranked_links(drawing: Drawing) -> Iterator[tuple[int, int, int, int]]:
    """Parallel links merged into one of their common weight."""
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for link in drawing.links:
        length, weight = merged.get((link.upper, link.lower), (1, 0))
        merged[link.upper, link.lower] = (max(length, link.length), weight + 1)
    for (upper, lower), (length, weight) in merged.items():
        yield upper, lower, length, weight


def _borders(drawing: Drawing) -> Iterator[str]:
    for border, rank in ((drawing.above, "source"), (drawing.below, "sink")):
        if border:
            stubs = ";".join(f"n{stub}" for tier in border for stub in tier)
            yield f"{{rank={rank};{stubs};{';'.join(_left_to_right(border))}}}"


def _left_to_right(border: Border) -> Iterator[str]:
    """Invisible links inside a row make dot keep the tiers of a border apart and in order."""
    for left, right in pairwise(border):
        yield from (f"n{a}->n{b}[style=invis]" for a in left for b in right)
