"""A drawing whose links only lead from one row to the next: long links are cut into cells, one per row they pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from infrasketch_desktop.layout.graph import Drawing

Rows = tuple[tuple[int, ...], ...]
"""The cells of each row from left to right."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """All links between the same two boxes; they run side by side through the same cells.

    `cells` begins with the upper box, ends with the lower one and has one cell in every row between.
    """

    cells: tuple[int, ...]
    links: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layered:
    """Cells 0 to `boxes` - 1 are the boxes of the drawing, the others the passes of its bundles."""

    boxes: int
    ranks: tuple[int, ...]
    bundles: tuple[Bundle, ...]

    @property
    def height(self) -> int:
        """The number of rows."""
        return max(self.ranks, default=-1) + 1

    def steps(self) -> Iterator[tuple[int, int]]:
        """Every (upper cell, lower cell) of neighbouring rows that a bundle connects."""
        for bundle in self.bundles:
            yield from pairwise(bundle.cells)


def cut_links(drawing: Drawing, ranks: Sequence[int]) -> Layered:
    """Cut the links of `drawing` into cells, given the row of every box; every link must lead down."""
    pairs: dict[tuple[int, int], list[int]] = {}
    for number, link in enumerate(drawing.links):
        pairs.setdefault((link.upper, link.lower), []).append(number)
    cell_ranks = list(ranks)
    bundles = []
    for (upper, lower), links in pairs.items():
        first = len(cell_ranks)
        cell_ranks.extend(range(ranks[upper] + 1, ranks[lower]))
        bundles.append(Bundle((upper, *range(first, len(cell_ranks)), lower), tuple(links)))
    return Layered(len(drawing.boxes), tuple(cell_ranks), tuple(bundles))
