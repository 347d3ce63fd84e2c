"""Ranks without Graphviz: take the longest path, then pull boxes together."""

from __future__ import annotations

from itertools import chain

from infrasketch_desktop.layout.graph import Drawing

TIGHTENING_ROUNDS = 8

_Neighbours = list[list[tuple[int, int]]]
"""Per box, its neighbours on one side and the least number of rows to them."""


def rank_boxes(drawing: Drawing) -> tuple[int, ...]:
    """The row of every box, 0 on top; stubs stand alone in the first and last row."""
    count = len(drawing.boxes)
    after, before = _neighbours(drawing)
    order = _topological_order(count, after, before)
    ranks = [0] * count
    for box in order:
        ranks[box] = max((ranks[other] + length for other, length in before[box]), default=0)
    for _ in range(TIGHTENING_ROUNDS):
        if not _pull_together(order, ranks, after, before):
            break
    return _with_borders(drawing, ranks)


def _neighbours(drawing: Drawing) -> tuple[_Neighbours, _Neighbours]:
    after: _Neighbours = [[] for _ in drawing.boxes]
    before: _Neighbours = [[] for _ in drawing.boxes]
    for link in drawing.links:
        after[link.upper].append((link.lower, link.length))
        before[link.lower].append((link.upper, link.length))
    return after, before


def _topological_order(count: int, after: _Neighbours, before: _Neighbours) -> list[int]:
    missing = [len(arcs) for arcs in before]
    order = [box for box in range(count) if not missing[box]]
    for box in order:  # grows while it is read
        for target, _ in after[box]:
            missing[target] -= 1
            if not missing[target]:
                order.append(target)
    return order


def _pull_together(order: list[int], ranks: list[int], after: _Neighbours, before: _Neighbours) -> bool:
    """Move boxes with more links on one side towards it as far as there is slack; true when one moved."""
    moved = False
    for box in chain(reversed(order), order):
        earliest = max((ranks[other] + length for other, length in before[box]), default=None)
        latest = min((ranks[other] - length for other, length in after[box]), default=None)
        pull = len(after[box]) - len(before[box])
        wanted = latest if pull > 0 else earliest if pull < 0 else None
        if wanted is not None and wanted != ranks[box]:
            ranks[box] = wanted
            moved = True
    return moved


def _with_borders(drawing: Drawing, ranks: list[int]) -> tuple[int, ...]:
    stubs = drawing.stubs
    inner = [rank for box, rank in enumerate(ranks) if box not in stubs]
    first = min(inner, default=1) - (1 if drawing.above else 0)
    last = max(inner, default=0) + 1
    for border, rank in ((drawing.above, first), (drawing.below, last)):
        for stub in (stub for tier in border for stub in tier):
            ranks[stub] = rank
    return tuple(rank - first for rank in ranks)
